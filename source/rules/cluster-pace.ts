/** How it went with the questions to a cluster until now: what the next one is and when follows from that. */
import {isGrowing, limitedMs} from './rate-limit.ts';
import {mostArrays, type Question} from './wanted-questions.ts';

/** Times are monotonic. */
export type ClusterPace = {
	readonly lanes: Readonly<Record<string, Lane>>;
	readonly silence: Readonly<Record<Answerer, Silence>>;
	/** When a person wanted to know at once; undefined: never. */
	readonly refreshedAtMs: number | undefined;
	/** The controller limits how often we may ask, as its latencies told last. */
	readonly limitedUntilMs: number | undefined;
};

/** Who answers a question: the database may be away while the controller is not, and the nodes tell what a job uses. */
export type Answerer = 'controller' | 'database' | 'nodes';

export type Lane = {
	/** Of the last question. */
	readonly subject: string | undefined;
	readonly startedAtMs: number;
	readonly endedAtMs: number;
	/** Of the last answers, the newest last. */
	readonly tooksMs: readonly number[];
};

/** How often in a row there was no answer; when that was found last, after how long, and until when nothing is asked. */
export type Silence = {
	readonly count: number;
	readonly foundAtMs: number;
	readonly tookMs: number;
	readonly untilMs: number;
};

/** One question and its end: `silent` where nobody answered. */
export type Round = {
	readonly question: Question;
	readonly startedAtMs: number;
	readonly endedAtMs: number;
	readonly end: 'answered' | 'silent';
};

const answersKept = 3;
/** More than are asked for in turn, so that one that is folded and unfolded is not asked for anew. */
const lanesOfTasks = 2 * mostArrays;
const firstSilenceMs = 20_000;
const mostSilenceMs = 10 * 60_000;
/** A controller that is not there is hurt by nobody. */
const mostDownMs = 60_000;

const noSilence: Silence = {count: 0, foundAtMs: Number.NEGATIVE_INFINITY, tookMs: 0, untilMs: 0};

export const newPace: ClusterPace = {
	lanes: {},
	silence: {controller: noSilence, database: noSilence, nodes: noSilence},
	refreshedAtMs: undefined,
	limitedUntilMs: undefined,
};

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
		lanes: withLane(pace.lanes, keyOf(question), lane),
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

/** What was limited until now is not any more, when its time is over. */
export function unlimitedPace(pace: ClusterPace, nowMs: number): ClusterPace {
	return pace.limitedUntilMs === undefined || isLimitedAt(pace, nowMs)
		? pace
		: {...pace, limitedUntilMs: undefined};
}

export function isLimitedAt({limitedUntilMs}: ClusterPace, nowMs: number): boolean {
	return limitedUntilMs !== undefined && nowMs < limitedUntilMs;
}

/** Whether the controller did not answer the last question to it. */
export function isSilent({silence}: ClusterPace): boolean {
	return silence.controller.count > 0;
}

export function laneOf({lanes}: ClusterPace, question: Question): Lane | undefined {
	return lanes[keyOf(question)];
}

/** Of the array whose tasks were asked for last. */
export function lastTasksLane({lanes}: ClusterPace): Lane | undefined {
	let last: Lane | undefined;
	for (const [key, lane] of Object.entries(lanes)) {
		if (key.startsWith(tasksKey) && lane.endedAtMs > (last?.endedAtMs ?? 0)) {
			last = lane;
		}
	}

	return last;
}

export function answererOf({kind}: Question): Answerer {
	return kind === 'finished' ? 'database' : kind === 'usage' ? 'nodes' : 'controller';
}

const tasksKey = 'tasks ';

/** Each array is asked for by itself; of jobs only one is looked at. */
function keyOf({kind, subject}: Question): string {
	return kind === 'tasks' ? `${tasksKey}${subject}` : kind;
}

/** Of arrays those that were asked for last: a person may unfold one after the other for days. */
function withLane(lanes: ClusterPace['lanes'], key: string, lane: Lane): ClusterPace['lanes'] {
	const {[key]: _, ...others} = lanes;
	const ofTasks = Object.keys(others).filter(other => other.startsWith(tasksKey));
	const [oldest] = ofTasks;
	if (oldest === undefined || ofTasks.length < lanesOfTasks) {
		return {...others, [key]: lane};
	}

	const {[oldest]: __, ...newer} = others;
	return {...newer, [key]: lane};
}

function longerSilence({count}: Silence, {startedAtMs, endedAtMs}: Round): Silence {
	const silenceMs = Math.min(mostSilenceMs, firstSilenceMs * 2 ** Math.min(count, 16));
	return {
		count: count + 1,
		foundAtMs: endedAtMs,
		tookMs: endedAtMs - startedAtMs,
		untilMs: endedAtMs + silenceMs,
	};
}
