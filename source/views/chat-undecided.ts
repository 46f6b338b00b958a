import {asDim, blankChatLine, signLines} from '../components/chat-turn-lines.ts';
import type {Turn} from '../domain/chat.ts';
import type {Said} from '../store/chat-drawn.ts';
import {answeredFacts, undecidedText} from '../theme/chat-text.ts';
import {clean} from '../theme/safe.ts';
import {once, wholeLines} from './answer-chunks.ts';
import type {ChatReading} from './chat-reading.ts';
import {answerFacts, askedText, kept} from './chat-turns.ts';
import type {Chunk} from './transcript-window.ts';

/** Answers side by side of which none was chosen: each under whom it is of, and what can be done with them. */
export function comparedChunks(
	{id, turns, typed}: Extract<Said, {kind: 'compared'}>,
	reading: ChatReading,
): readonly Chunk[] {
	const isUnfolded = reading.unfolded.includes(id);
	const [{question}] = turns;
	const of = turns.at(-1) ?? turns[0];
	const {cross} = reading.profile.glyphs;
	return kept({of, key: `compared ${turns.length}`}, reading, () => [
		once(() => askedText({question, typed, isUnfolded, isDim: true}, reading)),
		...turns.map(turn => answerChunk(turn, reading)),
		once(() => [
			...signLines(
				{sign: {text: cross, tone: 'dim'}, text: undecidedText(turns.length), tone: 'dim'},
				reading,
			),
			blankChatLine,
		]),
	]);
}

function answerChunk({answer, attempts, model}: Turn, reading: ChatReading): Chunk {
	const answered = attempts.at(-1);
	const facts = answered === undefined ? [] : answeredFacts(answered, reading.profile.glyphs);
	return once(() => [
		...asDim(wholeLines({of: answer, text: answer.content}, reading)),
		...answerFacts([...facts, clean(model)], reading),
		blankChatLine,
	]);
}
