import type {Failure} from '../domain/failure.ts';
import {isJobId} from '../domain/grammar.ts';
import type {Job, JobRef} from '../domain/job.ts';
import type {JobChange, JobOutcome, NodeChange} from '../domain/job-change.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parseSlurmRefusals} from '../parsers/slurm-refusals.ts';
import {type ChangeCommand, changeCommands, nodeChangeArgv} from '../rules/change-argv.ts';
import {hasEnded, needsToStand} from '../rules/change-verdict.ts';
import {areMeant, recordsOf} from '../rules/job-identity.ts';
import {silenceIn} from '../rules/slurm-silence.ts';
import {outcomeResult} from './change-outcome.ts';
import type {NodeOutcome, SlurmReads, SlurmWrites} from './slurm-client.ts';
import type {AskSlurm, SlurmAnswer} from './slurm-command.ts';

export type SlurmChangesParts = {
	readonly ask: AskSlurm;
	/** Some by their ids, in whatever state they are: read again before, and after. */
	readonly listJobs: SlurmReads['listJobs'];
};

export type SlurmChanges = Pick<SlurmWrites, 'change' | 'changeNode'>;

/** Longer than a controller that is gone lets its commands wait: ten seconds. */
export const changeLimitMs = 25_000;
export const mostChangeBytes = 65_536;

type Asked = SlurmChangesParts & {readonly change: JobChange; readonly signal: AbortSignal};
/** How one job stands before anything is sent. */
type Standing = {readonly job: JobRef; readonly result: JobOutcome['result'] | undefined};

/**
 * What is done to jobs and nodes that are there. A job is only changed if it is the one that was meant: the same id, of
 * the same user, submitted at the same time; this is asked right before. What came of it is told of each by itself: what
 * the command said of it, and how it is afterwards.
 */
export function createSlurmChanges(parts: SlurmChangesParts): SlurmChanges {
	return {
		change: (jobs, change, signal) => changeJobs(jobs, {...parts, change, signal}),
		changeNode: (node, change, signal) => changeNode(node, change, {...parts, signal}),
	};
}

async function changeJobs(jobs: readonly JobRef[], asked: Asked): Promise<readonly JobOutcome[]> {
	const named = jobs.filter(({id}) => isChangeable(id));
	const before = await listed(named, asked);
	const standings = jobs.map((job): Standing => ({job, result: standing(job, before, asked)}));
	const sent = await send(
		standings.filter(({result}) => result === undefined).map(({job}) => job),
		asked,
	);
	return standings.map(
		({job, result}) => sent.get(job) ?? {job, argv: [], result: result ?? {kind: 'gone'}},
	);
}

/** Ids come from the cluster or from a person: what is none reaches no command. A range would split the records of its array. */
function isChangeable(id: string): boolean {
	return isJobId(id) && !id.includes('[');
}

async function listed(
	jobs: readonly JobRef[],
	{listJobs, signal}: Asked,
): Promise<Result<readonly Job[]>> {
	return jobs.length === 0
		? succeeded([])
		: listJobs({kind: 'ids', ids: jobs.map(({id}) => id)}, signal);
}

/** Undefined: it is there, and it is the one. */
function standing(
	job: JobRef,
	before: Result<readonly Job[]>,
	{change}: Asked,
): JobOutcome['result'] | undefined {
	if (!isChangeable(job.id)) {
		const reason = 'this is no id of a job, or of all of an array.';
		return {kind: 'failed', failure: {kind: 'rejected', where: job.id, reason}};
	}

	if (!before.ok) {
		return {kind: 'failed', failure: before.failure};
	}

	const records = recordsOf(job, before.value);
	if (!areMeant(job, records)) {
		return {kind: 'gone'};
	}

	const [first] = records;
	return first !== undefined && needsToStand(change) && records.every(hasEnded)
		? {kind: 'ended', state: first.state}
		: undefined;
}

type Sent = {readonly command: ChangeCommand; readonly answer: Result<SlurmAnswer>};

/** One command after the other, then one look at all of them. */
async function send(
	jobs: readonly JobRef[],
	asked: Asked,
): Promise<ReadonlyMap<JobRef, JobOutcome>> {
	const outcomes = new Map<JobRef, JobOutcome>();
	if (jobs.length === 0) {
		return outcomes;
	}

	const sent: Sent[] = [];
	for (const command of changeCommands(asked.change, jobs)) {
		const {argv} = command;
		const limits = {limitMs: changeLimitMs, maxBytes: mostChangeBytes};
		sent.push({command, answer: await asked.ask({argv, ...limits}, asked.signal)});
	}

	const after = await listed(jobs, asked);
	for (const {command, answer} of sent) {
		const told = answer.ok ? parseSlurmRefusals(answer.value.stderr) : undefined;
		for (const job of command.jobs) {
			const records = after.ok ? recordsOf(job, after.value) : undefined;
			const facts = {...{job, command, answer, told, records}, change: asked.change};
			outcomes.set(job, {job, argv: command.argv, result: outcomeResult(facts)});
		}
	}

	return outcomes;
}

async function changeNode(
	node: string,
	change: NodeChange,
	{ask, signal}: SlurmChangesParts & {readonly signal: AbortSignal},
): Promise<NodeOutcome> {
	const argv = nodeChangeArgv(node, change);
	if (!node.split(',').every(name => /^[\w.-]{1,253}$/.test(name))) {
		const reason = 'this is no name of a node.';
		return {argv: [], result: failed({kind: 'rejected', where: node, reason})};
	}

	const answer = await ask({argv, limitMs: changeLimitMs, maxBytes: mostChangeBytes}, signal);
	const failure = answer.ok ? nodeFailure(answer.value, node) : answer.failure;
	return {argv, result: failure === undefined ? succeeded(undefined) : failed(failure)};
}

function nodeFailure({exitCode, stderr}: SlurmAnswer, node: string): Failure | undefined {
	if (exitCode === 0) {
		return undefined;
	}

	const {others} = parseSlurmRefusals(stderr);
	return others !== undefined && silenceIn(stderr) === undefined
		? {kind: 'rejected', where: node, reason: others}
		: {kind: 'exited', where: 'scontrol', exitCode, signal: undefined, stderr};
}
