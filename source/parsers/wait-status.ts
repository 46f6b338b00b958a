/**
 * How a job ended, as squeue tells it: what wait(2) told until 22.05, the signal in the lower seven bits and the code
 * above eight, and code and signal from 23.02 on.
 *
 *     768
 *     3:0
 *     0:9
 *
 * https://github.com/SchedMD/slurm/blob/slurm-23-02-0-1/src/squeue/print.c (_print_job_exit_code)
 */
import type {JobExit} from '../domain/job.ts';
import {parseCounter} from './number-field.ts';
import {parseJobExit} from './slurm-values.ts';

const most = 1000;
const known = new Map<string, JobExit | undefined>();

/** Undefined: it is not told, as of a job whose code nobody knows. The same object for the same text. */
export function parseWaitStatus(field: string | undefined): JobExit | undefined {
	if (field === undefined || known.has(field)) {
		return known.get(field ?? '');
	}

	const exit = parseJobExit(field) ?? exitOf(parseCounter(field));
	if (known.size < most) {
		known.set(field, exit);
	}

	return exit;
}

function exitOf(status: number | undefined): JobExit | undefined {
	if (status === undefined) {
		return undefined;
	}

	const signal = status % 128;
	return {code: signal > 0 ? 0 : Math.floor(status / 256) % 256, signal};
}
