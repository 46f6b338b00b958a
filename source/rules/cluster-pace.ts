/**
 * How often a cluster is asked, and what next. One question at a time, each kind at its own interval, never sooner than
 * twenty times what its last answer took; ever later while nobody answers.
 * Source: the man pages of squeue and sacct, PERFORMANCE: they are not for loops.
 */
import {assertNever} from '../domain/assert-never.ts';
import type {ClusterLook, ClusterQuestion} from '../domain/cluster.ts';
import {isGrowing, limitedIntervals, limitedMs} from './rate-limit.ts';

/** `subject` is the job or the array that is asked for. */
export type Question = {readonly kind: ClusterQuestion; readonly subject: string | undefined};

/** What is looked at, and of the job that is: since when, and whether it has begun, for before it uses nothing. */
export type PacedLook = ClusterLook & {readonly jobSinceMs: number; readonly hasUsage: boolean};

/** How it went until now. Times are monotonic. */
export type ClusterPace = {
	readonly lanes: Readonly<Record<string, Lane>>;
	readonly silence: Readonly<Record<Answerer, Silence>>;
	/** When a person wanted to know at once; undefined: never. */
	readonly refreshedAtMs: number | undefined;
	/** The controller limits how often we may ask, as its latencies told last. */
	readonly limitedUntilMs: number | undefined;
};

/** Who answers a question: the database may be away while the controller is not, and the nodes tell what a job uses. */
type Answerer = 'controller' | 'database' | 'nodes';

type Lane = {
	/** Of the last question. */
	readonly subject: string | undefined;
	readonly startedAtMs: number;
	readonly endedAtMs: number;
	/** Of the last answers, the newest last. */
	readonly tooksMs: readonly number[];
};

/** How often in a row there was no answer, when that was found last, and until when nothing is asked. */
type Silence = {readonly count: number; readonly foundAtMs: number; readonly untilMs: number};

/** One question and its end: `silent` where nobody answered. */
export type Round = {
	readonly question: Question;
	readonly startedAtMs: number;
	readonly endedAtMs: number;
	readonly end: 'answered' | 'silent';
};

const intervalMs = {all: 60_000, tasks: 30_000, finished: 5 * 60_000};
const mineMs = {shown: 10_000, hidden: 60_000};
/** Under the table a detail is read when the cursor comes to it; of one that is opened each change is waited for. */
const jobMs = {opened: 5000, seen: 15_000, resting: 30_000};
const usageMs = {opened: 30_000, seen: 30_000, resting: 60_000};
/** A hand that moves over the rows wants to know of none of them, but of the one that it stops at. */
const restedMs = 1000;
/** Who has seen a detail for so long only has it there. */
const restingAfterMs = 60_000;
const nodesMs = {seen: 30_000, summed: 60_000};
const latencies = 20;
const answersKept = 3;
/** Whoever asks. */
const leastBetweenMs = 2000;
/** Between two jobs that are opened, or that a hand stops at. */
const leastBetweenJobsMs = 1000;
const firstSilenceMs = 20_000;
const mostSilenceMs = 10 * 60_000;
/** A controller that is not there is hurt by nobody. */
const mostDownMs = 60_000;
/** Tasks of more arrays than these are asked for more seldom: eight calls a minute at most. */
const arraysInTurn = 4;

const noSilence: Silence = {count: 0, foundAtMs: Number.NEGATIVE_INFINITY, untilMs: 0};

export const newPace: ClusterPace = {
	lanes: {},
	silence: {controller: noSilence, database: noSilence, nodes: noSilence},
	refreshedAtMs: undefined,
	limitedUntilMs: undefined,
};

export type NextQuestion = {readonly question: Question; readonly atMs: number};

/** What is asked next, and when; undefined: nothing, until something else is looked at. */
export function nextQuestion(pace: ClusterPace, look: PacedLook): NextQuestion | undefined {
	let next: NextQuestion | undefined;
	for (const question of wantedQuestions(look)) {
		const atMs = dueMs(pace, look, question);
		if (next === undefined || atMs < next.atMs) {
			next = {question, atMs};
		}
	}

	return next;
}

/** When this is asked again; undefined: not while it is not looked at. */
export function nextTimeOf(
	pace: ClusterPace,
	look: PacedLook,
	question: Question,
): number | undefined {
	return isWanted(look, question) ? dueMs(pace, look, question) : undefined;
}

/** The pace after a question that has ended. */
export function paceAfter(pace: ClusterPace, round: Round): ClusterPace {
	const {question, startedAtMs, endedAtMs, end} = round;
	const answerer = answererOf(question);
	const tooksMs = [...(laneOf(pace, question)?.tooksMs ?? []), endedAtMs - startedAtMs];
	const {subject} = question;
	// How long we waited for nothing says nothing of how long an answer takes.
	const kept = end === 'answered' ? tooksMs.slice(-answersKept) : [];
	const lane = {subject, startedAtMs, endedAtMs, tooksMs: kept};
	const silence = end === 'answered' ? noSilence : longerSilence(pace.silence[answerer], round);
	return {
		...pace,
		lanes: {...pace.lanes, [keyOf(question)]: lane},
		silence: {...pace.silence, [answerer]: silence},
	};
}

/** There is a way to it again: silence that was found without one says nothing of who answers there. */
export function reachedPace(pace: ClusterPace): ClusterPace {
	return {...pace, silence: newPace.silence};
}

