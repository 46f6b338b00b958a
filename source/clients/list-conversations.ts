import type {ConversationSummary} from '../domain/conversation.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {summaryOf} from '../rules/conversation.ts';
import {conversationFiles} from './conversation-files.ts';
import {isEmpty, isNewer, pathOf, readConversationFile} from './conversations.ts';
import {inTurns} from './in-turns.ts';

const mostListed = 10_000;
const readAtOnce = 16;

export type ConversationList = {
	/** The one that was changed last first. */
	readonly list: readonly ConversationSummary[];
	/** How many nobody can read. */
	readonly unreadable: number;
	/** How many only a newer program can read. */
	readonly newer: number;
	/** How many that were changed earlier were not looked at. */
	readonly unlisted: number;
};

/** The conversations that can be read, of the 10,000 that were written to last. Failures: those of reading a folder. */
export async function listConversations(directory: string): Promise<Result<ConversationList>> {
	const files = await conversationFiles(directory);
	if (!files.ok) {
		return files;
	}

	const all = await inTurns(files.value.slice(0, mostListed), readAtOnce, async ({id}) => {
		const file = await readConversationFile(pathOf(directory, id));
		const isDamaged = file.ok && file.value.problems.length > 0;
		if (file.ok && isEmpty(file.value)) {
			return 'empty';
		}

		const summary = file.ok ? summaryOf(file.value.records, isDamaged) : undefined;
		if (summary !== undefined) {
			return {...summary, id};
		}

		return file.ok && isNewer(file.value) ? 'newer' : 'unreadable';
	});
	return succeeded({
		list: all
			.filter(one => typeof one === 'object')
			.toSorted((one, other) => other.changedWallMs - one.changedWallMs),
		unreadable: all.filter(one => one === 'unreadable').length,
		newer: all.filter(one => one === 'newer').length,
		unlisted: Math.max(0, files.value.length - mostListed),
	});
}
