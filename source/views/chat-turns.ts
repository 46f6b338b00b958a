import {
	asDim,
	blankChatLine,
	type ChatLine,
	factsLines,
	questionLines,
	signLines,
	thoughtLines,
} from '../components/chat-turn-lines.ts';
import type {Attempt} from '../domain/chat.ts';
import type {TypedQuestion} from '../domain/conversation.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import type {Said} from '../store/chat-drawn.ts';
import {remarkText} from '../theme/answer-text.ts';
import {
	answeredFacts,
	brokenAttemptText,
	cutShortText,
	filesText,
	killedText,
	skippedFact,
	stoppedText,
	thoughtsText,
	versionText,
} from '../theme/chat-text.ts';
import {countText} from '../theme/number-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {once, wholeChunks, wholeLines} from './answer-chunks.ts';
import type {ChatReading} from './chat-reading.ts';
import type {Chunk} from './transcript-window.ts';

/** A turn with its question and what became of each attempt, and a blank line behind them. */
export function turnChunks(
	{turn, typed, version, remarks}: Extract<Said, {kind: 'turn'}>,
	reading: ChatReading,
): readonly Chunk[] {
	const isUnfolded = reading.unfolded.includes(turn.id);
	const key = `${isUnfolded} ${version?.index} ${version?.count} ${remarks.length}`;
	return kept({of: turn, key}, reading, () => {
		const {question, answer, attempts} = turn;
		const answered = attempts.at(-1);
		const facts = answered === undefined ? [] : answeredFacts(answered, reading.profile.glyphs);
		return [
			once(() => [
				...askedText({question, typed, isUnfolded, isDim: false}, reading),
				...attemptsLines({attempts: attempts.slice(0, -1), next: answered?.node}, reading),
				...thoughtsOf({answer, tookMs: answered?.thinkingMs, isUnfolded}, reading),
			]),
			...wholeChunks({of: answer, text: answer.content}, reading),
			once(() => [
				...answerFacts(
					[...facts, ...(version === undefined ? [] : [versionText(version)])],
					reading,
				),
				...besideLines(answered, reading),
				...remarks.flatMap(remark =>
					warningLines(clean(remarkText(remark), longestRemark), reading),
				),
				blankChatLine,
			]),
		];
	});
}

/** A question that nobody answered to its end. */
export function interruptedChunks(
	{id, record}: Extract<Said, {kind: 'interrupted'}>,
	reading: ChatReading,
): readonly Chunk[] {
	const isUnfolded = reading.unfolded.includes(id);
	return kept({of: record, key: `${isUnfolded}`}, reading, () => {
		const {question, attempts, typed, killed} = record;
		const last = attempts.at(-1);
		const isStopped = last === undefined || last.outcome.state === 'cancelled';
		const what =
			killed === undefined
				? isStopped
					? stoppedText(last)
					: safe`no answer: the question goes into no later one`
				: killedText;
		const {cross} = reading.profile.glyphs;
		const linesOf = () => [
			...askedText({question, typed, isUnfolded, isDim: true}, reading),
			...attemptsLines(
				{
					attempts: isStopped ? attempts.slice(0, -1) : attempts,
					next: isStopped ? last?.node : undefined,
				},
				reading,
			),
			...(isStopped ? partialLines(last, reading) : []),
			...signLines(
				{
					sign: {text: cross, tone: 'dim'},
					text: what,
					tone: 'dim',
				},
				reading,
			),
			blankChatLine,
		];
		return [once(linesOf)];
	});
}

type AskedText = {
	readonly question: ChatMessage;
	readonly typed: TypedQuestion | undefined;
	readonly isUnfolded: boolean;
	readonly isDim: boolean;
};

/** As it was typed, and a blank line. */
export function askedText(
	{question, typed, isUnfolded, isDim}: AskedText,
	reading: ChatReading,
): readonly ChatLine[] {
	const {images = []} = question;
	const unnamed = images.length === 0 ? undefined : clean(countText(images.length, 'image'));
	const beside = typed === undefined || typed.files.length === 0 ? unnamed : filesText(typed.files);
	const text = typed?.text ?? question.content;
	return [...questionLines({text, beside, isUnfolded, isDim}, lookOf(reading)), blankChatLine];
}

