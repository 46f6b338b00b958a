import type {Failure} from '../domain/failure.ts';
import type {Job, JobRef} from '../domain/job.ts';
import type {JobChange, JobOutcome} from '../domain/job-change.ts';
import type {Result} from '../domain/result.ts';
import type {SlurmRefusals} from '../parsers/slurm-refusals.ts';
import type {ChangeCommand} from '../rules/change-argv.ts';
import {commonState, hasEnded, isFulfilled} from '../rules/change-verdict.ts';
import {phaseOf, stateName} from '../rules/job-phase.ts';
import {holdsTask} from '../rules/job-identity.ts';
import {silenceIn} from '../rules/slurm-silence.ts';
import type {SlurmAnswer} from './slurm-command.ts';

/** All that is known of what a command did to one job. */
export type ChangeFacts = {
	readonly job: JobRef;
	readonly change: JobChange;
	readonly command: ChangeCommand;
	readonly answer: Result<SlurmAnswer>;
	/** Undefined where there was no answer. */
	readonly told: SlurmRefusals | undefined;
	/** How it is afterwards; undefined: nobody could be asked. */
	readonly records: readonly Job[] | undefined;
};

type Outcome = JobOutcome['result'];

/** What the cluster made of it. Its words have the say; without any, how the job is afterwards. */
export function outcomeResult(facts: ChangeFacts): Outcome {
	const outcome = resultOf(facts);
	const {change, records = []} = facts;
	const left = records.filter(job => !hasEnded(job));
	const runsOn = left.length > 0 && left.every(job => phaseOf(job) === 'runs');
	return outcome.kind === 'done' && change.kind === 'hold' && runsOn
		? {kind: 'done', runsOn}
		: outcome;
}

function resultOf(facts: ChangeFacts): Outcome {
	const {answer} = facts;
	if (!answer.ok) {
		return isNeverSent(answer.failure)
			? {kind: 'failed', failure: answer.failure}
			: lookedUp(facts, answer.failure);
	}

	const {stderr} = answer.value;
	switch (silenceIn(stderr)) {
		case 'lost':
			return lookedUp(facts, exitOf(facts, answer.value));
		case 'unreached':
			return neverHeard(facts, exitOf(facts, answer.value));
		default:
			return answered(facts, answer.value);
	}
}

/** It never left this program, or there is nothing that could be run. */
export function isNeverSent({kind}: Failure): boolean {
	return kind === 'missing' || kind === 'rejected' || kind === 'unsupported';
}

/** It says that it reached nobody, but of which of its requests: of several ids one may have been heard. */
function neverHeard(facts: ChangeFacts, failure: Failure): Outcome {
	const {change, records, command} = facts;
	if (records === undefined) {
		return {kind: command.jobs.length > 1 ? 'unknown' : 'failed', failure};
	}

	return isFulfilled(change, records) === true ? {kind: 'done'} : {kind: 'failed', failure};
}

/** Nothing tells but the job itself. */
function lookedUp({change, records}: ChangeFacts, failure: Failure): Outcome {
	return records !== undefined && isFulfilled(change, records) === true
		? {kind: 'done'}
		: {kind: 'unknown', failure};
}

function answered(facts: ChangeFacts, {exitCode}: SlurmAnswer): Outcome {
	const {told, records, change} = facts;
	const words = told && wordsFor(facts.job.id, told);
	if (words !== undefined || exitCode !== 0) {
		return refusal(facts, words);
	}

	// scancel says nothing of what is not there, and ends well.
	return change.kind === 'cancel' && records !== undefined && !isFulfilled(change, records)
		? {kind: 'unknown', failure: stillThere(records)}
		: {kind: 'done'};
}

function refusal(facts: ChangeFacts, own: string | undefined): Outcome {
	const {told, records = [], change, answer} = facts;
	if (change.kind === 'cancel' && records.length > 0 && records.every(hasEnded)) {
		return records.some(job => stateName(job) === 'CANCELLED')
			? {kind: 'done'}
			: {kind: 'ended', state: commonState(records)};
	}

	// Where it named others, what it did not name was done.
	const isOfOthers = own === undefined && (told?.byId.size ?? 0) > 0;
	if (isOfOthers) {
		return {kind: 'done'};
	}

	const words = own ?? told?.others;
	return words === undefined && answer.ok
		? {kind: 'failed', failure: exitOf(facts, answer.value)}
		: {kind: 'refused', words: words ?? ''};
}

/** A job by its id, a task also within the tasks that were named together, an array where any of its tasks was. */
function wordsFor(id: string, {byId}: SlurmRefusals): string | undefined {
	const own = byId.get(id);
	if (own !== undefined) {
		return own;
	}

	const [base, task] = id.split('_');
	for (const [name, words] of byId) {
		const [namedBase, tasks = ''] = name.split('_');
		const isMeant = task === undefined || holdsTask(tasks, Number(task));
		if (namedBase === base && tasks !== '' && isMeant) {
			return words;
		}
	}

	return undefined;
}

function exitOf({command}: ChangeFacts, {exitCode, stderr}: SlurmAnswer): Failure {
	return {kind: 'exited', where: command.argv[0] ?? '', exitCode, signal: undefined, stderr};
}

function stillThere([first]: readonly Job[]): Failure {
	const problem = `no word of it, and the job is ${first?.state ?? 'there'}`;
	return {kind: 'unparseable', where: 'scancel', problem};
}
