import {
	blankChatLine,
	type ChatLine,
	dimLines,
	factsLines,
	lastThoughts,
	questionLines,
	signLines,
	thoughtLines,
} from '../components/chat-turn-lines.ts';
import {spinnerAt} from '../components/spinner.ts';
import {assertNever} from '../domain/assert-never.ts';
import {askedInShown} from '../store/chat-drawn.ts';
import {silenceOf} from '../store/chat-speed.ts';
import type {AskedTurn, ChatState} from '../store/chat-state.ts';
import {waitingText} from '../theme/answer-text.ts';
import {
	filesText,
	queuedText,
	skippedFact,
	streamingFacts,
	thoughtsText,
	unansweredText,
} from '../theme/chat-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {growingChunks, once} from './answer-chunks.ts';
import type {ChatReading} from './chat-reading.ts';
import {attemptsLines, indented, lookOf, partialLines} from './chat-turns.ts';
import type {Chunk} from './transcript-window.ts';

type AnswerSight = ChatReading & {readonly atMs: number};
type AskedSight = AnswerSight & {readonly chat: ChatState};

/** A question that is not answered to its end: it waits, it is answered just now, or nobody could. */
export function askedChunks(asked: AskedTurn, sight: AskedSight): readonly Chunk[] {
	const {text, files, phase} = asked;
	const beside = files.length === 0 ? undefined : filesText(files);
	const isDim = phase.state === 'queued';
	const look = lookOf(sight);
	return [
		once(() => [
			...questionLines({text, beside, isUnfolded: false, isDim}, look),
			...(isDim ? [] : [blankChatLine]),
			...brokenLines(asked, sight),
		]),
		...chunksSoFar(asked, sight),
		once(() => [...phaseLines(asked, sight), blankChatLine]),
	];
}

/** Of a question that failed the last attempt is told by why it failed. */
function brokenLines({broken, phase}: AskedTurn, sight: AskedSight): readonly ChatLine[] {
	if (phase.state !== 'failed') {
		const next = 'node' in phase ? phase.node : 'another';
		return attemptsLines({attempts: broken, next}, sight);
	}

	const last = broken.at(-1);
	return [
		...attemptsLines({attempts: broken.slice(0, -1), next: last?.node}, sight),
		...partialLines(last, sight),
	];
}

export function answerSoFar(asked: AskedTurn, sight: AnswerSight): readonly ChatLine[] {
	return chunksSoFar(asked, sight).flatMap(chunk => chunk());
}

/** What streamed so far, and a blank line. */
function chunksSoFar(asked: AskedTurn, sight: AnswerSight): readonly Chunk[] {
	const {asking, content} = asked;
	const thoughts = once(() => thoughtsSoFar(asked, sight));
	// To trim it would copy all of it with each piece.
	return /\S/.test(content)
		? [thoughts, ...growingChunks({asking, content}, sight), () => [blankChatLine]]
		: [thoughts];
}

function thoughtsSoFar(asked: AskedTurn, sight: AnswerSight): readonly ChatLine[] {
	const {content, thinking, thinkingMs, thinkingSinceMs} = asked;
	const look = lookOf(sight);
	const isOver = content !== '';
	const soFarMs = thinkingSinceMs === undefined ? undefined : nowOf(asked, sight) - thinkingSinceMs;
	const tookMs = thinkingMs ?? soFarMs;
	return thinking.trim() === ''
		? []
		: [
				...thoughtLines(
					{
						text: thoughtsText({tookMs, text: thinking, isOver}, look.glyphs),
						thoughts: undefined,
					},
					look,
				),
				...(isOver ? [] : lastThoughts(thinking, look)),
				blankChatLine,
			];
}

/** Events come more often than the clock is told. */
function nowOf({phase}: AskedTurn, {atMs}: AnswerSight): number {
	return phase.state === 'streaming' ? Math.max(atMs, phase.heardAtMs) : atMs;
}

function phaseLines(asked: AskedTurn, sight: AskedSight): readonly ChatLine[] {
	const {phase, decision} = asked;
	const {glyphs} = sight.profile;
	switch (phase.state) {
		case 'queued':
			return dimLines(queuedText(queuedBefore(asked, sight.chat)), sight);
		case 'routing':
			return underWay([safe`looking for a node that can answer`], asked, sight);
		case 'waiting': {
			const waitedMs = Math.max(0, sight.atMs - phase.toldAtMs);
			const words = {
				...{node: phase.node, model: decision?.model ?? 'the model', aboutMs: phase.aboutMs},
				elapsedMs: phase.elapsedMs + waitedMs,
			};
			const text = clean(waitingText(phase.phase, words), {maxCharacters: 400});
			return [...underWay([text], asked, sight), ...skippedLines(asked, sight)];
		}

		case 'streaming': {
			const {node, sinceMs, heardAtMs} = phase;
			const facts = streamingFacts(
				{
					...{node, pieces: asked.pieces, tookMs: heardAtMs - sinceMs},
					silence: silenceOf(asked, sight.atMs),
					chosen: decision?.chosen?.node === node ? decision.chosen : undefined,
				},
				glyphs,
			);
			return [...underWay(facts, asked, sight), ...skippedLines(asked, sight)];
		}

		case 'stopping':
			return dimLines(safe`stopping`, sight);
		case 'failed': {
			const text = unansweredText(phase.outcome, decision);
			return [
				...signLines({sign: {text: glyphs.down, tone: 'down'}, text, tone: 'text'}, sight),
				...indented(safe`/regen asks it again, /edit changes it`, sight),
			];
		}

		default:
			return assertNever(phase);
	}
}

function queuedBefore({asking}: AskedTurn, chat: ChatState): number {
	const queued = askedInShown(chat).filter(({phase}) => phase.state === 'queued');
	return queued.findIndex(one => one.asking === asking);
}

/** `⠹ gpu-02 · warm · esc stops` */
function underWay(
	facts: readonly Safe[],
	asked: AskedTurn,
	sight: AskedSight,
): readonly ChatLine[] {
	const {glyphs} = sight.profile;
	const text = spinnerAt(nowOf(asked, sight), glyphs);
	const all = [...facts, safe`esc stops`];
	return factsLines({sign: {text, tone: 'dim'}, facts: all}, lookOf(sight));
}

function skippedLines({decision}: AskedTurn, sight: AskedSight): readonly ChatLine[] {
	const skipped = skippedFact(decision);
	return skipped === undefined ? [] : indented(skipped, sight);
}
