import {blankChatLine, type ChatLine, dimLines, signLines} from '../components/chat-turn-lines.ts';
import {spinnerAt} from '../components/spinner.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {Compared} from '../store/chat-compared.ts';
import {silenceOf} from '../store/chat-speed.ts';
import type {AskedTurn} from '../store/chat-state.ts';
import {waitingText} from '../theme/answer-text.ts';
import {answeredFacts, apart, streamingFacts, unansweredText} from '../theme/chat-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {wholeLines} from './answer-chunks.ts';
import {answerSoFar} from './chat-asked.ts';
import type {ChatReading} from './chat-reading.ts';

type Reading = ChatReading & {readonly atMs: number};

const longestName = {maxCharacters: 80};

/** `gpu-02 · qwen3:4b`, as far as it is known. */
export function comparedName({answer, is}: Compared, glyphs: Glyphs): Safe {
	const node = nodeOf(is) ?? answer.node;
	const model =
		is.state === 'whole'
			? is.turn.model
			: ((is.state === 'asked' ? is.asked.decision?.model : undefined) ?? answer.model);
	const parts = [node, model].filter(part => part !== undefined);
	return parts.length === 0
		? safe`any node`
		: apart(
				parts.map(part => clean(part, longestName)),
				glyphs,
			);
}

function nodeOf(is: Compared['is']): string | undefined {
	switch (is.state) {
		case 'whole':
			return is.turn.attempts.at(-1)?.node;
		case 'asked': {
			const {phase, decision} = is.asked;
			return 'node' in phase ? phase.node : decision?.chosen?.node;
		}

		default:
			return undefined;
	}
}

/** How fast it was, or how far it is. Its node is told in its name. */
export function comparedState({answer, is}: Compared, reading: Reading): readonly Piece[] {
	const {glyphs} = reading.profile;
	switch (is.state) {
		case 'whole': {
			const answered = is.turn.attempts.at(-1);
			const facts = answered === undefined ? [] : answeredFacts(answered, glyphs).slice(1);
			return [{text: speedFirst(facts, reading), tone: 'dim'}];
		}

		case 'gone':
			return [{text: safe`there is no whole answer`, tone: 'dim'}];
		default:
			return askedState(is.asked, answer, reading);
	}
}

const spinnerWidth = 2;

/** What is compared stays where there is little room: `49 tokens · 171 tok/s · first token 2.4 s`. */
function speedFirst(facts: readonly Safe[], {columns, profile}: Reading): Safe {
	return fitParts(facts.toReversed(), columns - spinnerWidth, profile.glyphs);
}

function askedState(
	asked: AskedTurn,
	{model}: Compared['answer'],
	reading: Reading,
): readonly Piece[] {
	const {phase, decision, pieces} = asked;
	const {glyphs} = reading.profile;
	const turning = (text: Safe, atMs = reading.atMs): readonly Piece[] => [
		{text: safe`${spinnerAt(atMs, glyphs)} ${text}`, tone: 'dim'},
	];
	switch (phase.state) {
		case 'queued':
			return [{text: safe`${glyphs.waiting} waits`, tone: 'dim'}];
		case 'routing':
			return turning(safe`looking for a node that can answer`);
		case 'waiting': {
			const {node, elapsedMs, aboutMs, toldAtMs} = phase;
			const words = {
				...{node, model: decision?.model ?? model ?? 'the model', aboutMs},
				elapsedMs: elapsedMs + Math.max(0, reading.atMs - toldAtMs),
			};
			return turning(clean(waitingText(phase.phase, words), {maxCharacters: 400}));
		}

		case 'streaming': {
			const {node, sinceMs, heardAtMs} = phase;
			const chosen = decision?.chosen?.node === node ? decision.chosen : undefined;
			const silence = silenceOf(asked, reading.atMs);
			const tookMs = heardAtMs - sinceMs;
			const facts = streamingFacts({node, chosen, pieces, tookMs, silence}, glyphs);
			return turning(speedFirst(facts.slice(1), reading), Math.max(reading.atMs, heardAtMs));
		}

		case 'stopping':
			return turning(safe`stopping`);
		case 'failed':
			return [
				{text: glyphs.down, tone: 'down'},
				{text: safe` no answer`, tone: 'dim'},
			];
		default:
			return assertNever(phase);
	}
}

/** What it says, or why it says nothing. */
export function comparedWords({is}: Compared, reading: Reading): readonly ChatLine[] {
	switch (is.state) {
		case 'whole': {
			const {answer} = is.turn;
			return answer.content.trim() === ''
				? dimLines(safe`an empty answer`, reading)
				: wholeLines({of: answer, text: answer.content}, reading);
		}

		case 'gone':
			return dimLines(safe`stopped`, reading);
		default: {
			const {phase, decision} = is.asked;
			const soFar = answerSoFar(is.asked, reading);
			const said = soFar.slice(0, soFar.findLastIndex(({pieces}) => pieces.length > 0) + 1);
			if (phase.state !== 'failed') {
				return said;
			}

			const text = unansweredText(phase.outcome, decision);
			const sign: Piece = {text: reading.profile.glyphs.down, tone: 'down'};
			return [
				...said,
				...(said.length === 0 ? [] : [blankChatLine]),
				...signLines({sign, text, tone: 'text'}, reading),
			];
		}
	}
}
