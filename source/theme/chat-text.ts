import {assertNever} from '../domain/assert-never.ts';
import type {Attempt} from '../domain/chat.ts';
import type {RouteCandidate, RouteDecision} from '../domain/routing.ts';
import type {TurnOutcome} from '../domain/turn.ts';
import {failedTurnText, wordsIn} from './answer-text.ts';
import {failureText} from './failure-text.ts';
import type {Glyphs} from './glyphs.ts';
import {noRouteText} from './no-route-text.ts';
import {countText, latencyText, sizeText, speedText} from './number-text.ts';
import {skippedText} from './route-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

/*
 * What the chat tab says beside questions and answers: who answered, how fast, and what went wrong.
 */

const longestName = {maxCharacters: 80};
const longestSentence = {maxCharacters: 2000};

/** Between facts. */
export function apart(parts: readonly Safe[], {apart: sign}: Glyphs): Safe {
	return joinSafe(parts, safe` ${sign} `);
}

/** `gpu-02 · loaded in 2.1 s · 58°C · first token 2.4 s · 171 tok/s · 49 tokens`: the server's own counts. */
export function answeredFacts(attempt: Attempt, glyphs: Glyphs): readonly Safe[] {
	const {node, isWarm, temperatureCelsius, firstTokenMs, usage} = attempt;
	const {outputTokens, outputMs, loadMs} = usage ?? {};
	const loaded =
		loadMs === undefined ? safe`loaded first` : safe`loaded in ${clean(latencyText(loadMs))}`;
	return [
		clean(node, longestName),
		isWarm ? safe`warm` : loaded,
		...degrees(temperatureCelsius, glyphs),
		...(firstTokenMs === undefined ? [] : [safe`first token ${clean(latencyText(firstTokenMs))}`]),
		...speed(outputTokens, outputMs),
		...(outputTokens === undefined ? [] : [clean(countText(outputTokens, 'token'))]),
	];
}

type Streamed = {
	readonly node: string;
	readonly chosen: RouteCandidate | undefined;
	/** Pieces that came, about one a token, and in how much time. */
	readonly pieces: number;
	readonly tookMs: number;
	/** Since when nothing comes, and how long that may last; undefined: it comes. */
	readonly silence: {readonly silentMs: number; readonly limitMs: number} | undefined;
};

/** `gpu-02 · warm · 61°C · 164 tok/s · 231 tokens`, while it streams: counted here. */
export function streamingFacts(streamed: Streamed, glyphs: Glyphs): readonly Safe[] {
	const {node, chosen, pieces, tookMs, silence} = streamed;
	if (silence !== undefined) {
		return [clean(node, longestName), silentFact(silence), clean(countText(pieces, 'token'))];
	}

	return [
		clean(node, longestName),
		...(chosen === undefined ? [] : [chosen.isWarm ? safe`warm` : safe`loaded first`]),
		...degrees(chosen?.temperatureCelsius, glyphs),
		...(pieces > 5 ? speed(pieces, tookMs) : []),
		clean(countText(pieces, 'token')),
	];
}

/** `silent for 7 s of at most 20`: then another node is asked. */
function silentFact({silentMs, limitMs}: NonNullable<Streamed['silence']>): Safe {
	const seconds = safe`silent for ${Math.round(silentMs / 1000)} s`;
	return silentMs < limitMs ? safe`${seconds} of at most ${Math.round(limitMs / 1000)}` : seconds;
}

function degrees(celsius: number | undefined, {degree}: Glyphs): readonly Safe[] {
	return celsius === undefined ? [] : [safe`${Math.round(celsius)}${degree}C`];
}

function speed(tokens: number | undefined, tookMs: number | undefined): readonly Safe[] {
	return tokens === undefined || tookMs === undefined || tookMs <= 0
		? []
		: [clean(speedText((tokens * 1000) / tookMs))];
}

/** `skipped gpu-01 (3.2 GiB GPU memory free, needs 3.4)`; undefined: nobody was. */
export function skippedFact(decision: RouteDecision | undefined): Safe | undefined {
	return skippedText(decision?.rejected ?? [])[0];
}

type Thoughts = {
	/** Undefined: nobody measured it. */
	readonly tookMs: number | undefined;
	readonly text: string;
	readonly isOver: boolean;
};

