import type {Conversation} from '../domain/conversation.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {conversationOf} from '../rules/conversation.ts';
import {type ConversationHit, hitsIn, wordPatterns} from '../rules/conversation-search.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {listIds, mostConversationBytes, pathOf, readConversationFile} from './conversations.ts';

export type FoundIn = {
	readonly conversation: Pick<Conversation, 'id' | 'title' | 'changedWallMs'>;
	readonly hits: readonly ConversationHit[];
};

export type Search = {
	/** All of them have to stand in the same question, answer or title. */
	readonly words: readonly string[];
	/** Of places; the search ends there. */
	readonly mostHits: number;
	readonly signal: AbortSignal;
	/** Told as it is found, the conversation that began last first. */
	readonly onFound: (found: FoundIn) => void;
};

export type Searched = {
	readonly hits: number;
	/** There may be more. */
	readonly isCut: boolean;
	/** How many could not be read. */
	readonly unreadable: number;
};

/**
 * Looks through all conversations that were not deleted, one file at a time. Failures: `cancelled`, those of reading a
 * folder.
 */
export async function searchConversations(
	directory: string,
	{words, mostHits, signal, onFound}: Search,
): Promise<Result<Searched>> {
	const ids = await listIds(directory);
	if (!ids.ok) {
		return ids;
	}

	const patterns = wordPatterns(words);
	let unreadable = 0;
	let left = mostHits;
	for (const id of ids.value.toReversed()) {
		if (signal.aborted) {
			return failed({kind: 'cancelled', where: directory});
		}

		const found = left > 0 ? await searchIn(directory, id, patterns) : undefined;
		unreadable += found === 'unreadable' ? 1 : 0;
		if (typeof found === 'object') {
			const hits = found.hits.slice(0, left);
			left -= hits.length;
			onFound({...found, hits});
		}
	}

	return succeeded({hits: mostHits - left, isCut: left === 0, unreadable});
}

/** Undefined: none of it is meant. */
async function searchIn(
	directory: string,
	id: string,
	patterns: readonly RegExp[],
): Promise<FoundIn | 'unreadable' | undefined> {
	const path = pathOf(directory, id);
	const text = await readTextFile(path, mostConversationBytes);
	if (!text.ok) {
		return 'unreadable';
	}

	if (!mayHold(text.value, patterns)) {
		return undefined;
	}

	// Read again, in pieces: between two of them others have their turn.
	const file = await readConversationFile(path);
	const conversation = file.ok ? conversationOf(file.value.records) : undefined;
	if (conversation === undefined) {
		return 'unreadable';
	}

	const hits = conversation.isDeleted ? [] : hitsIn(conversation, patterns);
	return hits.length === 0 ? undefined : {conversation: {...conversation, id}, hits};
}

/** Letters and digits stand in the file as they were said: most files need not be understood. */
function mayHold(text: string, patterns: readonly RegExp[]): boolean {
	return patterns.every(pattern => !/^[\p{L}\p{N}]+$/u.test(pattern.source) || pattern.test(text));
}