/** What did not answer is not there at all. */
export function downPace(pace: ClusterPace): ClusterPace {
	const {controller} = pace.silence;
	const untilMs = Math.min(controller.untilMs, controller.foundAtMs + mostDownMs);
	return {...pace, silence: {...pace.silence, controller: {...controller, untilMs}}};
}

/** A person wants to know now. */
export function refreshedPace(pace: ClusterPace, nowMs: number): ClusterPace {
	return {...pace, refreshedAtMs: nowMs};
}

/** Whether the last answers to a question came ever later, as from a controller that limits how often we may ask. */
export function isSlowing(pace: ClusterPace, question: Question): boolean {
	return answererOf(question) === 'controller' && isGrowing(laneOf(pace, question)?.tooksMs ?? []);
}

/** It limits us, for a while from now on. */
export function limitedPace(pace: ClusterPace, nowMs: number): ClusterPace {
	return {...pace, limitedUntilMs: nowMs + limitedMs};
}

export function isLimitedAt({limitedUntilMs}: ClusterPace, nowMs: number): boolean {
	return limitedUntilMs !== undefined && nowMs < limitedUntilMs;
}

/** Those that matter most to who looks come first. */
function wantedQuestions(look: PacedLook): readonly Question[] {
	const subject = look.job?.id;
	const questions: readonly Question[] = [
		{kind: 'mine', subject: undefined},
		{kind: 'job', subject},
		...look.arrays.map(array => ({kind: 'tasks' as const, subject: array})),
		{kind: 'all', subject: undefined},
		{kind: 'nodes', subject: undefined},
		{kind: 'usage', subject},
		{kind: 'finished', subject: undefined},
	];
	return questions.filter(question => isWanted(look, question));
}

/** Own jobs are counted in the header and told of as events on every tab. */
function isWanted(look: PacedLook, {kind, subject}: Question): boolean {
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
			return isShown && subject !== undefined && look.arrays.includes(subject);
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

function dueMs(pace: ClusterPace, look: PacedLook, question: Question): number {
	const lane = laneOf(pace, question);
	const silence = pace.silence[answererOf(question)];
	const {refreshedAtMs = Number.NEGATIVE_INFINITY} = pace;
	if (refreshedAtMs > silence.foundAtMs && refreshedAtMs > (lane?.startedAtMs ?? 0)) {
		return lane === undefined ? 0 : lane.endedAtMs + leastBetweenMs;
	}

	const restsAtMs = isOfOneJob(question) && !look.isOpen ? look.jobSinceMs + restedMs : 0;
	if (lane === undefined) {
		return Math.max(silence.untilMs, restsAtMs);
	}

	const isOther = lane.subject !== question.subject;
	// What jobs use costs their nodes or the database more than their detail costs the controller.
	const isAtOnce = isOther && (question.kind === 'job' || look.isOpen);
	const wantedMs = isAtOnce ? 0 : wantedIntervalMs(pace, look, question);
	const latencyMs = latencies * (lane.tooksMs.at(-1) ?? 0);
	return Math.max(
		silence.untilMs,
		restsAtMs,
		lane.startedAtMs + Math.max(wantedMs, latencyMs),
		lane.endedAtMs + (isOther ? leastBetweenJobsMs : leastBetweenMs),
	);
}

function wantedIntervalMs(pace: ClusterPace, look: PacedLook, question: Question): number {
	const lane = laneOf(pace, question);
	const times = isLimitedAt(pace, lane?.endedAtMs ?? 0) ? limitedIntervals : 1;
	return times * plainIntervalMs(look, question, lane?.startedAtMs ?? 0);
}

function plainIntervalMs(look: PacedLook, {kind}: Question, askedAtMs: number): number {
	const {isShown, hasNodes, arrays} = look;
	switch (kind) {
		case 'mine':
			return isShown ? mineMs.shown : mineMs.hidden;
		case 'nodes':
			return hasNodes ? nodesMs.seen : nodesMs.summed;
		case 'tasks':
			return intervalMs.tasks * Math.max(1, arrays.length / arraysInTurn);
		case 'job':
			return jobMs[manner(look, askedAtMs)];
		case 'usage':
			return usageMs[manner(look, askedAtMs)];
		default:
			return intervalMs[kind];
	}
}

function manner({isOpen, jobSinceMs}: PacedLook, askedAtMs: number): keyof typeof jobMs {
	const isResting = askedAtMs - jobSinceMs >= restingAfterMs;
	return isOpen ? 'opened' : isResting ? 'resting' : 'seen';
}

function isOfOneJob({kind}: Question): boolean {
	return kind === 'job' || kind === 'usage';
}

function laneOf({lanes}: ClusterPace, question: Question): Lane | undefined {
	return lanes[keyOf(question)];
}

/** Each array is asked for by itself; of jobs only one is looked at. */
function keyOf({kind, subject}: Question): string {
	return kind === 'tasks' ? `tasks ${subject}` : kind;
}

function answererOf({kind}: Question): Answerer {
	return kind === 'finished' ? 'database' : kind === 'usage' ? 'nodes' : 'controller';
}

function longerSilence({count}: Silence, {endedAtMs}: Round): Silence {
	const silenceMs = Math.min(mostSilenceMs, firstSilenceMs * 2 ** Math.min(count, 16));
	return {count: count + 1, foundAtMs: endedAtMs, untilMs: endedAtMs + silenceMs};
}
