import type {Clock} from '../domain/clock.ts';
import type {Job} from '../domain/job.ts';
import type {ReadList} from '../domain/parsed.ts';
import {failed} from '../domain/result.ts';
import {createSqueueReader, squeueFields, squeueFormat} from '../parsers/squeue.ts';
import {mostListBytes} from './ask-for-text.ts';
import {createKnownFields, type Told} from './known-fields.ts';
import {readInSlices} from './read-in-slices.ts';
import {readList, type SlurmListParts} from './slurm-list.ts';

type JobListParts = SlurmListParts & {readonly clock: Clock; readonly limitMs: number};
type Reading = {
	readonly options: readonly string[];
	/** Fields that are not asked for. */
	readonly without: ReadonlySet<string>;
};

/**
 * Jobs as squeue tells them, given these options beside its format. A field that a version does not have is left out.
 * Failures: those of `AskSlurm`, `exited` with the cluster's own words, `unparseable`.
 */
export function createJobList(
	parts: JobListParts,
): (options: readonly string[], signal: AbortSignal) => Promise<ReadList<readonly Job[]>> {
	const withKnown = createKnownFields(squeueFields, parts.memory);
	return (options, signal) => withKnown(without => readJobs(parts, {options, without}, signal));
}

async function readJobs(
	{ask, where, newMark, clock, limitMs}: JobListParts,
	{options, without}: Reading,
	signal: AbortSignal,
): Promise<Told<ReadList<readonly Job[]>>> {
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
		return {value: answer, stderr: '', isRead: false};
	}

	const {exitCode, stderr} = answer.value;
	if (exitCode !== 0) {
		slices.stop();
		const failure = {kind: 'exited', where: 'squeue', exitCode, signal: undefined, stderr} as const;
		return {value: failed(failure), stderr, isRead: false};
	}

	await slices.end();
	const isWhole = reader.end();
	const {problems} = reader;
	const isEmpty = jobs.length === 0;
	const value = readList(jobs, {command: 'squeue', where, problems, isWhole, isEmpty});
	return {value, stderr, isRead: value.ok && value.problems === undefined};
}
