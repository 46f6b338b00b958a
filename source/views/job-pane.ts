/** What the panes of a job have in common. */
import type {Hairline} from '../components/hairline.ts';
import {type JobHead, jobTitle} from '../components/job-head.ts';
import {isSameJob} from '../domain/job.ts';
import type {OpenJob} from '../store/clusters-state.ts';
import {jobRowFacts} from '../store/job-facts.ts';
import type {JobEntry} from '../store/job-row.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {shownCluster} from '../store/shown-cluster.ts';
import type {State} from '../store/state.ts';
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

/** `isWhole`: it has the whole body, or the keys. */
export type JobPaneSize = JobDetailSize & {readonly isWhole: boolean};

/** What was told of this very job; undefined before the cursor rested on it. */
export function openOf(state: State, row: JobEntry): OpenJob | undefined {
	const open = shownCluster(state)?.open;
	return open !== undefined && isSameJob(open.job, row.ref) ? open : undefined;
}

export function headOf(
	row: JobEntry,
	{state, profile}: Pick<JobDetailWorld, 'state' | 'profile'>,
	facts: JobHead['facts'],
): Hairline {
	return jobTitle({id: jobRowFacts(state, row).id, name: row.job.name, facts}, profile.glyphs);
}
