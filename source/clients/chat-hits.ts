import type {ChatHit} from '../domain/chat-event.ts';
import type {FoundIn} from './search-conversations.ts';

/** What is shown of a conversation where the words were found: the first place, and sooner what was said than the title. */
export function chatHits({conversation, hits}: FoundIn): readonly ChatHit[] {
	const first = hits.find(({where}) => where !== 'title') ?? hits[0];
	if (first === undefined) {
		return [];
	}

	const {id, title, changedWallMs} = conversation;
	const {turn, before, match, after} = first;
	return [
		{
			...{id, title, changedWallMs, turn},
			excerpt: before + match + after,
			from: before.length,
			to: before.length + match.length,
		},
	];
}
