import type {ChatList} from '../domain/chat-event.ts';
import type {ConversationSummary} from '../domain/conversation.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {summaryOf} from '../rules/conversation.ts';
import {type ConversationOnDisk, conversationFiles} from './conversation-files.ts';
import {isEmpty, pathOf, readConversationFile} from './conversations.ts';
import {inTurns} from './in-turns.ts';

/** Those that were changed last; older ones are found by searching. */
const mostListed = 2000;
/** Each of them reads a piece of a file in the turn of the loop in which it comes. */
const readAtOnce = 2;

/** A file is read again only where it was written to. */
type Known = Omit<ConversationOnDisk, 'id'> & {
	/** Undefined: it is none, or only a newer program reads it. */
	readonly summary: ConversationSummary | undefined;
};

/** Lists the conversations of a folder, again and again. Failures: those of reading a folder. */
export function createChatLister(directory: string): () => Promise<Result<ChatList>> {
	const known = new Map<string, Known>();
	return async () => {
		const files = await conversationFiles(directory);
		if (!files.ok) {
			return files;
		}

		const newest = files.value.slice(0, mostListed);
		const isNewest = new Set(newest.map(({id}) => id));
		for (const id of [...known.keys()].filter(one => !isNewest.has(one))) {
			known.delete(id);
		}

		const summaries = await inTurns(newest, readAtOnce, async found => {
			const before = known.get(found.id);
			const now =
				before !== undefined && isSame(before, found) ? before : await read(directory, found);
			known.set(found.id, now);
			return now.summary;
		});
		return succeeded({
			chats: summaries
				.filter(summary => summary !== undefined)
				.toSorted((one, other) => other.changedWallMs - one.changedWallMs),
			leftOut: files.value.length - newest.length,
		});
	};
}

function isSame(known: Known, found: ConversationOnDisk): boolean {
	return known.sizeBytes === found.sizeBytes && known.writtenWallMs === found.writtenWallMs;
}

async function read(
	directory: string,
	{id, sizeBytes, writtenWallMs}: ConversationOnDisk,
): Promise<Known> {
	const file = await readConversationFile(pathOf(directory, id));
	const isDamaged = file.ok && file.value.problems.length > 0;
	const summary =
		file.ok && !isEmpty(file.value) ? summaryOf(file.value.records, isDamaged) : undefined;
	return {sizeBytes, writtenWallMs, summary: summary === undefined ? undefined : {...summary, id}};
}
