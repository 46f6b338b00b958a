import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {isJobId} from '../domain/grammar.ts';
import type {JobRef} from '../domain/job.ts';
import type {JobDetail} from '../domain/job-detail.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {parseScontrolJob} from '../parsers/scontrol-job.ts';
import type {JobTexts} from '../parsers/scontrol-job-fields.ts';
import {parseSqueueTexts, textColumns} from '../parsers/squeue-texts.ts';
import {explainJob} from './explain-job.ts';
import {createJobUsage} from './job-usage.ts';
import {createListQueue, type ListJobsWith} from './list-queue.ts';
import type {ClusterMemory} from './known-fields.ts';
import type {SlurmReads} from './slurm-client.ts';
import type {AskSlurm} from './slurm-command.ts';

/** What is asked of one job. */
export type SlurmJobReads = Pick<
	SlurmReads,
	'describeJob' | 'readUsage' | 'readScript' | 'explain'
>;

export type SlurmJobReadParts = {
	readonly ask: AskSlurm;
	/** As failures name the cluster. */
	readonly where: string;
	/** Jobs as the list has them, where squeue is given these options beside its format: `--partition=gpu`. */
	readonly listJobsWith: ListJobsWith;
	readonly clock: Clock;
	/** What stands after each field of text, of letters and digits: different for each call, so that no job can hold it. */
	readonly newMark: () => string;
	/** @default one of its own */
	readonly memory?: ClusterMemory;
};

/** Longer than a controller that is gone lets its commands wait: ten seconds. */
const limitMs = 15_000;
/** All records of a large array that has begun. */
const maxBytes = 4 * 1024 ** 2;

/** Failures: those of `AskSlurm`, `exited` with the cluster's own words, `rejected` for what is no id, `unparseable`. */
export function createSlurmJobReads(parts: SlurmJobReadParts): SlurmJobReads {
	const listQueue = createListQueue(parts);
	const kept: KeptTexts = {id: undefined, texts: undefined, uses: 0};
	return {
		describeJob: (id, signal) => describeJob(id, {...parts, kept}, signal),
		readUsage: createJobUsage(parts),
		readScript: (job, signal) => readScript(job, parts, signal),
		explain: (job, signal) =>
			explainJob(job, {...parts, listQueue, told: argv => told(argv, parts, signal), signal}),
	};
}

/** 22.05 ends with 0 also where there is none, or another owns it: a script is never empty. */
async function readScript(
	{id}: JobRef,
	{ask}: SlurmJobReadParts,
	signal: AbortSignal,
): Promise<Result<string>> {
	const argv = ['scontrol', 'write', 'batch_script', id, '-'];
	const answer = await ask({argv, limitMs, maxBytes}, signal);
	if (!answer.ok) {
		return answer;
	}

	const {stdout, stderr, exitCode} = answer.value;
	return exitCode === 0 && stdout !== ''
		? succeeded(decodeBytes(stdout))
		: failed({kind: 'exited', where: argv.join(' '), exitCode, signal: undefined, stderr});
}

/** What a program of Slurm says on stdout, as bytes, where it ends well. Its last arguments hold the id of a job. */
async function told(
	argv: readonly string[],
	{ask}: SlurmJobReadParts,
	signal: AbortSignal,
): Promise<Result<string>> {
	const answer = await ask({argv, limitMs, maxBytes}, signal);
	if (!answer.ok) {
		return answer;
	}

	const {stdout, stderr, exitCode} = answer.value;
	return exitCode === 0
		? succeeded(stdout)
		: failed({kind: 'exited', where: argv.join(' '), exitCode, signal: undefined, stderr});
}

/** The last that were asked for: a job that is looked at is described every few seconds, and they hardly change. */
type KeptTexts = {id: string | undefined; texts: JobTexts | undefined; uses: number};

/** Then they are asked for again. */
const mostUses = 12;

/** The texts that the owner wrote are asked of squeue, which can be told to mark their ends; scontrol cannot. */
async function describeJob(
	id: string,
	parts: SlurmJobReadParts & {readonly kept: KeptTexts},
	signal: AbortSignal,
): Promise<Result<JobDetail>> {
	if (!isJobId(id)) {
		return failed(noId(id));
	}

	const {kept} = parts;
	const isKept = kept.id === id && kept.texts !== undefined && kept.uses < mostUses;
	const texts = isKept ? kept.texts : await readTexts(id, parts, signal);
	const answer = await told(['scontrol', '--local', '-d', 'show', 'job', id], parts, signal);
	if (!answer.ok) {
		return answer;
	}

	const {value, problems} = parseScontrolJob(answer.value, {id, texts});
	const [problem] = problems;
	// A name that is another now is no longer told from what follows it.
	Object.assign(kept, {
		id,
		texts: problem === undefined ? texts : undefined,
		uses: isKept ? kept.uses + 1 : 1,
	});
	return value === undefined
		? failed({
				kind: 'unparseable',
				where: `scontrol show job ${id}`,
				problem: problem?.reason ?? 'it told nothing',
			})
		: succeeded(value);
}

function noId(id: string): Failure {
	return {kind: 'rejected', where: id, reason: 'this is not the id of a job.'};
}

/** Undefined where they cannot be had: squeue forgets a job that has ended sooner than scontrol. */
async function readTexts(
	id: string,
	parts: SlurmJobReadParts,
	signal: AbortSignal,
): Promise<JobTexts | undefined> {
	// A letter first: a digit would be taken for the width of a column.
	const mark = `m${parts.newMark()}`;
	const format = textColumns.map(name => `${name}:${mark}`).join(',');
	const argv = [
		'squeue',
		'--local',
		'--noheader',
		'--states=all',
		`--jobs=${id}`,
		`--Format=${format}`,
	];
	const answer = await told(argv, parts, signal);
	return answer.ok ? parseSqueueTexts(answer.value, mark) : undefined;
}