const charactersOfToken = 4;

/** `thought for 1.3 s · about 212 tokens`. Ollama counts them with the answer's, so that their number is estimated. */
export function thoughtsText({tookMs, text, isOver}: Thoughts, glyphs: Glyphs): Safe {
	const word = isOver ? safe`thought` : safe`thinking`;
	const time = tookMs === undefined ? safe`` : safe` for ${clean(latencyText(tookMs))}`;
	const tokens = countText(Math.ceil(text.length / charactersOfToken), 'token');
	return apart([safe`${word}${time}`, safe`about ${clean(tokens)}`], glyphs);
}

/** What is done about an attempt that failed: `none`: nobody was asked any more. */
export type NextAttempt = 'elsewhere' | 'wait' | 'none';

/** What became of an attempt that failed, whose words, if there are any, stand above. */
export function brokenAttemptText(attempt: Attempt, next: NextAttempt): Safe {
	const {partial, node, outcome} = attempt;
	const hasWords = partial !== undefined && partial.content.trim() !== '';
	const what = outcome.state === 'failed' ? failureText(outcome.failure) : `${node}: cancelled.`;
	const text =
		next === 'none'
			? what
			: hasWords
				? `${sentence(what)} ${countText(wordsIn(partial.content), 'word')} came; what follows begins anew.`
				: `${sentence(what)} ${next === 'wait' ? 'It is asked again.' : 'Another node is asked.'}`;
	return clean(text.replaceAll(/\s+/g, ' '), longestSentence);
}

/** What a server says of itself may have no end. */
function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

type Unanswered = Exclude<TurnOutcome, {state: 'answered'}>;

/** Why there is no answer, and what helps. */
export function unansweredText(outcome: Unanswered, decision: RouteDecision | undefined): Safe {
	switch (outcome.state) {
		case 'noRoute':
			return noRouteText(outcome.noRoute);
		case 'cancelled':
			return safe`Stopped.`;
		case 'failed': {
			const {model = '', promptTokens = 0} = decision ?? {};
			const text = failedTurnText({...outcome, model, promptTokens});
			return clean(text.replaceAll(/\s+/g, ' '), longestSentence);
		}

		default:
			return assertNever(outcome);
	}
}

type SentFile = {readonly name: string; readonly sizeBytes: number};

/** `with config.yaml (3.1 KiB), rack.png (212 KiB)` */
export function filesText(files: readonly SentFile[]): Safe {
	const shown = files
		.slice(0, mostFiles)
		.map(({name, sizeBytes}) => safe`${clean(name, longestName)} (${clean(sizeText(sizeBytes))})`);
	const more = files.length - shown.length;
	return safe`with ${joinSafe(shown, safe`, `)}${more === 0 ? safe`` : safe` and ${more} more`}`;
}

const mostFiles = 4;

/** @param before questions that stand before it in the queue */
export function queuedText(before: number): Safe {
	return before <= 0 ? safe`next in queue` : safe`in queue, behind ${before} more`;
}

/** Of a question that the person stopped. */
export function stoppedText(attempt: Pick<Attempt, 'partial'> | undefined): Safe {
	const {content = '', thinking = ''} = attempt?.partial ?? {};
	return content.trim() === '' && thinking.trim() === ''
		? safe`stopped before an answer came: it goes into no later question`
		: safe`stopped: what came is kept, and goes into no later question`;
}

/** The program was, while it was answered. */
export const killedText = safe`broken off as clusterdeck was killed: /regen asks again, /edit changes it`;

/** `version 2 of 3` */
export function versionText({
	index,
	count,
}: {
	readonly index: number;
	readonly count: number;
}): Safe {
	return safe`version ${index} of ${count}`;
}

/** Of answers that were asked for side by side. */
export function undecidedText(count: number): Safe {
	return safe`${clean(countText(count, 'answer'))} compared, none chosen: /compare shows them side by side, enter there goes on with one`;
}

/** It ended at a limit. */
export function cutShortText(outputTokens: number | undefined): Safe {
	const where = outputTokens === undefined ? 'its limit' : countText(outputTokens, 'token');
	return safe`cut at ${clean(where)}: its context is full, or num_predict is small`;
}
