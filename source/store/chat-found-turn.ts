import type {Conversation} from '../domain/conversation.ts';
import type {Screened} from './action-table.ts';
import {saidInShown, shownOpening} from './chat-drawn.ts';
import {withChatScreen} from './chat-outcome.ts';

const otherVersionProblem =
	'It was found in another version of this answer: [ and ] turn to the versions.';

/** What was found where nobody follows it is gone to as near as it is shown: nothing is followed because it was found. */
export function besideFoundTurn(state: Screened): Screened {
	const {turn} = state.screen.chat;
	const conversation = shownOpening(state.chat)?.conversation;
	if (turn === undefined || conversation?.others.some(({id}) => id === turn) !== true) {
		return state;
	}

	const compared = saidInShown(state.chat).find(
		said => said.kind === 'compared' && said.turns.some(({id}) => id === turn),
	);
	return compared === undefined
		? withChatScreen(state, {
				turn: followedBeside(conversation, turn),
				problem: otherVersionProblem,
			})
		: withChatScreen(state, {turn: compared.id});
}

/** The turn that is followed in its place, or in that of one before it; undefined: it was rewound, and nothing is. */
function followedBeside({turns, places}: Conversation, turn: string): string | undefined {
	const byId = new Map(places.map(place => [place.id, place]));
	const followed = new Map(turns.map(({id}) => [byId.get(id)?.after, id]));
	const seen = new Set<string>();
	for (let id: string | undefined = turn; id !== undefined && !seen.has(id); ) {
		const place = byId.get(id);
		if (place !== undefined && followed.has(place.after)) {
			return followed.get(place.after);
		}

		seen.add(id);
		id = place?.after;
	}

	return undefined;
}
