import type {ConversationSummary} from '../domain/conversation.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {summaryOf} from '../rules/conversation.ts';
import {conversationFiles} from './conversation-files.ts';
import {pathOf, readConversationFile} from './conversations.ts';

/** How far the clock of a file server may be behind the one that records were written by. */
const mostSkewMs = 600_000;

/**
 * The id of the conversation that was changed last and not deleted, of all that there are; undefined: there is none. A
 * file is never older than its last record, so that those that were written to earlier need not be read. Failures: those
 * of reading a folder.
 */
export async function lastConversation(directory: string): Promise<Result<string | undefined>> {
	const files = await conversationFiles(directory);
	if (!files.ok) {
		return files;
	}

	let last: ConversationSummary | undefined;
	for (const {id, writtenWallMs} of files.value) {
		if (last !== undefined && writtenWallMs + mostSkewMs < last.changedWallMs) {
			break;
		}

		const file = await readConversationFile(pathOf(directory, id));
		const summary = file.ok ? summaryOf(file.value.records, false) : undefined;
		const isLater = (summary?.changedWallMs ?? 0) > (last?.changedWallMs ?? -1);
		last = summary !== undefined && !summary.isDeleted && isLater ? {...summary, id} : last;
	}

	return succeeded(last?.id);
}
