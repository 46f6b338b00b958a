import type {Clock} from '../domain/clock.ts';
import type {Job} from '../domain/job.ts';
import type {ReadList} from '../domain/parsed.ts';
import {failed} from '../domain/result.ts';
import {createSqueueReader, squeueFormat, unknownFieldsIn} from '../parsers/squeue.ts';
import {mostListBytes} from './ask-for-text.ts';
import {readInSlices} from './read-in-slices.ts';
import {readList, type SlurmListParts} from './slurm-list.ts';

type JobListParts = SlurmListParts & {readonly clock: Clock; readonly limitMs: number};
type Reading = {
	readonly options: readonly string[];
	/** Fields that are not asked for. */
	readonly without: ReadonlySet<string>;
};
type Read = {
	readonly list: ReadList<readonly Job[]>;
	/** Fields that this version does not have. */
	readonly unknown: readonly string[];
};

/**
 * Jobs as squeue tells them, given these options beside its format. A field that a version does not have is named on
 * stderr, and its column is empty or not there at all: then it is asked again without that field, and never for it again.
 * Failures: those of `AskSlurm`, `exited` with the cluster's own words, `unparseable`.
 */
export function createJobList(
	parts: JobListParts,
): (options: readonly string[], signal: AbortSignal) => Promise<ReadList<readonly Job[]>> {
	let without: ReadonlySet<string> = new Set();
	return async (options, signal) => {
		const first = await readJobs(parts, {options, without}, signal);
		const unknown = first.unknown.filter(field => !without.has(field));
		if (unknown.length === 0) {
			return first.list;
		}

		without = new Set([...without, ...unknown]);
		const isRead = first.list.ok && first.list.problems === undefined;
		return isRead ? first.list : (await readJobs(parts, {options, without}, signal)).list;
	};
}

async function readJobs(
	{ask, where, newMark, clock, limitMs}: JobListParts,
	{options, without}: Reading,
	signal: AbortSignal,
): Promise<Read> {
	const mark = newMark();
	const reader = createSqueueReader(mark, {without});
	const jobs: Job[] = [];
	const slices = readInSlices(clock, bytes => {
		for (const job of reader.push(bytes)) {
			jobs.push(job);
		}
	});
	const format = `--Format=${squeueFormat(mark, without)}`;
	const argv = ['squeue', '--local', '--noheader', '--all', format, ...options];
	const maxBytes = mostListBytes;
	const answer = await ask({argv, limitMs, maxBytes, onOutput: slices.push}, signal);
	if (!answer.ok) {
		slices.stop();
		return {list: answer, unknown: []};
	}

	const {exitCode, stderr} = answer.value;
	const unknown = unknownFieldsIn(stderr);
	if (exitCode !== 0) {
		slices.stop();
		const failure = {kind: 'exited', where: 'squeue', exitCode, signal: undefined, stderr} as const;
		return {list: failed(failure), unknown};
	}

	await slices.end();
	const isWhole = reader.end();
	const {problems} = reader;
	const isEmpty = jobs.length === 0;
	return {list: readList(jobs, {command: 'squeue', where, problems, isWhole, isEmpty}), unknown};
}
