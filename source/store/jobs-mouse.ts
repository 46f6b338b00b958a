import type {ClickTarget} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

type JobClick = Extract<ClickTarget, {kind: 'job' | 'jobHead' | 'slurmNode'}>;

/** What a click in the tab of jobs does. */
export function clickJobs(state: Screened, _target: JobClick, _live: State): Reduction {
	return [state, []];
}
