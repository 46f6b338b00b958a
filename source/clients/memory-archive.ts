import type {ConversationRecord} from '../domain/conversation.ts';
import {failed, succeeded} from '../domain/result.ts';
import {conversationOf, summaryOf} from '../rules/conversation.ts';
import {hitsIn, wordPatterns} from '../rules/conversation-search.ts';
import type {ChatArchive} from './chat-archive.ts';
import {chatHits} from './chat-hits.ts';

/** Conversations of a demo: gone with the program, and nothing of them is ever written. */
export function createMemoryArchive(): ChatArchive {
	const kept = new Map<string, readonly ConversationRecord[]>();
	const newestFirst = () => [...kept].toReversed();
	return {
		async list() {
			const chats = newestFirst().flatMap(([, records]) => summaryOf(records, false) ?? []);
			return succeeded({
				chats: chats.toSorted((one, other) => other.changedWallMs - one.changedWallMs),
				leftOut: 0,
			});
		},
		async open(id) {
			const records = kept.get(id);
			return records === undefined
				? failed({kind: 'missing', where: id})
				: succeeded({id, records, readOnlyBecause: undefined, isDamaged: false});
		},
		async begin(opened, said) {
			kept.set(opened.id, [opened, ...said]);
			return succeeded(undefined);
		},
		async add(id, record) {
			const records = kept.get(id);
			if (records === undefined) {
				return failed({kind: 'missing', where: id});
			}

			kept.set(id, [...records, record]);
			return succeeded({byOthers: false});
		},
		note: async () => succeeded(undefined),
		dropNote: async () => succeeded(undefined),
		async search(words) {
			const patterns = wordPatterns(words.split(/\s+/));
			const all = newestFirst().flatMap(([, records]) => conversationOf(records) ?? []);
			return succeeded(
				all
					.filter(({isDeleted}) => !isDeleted)
					.flatMap(conversation => chatHits({conversation, hits: hitsIn(conversation, patterns)})),
			);
		},
	};
}
