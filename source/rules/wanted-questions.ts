/** What of a cluster is asked for while it is looked at so, and how often each, were nobody slow. */
import {assertNever} from '../domain/assert-never.ts';
import type {ClusterLook, ClusterQuestion} from '../domain/cluster.ts';

/** `subject` is the job or the array that is asked for. */
export type Question = {readonly kind: ClusterQuestion; readonly subject: string | undefined};

/** What is looked at, and of the job that is: since when, and whether it has begun, for before it uses nothing. */
export type PacedLook = ClusterLook & {readonly jobSinceMs: number; readonly hasUsage: boolean};

const intervalMs = {all: 60_000, tasks: 30_000, finished: 5 * 60_000};
const mineMs = {shown: 10_000, hidden: 60_000};
/** Under the table a detail is read when the cursor comes to it; of one that is opened each change is waited for. */
const jobMs = {opened: 5000, seen: 15_000, resting: 30_000};
const usageMs = {opened: 30_000, seen: 30_000, resting: 60_000};
/** Who has seen a detail for so long only has it there. */
const restingAfterMs = 60_000;
const nodesMs = {seen: 30_000, summed: 60_000};
/** Tasks of more arrays than these are asked for more seldom: eight calls a minute at most. */
const arraysInTurn = 4;
/** Of more than stand on any screen the first are asked for. */
export const mostArrays = 32;

/** Those that matter most to who looks come first. */
export function wantedQuestions(look: PacedLook): readonly Question[] {
	const subject = look.job?.id;
	const questions: readonly Question[] = [
		{kind: 'mine', subject: undefined},
		{kind: 'job', subject},
		...arraysOf(look).map(array => ({kind: 'tasks' as const, subject: array})),
		{kind: 'all', subject: undefined},
		{kind: 'nodes', subject: undefined},
		{kind: 'usage', subject},
		{kind: 'finished', subject: undefined},
	];
	return questions.filter(question => isWanted(look, question));
}

/** Own jobs are counted in the header and told of as events on every tab. */
export function isWanted(look: PacedLook, {kind, subject}: Question): boolean {
	const {isPaused, isShown, hasAll, hasFinished, hasUsage, job} = look;
	if (isPaused || kind === 'mine') {
		return !isPaused;
	}

	switch (kind) {
		case 'job':
			return isShown && job !== undefined && job.id === subject;
		case 'usage':
			return isShown && hasUsage && job !== undefined && job.id === subject;
		case 'tasks':
			return isShown && subject !== undefined && arraysOf(look).includes(subject);
		case 'all':
			return isShown && hasAll;
		case 'finished':
			return isShown && hasFinished;
		case 'nodes':
			return isShown;
		default:
			return assertNever(kind);
	}
}

/** Of one that was asked for at `askedAtMs`, until it is asked for again. */
export function plainIntervalMs(look: PacedLook, {kind}: Question, askedAtMs: number): number {
	const {isShown, hasNodes} = look;
	switch (kind) {
		case 'mine':
			return isShown ? mineMs.shown : mineMs.hidden;
		case 'nodes':
			return hasNodes ? nodesMs.seen : nodesMs.summed;
		case 'tasks':
			return intervalMs.tasks * Math.max(1, arraysOf(look).length / arraysInTurn);
		case 'job':
			return jobMs[manner(look, askedAtMs)];
		case 'usage':
			return usageMs[manner(look, askedAtMs)];
		default:
			return intervalMs[kind];
	}
}

export function isOfOneJob({kind}: Question): boolean {
	return kind === 'job' || kind === 'usage';
}

/** What an action changes, and what a person looks at who wants to know at once: own jobs, and the job and its tasks. */
export function isUnderHand({job}: PacedLook, {kind, subject}: Question): boolean {
	return kind === 'tasks'
		? job !== undefined && job.id.split('_')[0] === subject
		: kind === 'mine' || kind === 'job';
}

function arraysOf({arrays}: PacedLook): readonly string[] {
	return arrays.slice(0, mostArrays);
}

function manner({isOpen, jobSinceMs}: PacedLook, askedAtMs: number): keyof typeof jobMs {
	const isResting = askedAtMs - jobSinceMs >= restingAfterMs;
	return isOpen ? 'opened' : isResting ? 'resting' : 'seen';
}
