/** The ids by which squeue and sacct list jobs: https://slurm.schedmd.com/job_array.html */

/** `4711`, `4720_3`, `4720_[5-64%2]`, `41+0` */
export function isListedId(id: string): boolean {
	return /^\d{1,12}(?:_\d{1,12}|_\[[\d,:%-]*(?:\.\.\.)?\]?|\+\d{1,6})?$/.test(id);
}

/** `5-64%2` of `4720_[5-64%2]`, `3` of `4720_3`. */
export function tasksOfId(id: string): string {
	return id.slice(id.indexOf('_') + 1).replace(/^\[|\]$/g, '');
}