type Attempts = {
	readonly attempts: readonly Attempt[];
	/** The node that was asked after them; undefined: nobody was. */
	readonly next: string | undefined;
};

/** Attempts that came to nothing: what had come of them, dim, and what happened; the same again is counted. */
export function attemptsLines(
	{attempts, next}: Attempts,
	reading: ChatReading,
): readonly ChatLine[] {
	const told: Array<{readonly partial: readonly ChatLine[]; readonly text: Safe; times: number}> =
		[];
	for (const [index, attempt] of attempts.entries()) {
		const after = attempts[index + 1]?.node ?? next;
		const then = after === undefined ? 'none' : after === attempt.node ? 'wait' : 'elsewhere';
		const partial = partialLines(attempt, reading);
		const text = brokenAttemptText(attempt, then);
		const before = told.at(-1);
		if (before?.text === text && partial.length === 0) {
			before.times += 1;
		} else {
			told.push({partial, text, times: 1});
		}
	}

	return told.flatMap(({partial, text, times}) => [
		...partial,
		...warningLines(times === 1 ? text : safe`${text} (${times} times)`, reading),
		blankChatLine,
	]);
}

export function partialLines(
	attempt: Attempt | undefined,
	reading: ChatReading,
): readonly ChatLine[] {
	const partial = attempt?.partial;
	return partial === undefined || partial.content.trim() === ''
		? []
		: asDim(wholeLines({of: partial, text: partial.content}, reading));
}

type Thought = {
	readonly answer: Pick<ChatMessage, 'thinking'>;
	readonly tookMs: number | undefined;
	readonly isUnfolded: boolean;
};

function thoughtsOf(
	{answer: {thinking = ''}, tookMs, isUnfolded}: Thought,
	reading: ChatReading,
): readonly ChatLine[] {
	const look = lookOf(reading);
	const text = thoughtsText({tookMs, text: thinking, isOver: true}, look.glyphs);
	return thinking.trim() === ''
		? []
		: [...thoughtLines({text, thoughts: isUnfolded ? thinking : undefined}, look), blankChatLine];
}

/** `→ gpu-02 · warm · 61°C` */
export function answerFacts(facts: readonly Safe[], reading: ChatReading): readonly ChatLine[] {
	const look = lookOf(reading);
	const sign = {text: look.glyphs.arrows.right, tone: 'dim'} as const;
	return factsLines({sign, facts}, look);
}

/** Who was skipped, and whether it ends before its end. */
function besideLines(answered: Attempt | undefined, reading: ChatReading): readonly ChatLine[] {
	const skipped = skippedFact(answered?.decision);
	const isCut = answered?.outcome.state === 'answered' && answered.outcome.reason === 'length';
	return [
		...(skipped === undefined ? [] : indented(skipped, reading)),
		...(isCut ? warningLines(cutShortText(answered.usage?.outputTokens), reading) : []),
	];
}

const longestRemark = {maxCharacters: 1000};

function warningLines(text: Safe, reading: ChatReading): readonly ChatLine[] {
	const sign = {text: reading.profile.glyphs.warning, tone: 'warning'} as const;
	return signLines({sign, text, tone: 'text'}, reading);
}

/** Under the words behind a sign. */
export function indented(text: Safe, reading: ChatReading): readonly ChatLine[] {
	return signLines({sign: {text: safe` `}, text, tone: 'dim'}, reading);
}

export function lookOf({columns, profile}: ChatReading) {
	return {columns, glyphs: profile.glyphs};
}

type Kept = {readonly key: string; readonly glyphs: Glyphs; readonly chunks: readonly Chunk[]};

/** By the turn, which is never changed. */
const keptChunks = new WeakMap<object, Kept>();

export function kept(
	{of, key}: {readonly of: object; readonly key: string},
	reading: ChatReading,
	make: () => readonly Chunk[],
): readonly Chunk[] {
	const {columns, reader, highlighter, profile} = reading;
	const {glyphs} = profile;
	const whole = `${columns} ${reader !== undefined} ${highlighter !== undefined} ${key}`;
	const known = keptChunks.get(of);
	if (known?.key === whole && known.glyphs === glyphs) {
		return known.chunks;
	}

	const chunks = make();
	if (reading.slices?.isUnread !== true) {
		keptChunks.set(of, {key: whole, glyphs, chunks});
	}

	return chunks;
}
