import {asDim, blankChatLine, type ChatLine, signLines} from '../components/chat-turn-lines.ts';
import type {Said} from '../store/chat-drawn.ts';
import {answeredFacts, undecidedText} from '../theme/chat-text.ts';
import {clean} from '../theme/safe.ts';
import {answerFacts, askedText, type ChatReading, kept, wholeLines} from './chat-turns.ts';

/** Answers side by side of which none was chosen: each under whom it is of, and what can be done with them. */
export function comparedLines(
	{id, turns, typed}: Extract<Said, {kind: 'compared'}>,
	reading: ChatReading,
): readonly ChatLine[] {
	const isUnfolded = reading.unfolded.includes(id);
	const [{question}] = turns;
	const of = turns.at(-1) ?? turns[0];
	return kept({of, key: `compared ${turns.length}`}, reading, () => [
		...askedText({question, typed, isUnfolded, isDim: true}, reading),
		...turns.flatMap(({answer, attempts, model}) => {
			const answered = attempts.at(-1);
			const facts = answered === undefined ? [] : answeredFacts(answered, reading.profile.glyphs);
			return [
				...asDim(wholeLines({of: answer, text: answer.content}, reading)),
				...answerFacts([...facts, clean(model)], reading),
				blankChatLine,
			];
		}),
		...signLines(
			{
				sign: {text: reading.profile.glyphs.cross, tone: 'dim'},
				text: undecidedText(turns.length),
				tone: 'dim',
			},
			reading,
		),
		blankChatLine,
	]);
}
