import {isJobId} from '../domain/grammar.ts';
import type {Job, JobRef} from '../domain/job.ts';
import type {JobChange, JobOutcome} from '../domain/job-change.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {parseSlurmRefusals} from '../parsers/slurm-refusals.ts';
import {type ChangeCommand, changeCommands} from '../rules/change-argv.ts';
import {commonState, hasEnded, needsToStand} from '../rules/change-verdict.ts';
import {areMeant, recordsOf} from '../rules/job-identity.ts';
import {silenceIn} from '../rules/slurm-silence.ts';
import {outcomeResult} from './change-outcome.ts';
import type {ChangeSignals, SlurmReads, SlurmWrites} from './slurm-client.ts';
import type {AskSlurm, SlurmAnswer} from './slurm-command.ts';

export type SlurmChangesParts = {
	readonly ask: AskSlurm;
	/** Some by their ids, in whatever state they are: read again before, and after. */
	readonly listJobs: SlurmReads['listJobs'];
};

export type SlurmChanges = Pick<SlurmWrites, 'change'>;

/** Longer than a controller that is gone lets its commands wait: ten seconds. */
export const changeLimitMs = 25_000;
export const mostChangeBytes = 65_536;

type Asked = SlurmChangesParts & ChangeSignals & {readonly change: JobChange};
type Outcome = JobOutcome['result'];

/**
 * What is done to jobs that are there. A job is only changed if it is the one that was meant: the same id, of
 * the same user, submitted at the same time; this is asked right before. What came of it is told of each by itself: what
 * the command said of it, and how it is afterwards. A cluster that says nothing any more is sent nothing more, and so is
 * one whose change a person stopped.
 */
export function createSlurmChanges(parts: SlurmChangesParts): SlurmChanges {
	return {
		change: (jobs, change, signals) => changeJobs(jobs, {...parts, ...signals, change}),
	};
}

async function changeJobs(jobs: readonly JobRef[], asked: Asked): Promise<readonly JobOutcome[]> {
	const named = jobs.filter(({id}) => isChangeable(id));
	const {sent, unsent} = await send(changeCommands(asked.change, named), asked);
	const outcomes = await lookAfter(sent, asked);
	return jobs.map(
		job => outcomes.get(job) ?? {job, argv: [], result: unsent.get(job) ?? noJob(job)},
	);
}

/** Ids come from the cluster or from a person: what is none reaches no command. A range would split the records of its array. */
function isChangeable(id: string): boolean {
	return isJobId(id) && !id.includes('[');
}

function noJob({id}: JobRef): Outcome {
	const reason = 'this is no id of a job, or of all of an array.';
	return {kind: 'failed', failure: {kind: 'rejected', where: id, reason}};
}

type Sent = {readonly command: ChangeCommand; readonly answer: Result<SlurmAnswer>};
type Sending = {
	readonly sent: Sent[];
	/** What was not sent, and why. */
	readonly unsent: Map<JobRef, Outcome>;
	/** Nothing is sent after this. */
	stopped: boolean;
};

/** One command after the other. The jobs of each turn are looked at right before it: those before may have taken long. */
async function send(commands: readonly ChangeCommand[], asked: Asked): Promise<Sending> {
	const sending: Sending = {sent: [], unsent: new Map(), stopped: false};
	for (const turn of inTurns(commands)) {
		if (isStopped(sending, asked)) {
			leave(turn, sending, asked);
			continue;
		}

		const meant = turn.flatMap(({jobs}) => jobs);
		const before = await listed(meant, asked);
		for (const job of meant) {
			const result = standing(job, before, asked);
			if (result !== undefined) {
				sending.unsent.set(job, result);
			}
		}

		sending.stopped = !before.ok;
		await sendTurn(standingOnes(turn, sending, asked), sending, asked);
	}

	return sending;
}

async function sendTurn(
	turn: readonly ChangeCommand[],
	sending: Sending,
	asked: Asked,
): Promise<void> {
	for (const command of turn) {
		if (isStopped(sending, asked)) {
			leave([command], sending, asked);
			continue;
		}

		const {argv} = command;
		const limits = {limitMs: changeLimitMs, maxBytes: mostChangeBytes};
		const answer = await asked.ask({argv, ...limits}, asked.signal);
		sending.sent.push({command, answer});
		sending.stopped = !answer.ok || silenceIn(answer.value.stderr) !== undefined;
	}
}

function isStopped({stopped}: Sending, asked: Asked): boolean {
	return stopped || isGivenUp(asked);
}

function isGivenUp({signal, stop}: ChangeSignals): boolean {
	return signal.aborted || stop?.aborted === true;
}

function leave(turn: readonly ChangeCommand[], {unsent}: Sending, asked: Asked): void {
	const reason = isGivenUp(asked)
		? 'it was not sent: it was stopped before.'
		: 'it was not sent: what was asked before it had no answer.';
	for (const job of turn.flatMap(({jobs}) => jobs)) {
		const failure = {kind: 'rejected', where: job.id, reason} as const;
		unsent.set(job, {kind: 'failed', failure});
	}
}

/** The same commands without the jobs that are not to be changed. */
function standingOnes(
	turn: readonly ChangeCommand[],
	{unsent}: Sending,
	{change}: Asked,
): readonly ChangeCommand[] {
	return turn.flatMap(({jobs}) =>
		changeCommands(
			change,
			jobs.filter(job => !unsent.has(job)),
		),
	);
}

/** As many as are looked at together: a full command, or few that are about one job each. */
const mostJobsATurn = 50;
const mostCommandsATurn = 10;

function inTurns(commands: readonly ChangeCommand[]): ReadonlyArray<readonly ChangeCommand[]> {
	const turns: ChangeCommand[][] = [];
	let count = 0;
	for (const command of commands) {
		const turn = turns.at(-1);
		count += command.jobs.length;
		if (turn === undefined || count > mostJobsATurn || turn.length === mostCommandsATurn) {
			turns.push([command]);
			count = command.jobs.length;
		} else {
			turn.push(command);
		}
	}

	return turns;
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
): Outcome | undefined {
	if (!before.ok) {
		return {kind: 'failed', failure: before.failure};
	}

	const records = recordsOf(job, before.value);
	if (!areMeant(job, records)) {
		return {kind: 'gone'};
	}

	return records.length > 0 && needsToStand(change) && records.every(hasEnded)
		? {kind: 'ended', state: commonState(records)}
		: undefined;
}

async function lookAfter(
	sent: readonly Sent[],
	asked: Asked,
): Promise<ReadonlyMap<JobRef, JobOutcome>> {
	const outcomes = new Map<JobRef, JobOutcome>();
	const after = await listed(
		sent.flatMap(({command}) => command.jobs),
		asked,
	);
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
