import type {JobTarget} from './job-dialogs-state.ts';
import type {JobEntry, JobRow} from './job-row.ts';
import type {State} from './state.ts';

/** The rows of the table: folded, sorted and filtered. The same array until a list, the sort, the filter or a fold changes. */
export function shownRows(_state: State): readonly JobRow[] {
	return [];
}

/** Where the cursor is. Views ask this, never `screen.jobs.cursor`. */
export function rowUnderCursor(_state: State): JobEntry | undefined {
	return undefined;
}

/** What an action is meant for: the marked rows, else the one under the cursor; never one that is gone. */
export function targetsUnder(_state: State): readonly JobTarget[] {
	return [];
}
