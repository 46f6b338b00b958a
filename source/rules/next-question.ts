/**
 * How often a cluster is asked, and what next. One question at a time, each kind at its own interval, never sooner than
 * twenty times what its last answer took; ever later while nobody answers.
 * Source: the man pages of squeue and sacct, PERFORMANCE: they are not for loops.
 */
import {answererOf, type ClusterPace, isLimitedAt, laneOf, lastTasksLane} from './cluster-pace.ts';
import {limitedIntervals} from './rate-limit.ts';
import {
	isOfOneJob,
	isUnderHand,
	isWanted,
	type PacedLook,
	plainIntervalMs,
	type Question,
	wantedQuestions,
} from './wanted-questions.ts';

export type NextQuestion = {readonly question: Question; readonly atMs: number};

const latencies = 20;
/** Of what is under the hand of who wants to know at once: twice as often, as long as he says so again and again. */
const latenciesUnderHand = 10;
/** Whoever asks. */
const leastBetweenMs = 2000;
/** Between two jobs that are opened, or that a hand stops at. */
const leastBetweenJobsMs = 1000;
/** Where a person wants to know at once: what is under his hand, and all the rest. */
const leastRefreshedMs = {underHand: 1000, beside: 5000};
/** A hand that moves over the rows wants to know of none of them, but of the one that it stops at. */
const restedMs = 1000;

/** What is asked next, and when; undefined: nothing, until something else is looked at. */
export function nextQuestion(pace: ClusterPace, look: PacedLook): NextQuestion | undefined {
	let next: NextQuestion | undefined;
	for (const question of questionsInTurn(pace, look)) {
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

/** Of the arrays the one that has waited longest: the gap between them makes them all due at once. */
function questionsInTurn(pace: ClusterPace, look: PacedLook): readonly Question[] {
	const wanted = wantedQuestions(look);
	let first: NextQuestion | undefined;
	for (const question of wanted) {
		const atMs = question.kind === 'tasks' ? ownDueMs(pace, look, question) : undefined;
		if (atMs !== undefined && (first === undefined || atMs < first.atMs)) {
			first = {question, atMs};
		}
	}

	return wanted.filter(question => question.kind !== 'tasks' || question === first?.question);
}

function dueMs(pace: ClusterPace, look: PacedLook, question: Question): number {
	const atMs = ownDueMs(pace, look, question);
	return question.kind === 'tasks' ? Math.max(atMs, gapEndMs(pace, look, question)) : atMs;
}

/** The tasks of all arrays together cost the controller no more than those of one. */
function gapEndMs(pace: ClusterPace, look: PacedLook, question: Question): number {
	const last = lastTasksLane(pace);
	if (last === undefined) {
		return 0;
	}

	const isAwaited = isUnderHand(look, question) && laneOf(pace, question) === undefined;
	const isAtOnce = isAwaited || isRefreshed(pace, look, question);
	const times = isAtOnce ? latenciesUnderHand : latencies;
	const leastMs = isAtOnce ? leastRefreshedMs.underHand : leastBetweenMs;
	return Math.max(last.endedAtMs + leastMs, last.startedAtMs + times * (last.tooksMs.at(-1) ?? 0));
}

function ownDueMs(pace: ClusterPace, look: PacedLook, question: Question): number {
	const plainMs = plainDueMs(pace, look, question);
	return wasRefreshed(pace, question)
		? Math.min(plainMs, refreshedDueMs(pace, look, question))
		: plainMs;
}

function plainDueMs(pace: ClusterPace, look: PacedLook, question: Question): number {
	const lane = laneOf(pace, question);
	const silence = pace.silence[answererOf(question)];
	const restsAtMs = isOfOneJob(question) && !look.isOpen ? look.jobSinceMs + restedMs : 0;
	if (lane === undefined) {
		return Math.max(silence.untilMs, restsAtMs);
	}

	const isOther = lane.subject !== question.subject;
	// What jobs use costs their nodes or the database more than their detail costs the controller.
	const isAtOnce = isOther && (question.kind === 'job' || look.isOpen);
	const times = isLimitedAt(pace, lane.endedAtMs) ? limitedIntervals : 1;
	const wantedMs = isAtOnce ? 0 : times * plainIntervalMs(look, question, lane.startedAtMs);
	const latencyMs = latencies * (lane.tooksMs.at(-1) ?? 0);
	return Math.max(
		silence.untilMs,
		restsAtMs,
		lane.startedAtMs + Math.max(wantedMs, latencyMs),
		lane.endedAtMs + (isOther ? leastBetweenJobsMs : leastBetweenMs),
	);
}

/**
 * At once, but never in a loop: again only after a while, and what is not under his hand not sooner than by itself after
 * a slow answer. Who does not answer is asked again after the time that was waited for him in vain.
 */
function refreshedDueMs(pace: ClusterPace, look: PacedLook, question: Question): number {
	const lane = laneOf(pace, question);
	const silence = pace.silence[answererOf(question)];
	const atMs = Math.max(
		pace.refreshedAtMs ?? 0,
		silence.foundAtMs + Math.max(leastRefreshedMs.underHand, silence.tookMs),
	);
	if (lane === undefined) {
		return atMs;
	}

	const isLimited = isLimitedAt(pace, lane.endedAtMs);
	const isFirst = isUnderHand(look, question);
	const times = isFirst && !isLimited ? latenciesUnderHand : latencies;
	const leastMs = leastRefreshedMs[isFirst ? 'underHand' : 'beside'];
	return Math.max(
		atMs,
		lane.startedAtMs + times * (lane.tooksMs.at(-1) ?? 0),
		lane.endedAtMs + (isLimited ? limitedIntervals : 1) * leastMs,
	);
}

function isRefreshed(pace: ClusterPace, look: PacedLook, question: Question): boolean {
	return isUnderHand(look, question) && wasRefreshed(pace, question);
}

/** Since it was asked last, and since nobody answered last. */
function wasRefreshed(pace: ClusterPace, question: Question): boolean {
	const {refreshedAtMs = Number.NEGATIVE_INFINITY} = pace;
	const {foundAtMs} = pace.silence[answererOf(question)];
	return refreshedAtMs > foundAtMs && refreshedAtMs > (laneOf(pace, question)?.startedAtMs ?? 0);
}
