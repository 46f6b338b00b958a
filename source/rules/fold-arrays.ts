/** How many tasks of an array are how; `isMore`: the list of those that wait was cut off, so that there are more. */
export type TaskCounts = {
	readonly done: number;
	readonly runs: number;
	readonly waits: number;
	readonly failed: number;
	readonly isMore: boolean;
};
