import type {JobTarget} from '../store/job-dialogs-state.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';

export type JobDetailWorld = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
};

export type JobDetailSize = {
	readonly columns: number;
	readonly rows: number;
	/** Blank lines stand between its parts. */
	readonly isAiry: boolean;
};

export type JobDetailPicture = {
	readonly lines: readonly ScreenLine[];
	/** Lines that can be scrolled out above at most. */
	readonly lastScroll: number;
};

/** The pane under the table of jobs, or the whole body: what the pane shows of the job under the cursor, its hairline first. */
export function jobDetailOf(
	_target: JobTarget | undefined,
	_world: JobDetailWorld,
	_size: JobDetailSize,
): JobDetailPicture {
	return {lines: [], lastScroll: 0};
}
