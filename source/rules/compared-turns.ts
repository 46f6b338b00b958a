import type {Turn} from '../domain/chat.ts';
import type {Conversation} from '../domain/conversation.ts';

type Said = Pick<Conversation, 'turns' | 'others' | 'places'>;

/**
 * Answers that were asked for side by side behind what was said last, of which none was chosen yet: those of each
 * question together, in the order in which they came. Those that stand elsewhere are versions of an answer there.
 */
export function undecidedComparisons({turns, others, places}: Said): readonly (readonly Turn[])[] {
	const head = turns.at(-1)?.id;
	const byId = new Map(others.map(turn => [turn.id, turn]));
	const aside = places
		.filter(({isAside, after}) => isAside && after === head)
		.flatMap(({id}) => byId.get(id) ?? []);
	const groups = Map.groupBy(aside, ({question}) => question.content);
	return [...groups.values()];
}
