import {isJobId} from '../domain/grammar.ts';
import type {Job, JobRef} from '../domain/job.ts';
import type {LimitUse, WhyEvidence} from '../domain/job-why.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parseAssocMgr} from '../parsers/assoc-mgr.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {type JobDependency, parseJobDependency} from '../parsers/job-dependency.ts';
import {parseSlurmTime, slurmText} from '../parsers/slurm-values.ts';
import {parseSprio} from '../parsers/sprio.ts';
import {waitKindOf} from '../rules/wait-reason.ts';
import {jobsAhead, partitionsOf, runningBeside} from '../rules/jobs-ahead.ts';
import type {ListJobsWith, ListQueue} from './list-queue.ts';

export type ExplainParts = {
	readonly listJobsWith: ListJobsWith;
	/** All that wait and run in some partitions. */
	readonly listQueue: ListQueue;
	/** What a program says on stdout, as bytes, where it ends well. */
	readonly told: (argv: readonly string[]) => Promise<Result<string>>;
	readonly signal: AbortSignal;
};

/** More are counted, and not told each. */
const mostAhead = 20;
const mostRunning = 50;
const mostDependencies = 50;

type Queue = Pick<WhyEvidence, 'ahead' | 'aheadJobs' | 'running'>;
const unknownQueue: Queue = {ahead: undefined, aheadJobs: [], running: []};

/**
 * Asks what a job waits for, and only that: the queue of its partitions where it waits for room, the limits where one
 * stands over it. A failure of the first question fails it all, one of the others leaves its part unknown; where one is
 * not answered in time the rest is not asked.
 */
export async function explainJob(job: JobRef, given: ExplainParts): Promise<Result<WhyEvidence>> {
	if (!isJobId(job.id)) {
		return failed({kind: 'rejected', where: job.id, reason: 'this is not the id of a job.'});
	}

	const parts = untilSilent(given);

	const listed = await parts.listJobsWith([`--jobs=${job.id}`], parts.signal);
	if (!listed.ok) {
		return listed;
	}

	const meant = listed.value.find(one => one.user === job.user && one.state === 'PENDING');
	if (meant === undefined) {
		const reason = 'it does not wait any more.';
		return failed({kind: 'rejected', where: job.id, reason});
	}

	const kind = waitKindOf(meant.reason)?.kind;
	const isInLine = kind === undefined || kind === 'resources' || kind === 'priority';
	return succeeded({
		job,
		...(await expectedStart(meant, parts)),
		...(isInLine ? await queueOf(meant, parts) : unknownQueue),
		priorityParts: isInLine ? await priorityOf(meant, parts) : undefined,
		limits: kind === 'limit' || kind === 'never' ? await limitsOver(meant, parts) : undefined,
		dependencies: await dependenciesOf(meant, parts),
	});
}

/** Who did not answer one question would keep us waiting for each of them. */
function untilSilent({listJobsWith, listQueue, told, signal}: ExplainParts): ExplainParts {
	let silence: Extract<Result<never>, {ok: false}> | undefined;
	async function unlessSilent<Value>(ask: () => Promise<Result<Value>>): Promise<Result<Value>> {
		if (silence !== undefined) {
			return silence;
		}

		const answer = await ask();
		silence = !answer.ok && answer.failure.kind === 'timedOut' ? answer : undefined;
		return answer;
	}

	return {
		listJobsWith: (...asked) => unlessSilent(() => listJobsWith(...asked)),
		listQueue: (...asked) => unlessSilent(() => listQueue(...asked)),
		told: argv => unlessSilent(() => told(argv)),
		signal,
	};
}

async function expectedStart(
	{rawId, startsAtMs}: Job,
	{told}: ExplainParts,
): Promise<Pick<WhyEvidence, 'startsAtMs' | 'plannedNodes'>> {
	const answer = await told([
		'squeue',
		'--local',
		'--start',
		'--noheader',
		`--jobs=${rawId}`,
		'--format=%S|%Y',
	]);
	const [start, nodes] = answer.ok ? (answer.value.split('\n')[0] ?? '').split('|') : [];
	return {startsAtMs: parseSlurmTime(start) ?? startsAtMs, plannedNodes: slurmText(nodes)};
}

async function queueOf(job: Job, {listQueue, signal}: ExplainParts): Promise<Queue> {
	const listed = await listQueue(partitionsOf(job), signal);
	if (!listed.ok) {
		return unknownQueue;
	}

	const ahead = jobsAhead(job, listed.value);
	return {
		ahead: ahead.length,
		aheadJobs: ahead.slice(0, mostAhead),
		running: runningBeside(job, listed.value).slice(0, mostRunning),
	};
}

async function priorityOf(
	{rawId}: Job,
	{told}: ExplainParts,
): Promise<WhyEvidence['priorityParts']> {
	const answer = await told(['sprio', `--jobs=${rawId}`]);
	return answer.ok ? parseSprio(answer.value).value : undefined;
}

/** Of the controller itself, which knows what is used of each. */
async function limitsOver(
	{user, account, qos}: Job,
	{told}: ExplainParts,
): Promise<readonly LimitUse[] | undefined> {
	const answer = await told([
		...['scontrol', 'show', 'assoc_mgr', `users=${user}`],
		...(account === undefined ? [] : [`accounts=${account}`]),
		...(qos === undefined ? [] : [`qos=${qos}`]),
		'flags=qos,assoc',
	]);
	return answer.ok ? parseAssocMgr(decodeBytes(answer.value), {user, account}) : undefined;
}

async function dependenciesOf(
	{dependency}: Job,
	{listJobsWith, signal}: ExplainParts,
): Promise<WhyEvidence['dependencies']> {
	const wanted = parseJobDependency(dependency ?? '').slice(0, mostDependencies);
	const ids = [...new Set(wanted.map(({id}) => id.replace(/_\*$/, '')))].filter(isJobId);
	const listed =
		ids.length === 0 ? undefined : await listJobsWith([`--jobs=${ids.join(',')}`], signal);
	const jobs = listed?.ok === true ? listed.value : [];
	return wanted.map(one => ({
		condition: one.condition,
		id: one.id,
		job: jobs.find(job => isMeant(job, one)),
	}));
}

/** The first record of an array stands for it. */
function isMeant({id, rawId, array}: Job, {id: wanted}: JobDependency): boolean {
	return id === wanted || rawId === wanted || array?.id === wanted.replace(/_\*$/, '');
}
