import {blankChatLine, signLines} from '../components/chat-turn-lines.ts';
import type {Turn} from '../domain/chat.ts';
import type {Said} from '../store/chat-drawn.ts';
import {answeredFacts, undecidedText} from '../theme/chat-text.ts';
import {clean} from '../theme/safe.ts';
import {once, wholeChunks} from './answer-chunks.ts';
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
	return kept({of, key: `compared ${turns.length}`}, reading, () => [
		once(() => askedText({question, typed, isUnfolded, isDim: true}, reading)),
		...turns.flatMap(turn => answerChunks(turn, reading)),
		once(() => [
			...signLines(
				{
					sign: {text: reading.profile.glyphs.cross, tone: 'dim'},
					text: undecidedText(turns.length),
					tone: 'dim',
				},
				reading,
			),
			blankChatLine,
		]),
	]);
}

function answerChunks({answer, attempts, model}: Turn, reading: ChatReading): readonly Chunk[] {
	const answered = attempts.at(-1);
	const facts = answered === undefined ? [] : answeredFacts(answered, reading.profile.glyphs);
	return [
		...wholeChunks({of: answer, text: answer.content}, reading),
		once(() => [...answerFacts([...facts, clean(model)], reading), blankChatLine]),
	];
}
