import {
	type ConversationFile,
	type ConversationRecord,
	conversationSchema,
} from '../domain/conversation.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {conversationLine} from '../parsers/conversation-line.ts';
import {checksumOf} from '../transport/checksum.ts';
import {
	appendLinesTo,
	isNewer,
	newerReason,
	pathOf,
	readConversationFile,
} from './conversations.ts';

export type Mended = {
	/** Lines that are left out from now on. */
	readonly leftOut: number;
	readonly kept: number;
	/** Whether anything had to be written. */
	readonly isChanged: boolean;
};

/**
 * Says in the conversation itself which of its lines nobody can read, so that they are left out without another word. No
 * byte of it is changed or moved: another program may say something in it at the same moment, and nothing of that is lost.
 * Where no line says that it is a conversation, one is written, from the name of the file. One of a newer program is left
 * alone: `unsupported`.
 */
export async function mendConversation(
	directory: string,
	id: string,
	wallMs: number,
): Promise<Result<Mended>> {
	const path = pathOf(directory, id);
	const read = await readConversationFile(path);
	if (!read.ok) {
		return read;
	}

	const file = read.value;
	if (isNewer(file)) {
		return failed({kind: 'unsupported', where: path, reason: newerReason});
	}

	const leftOut = file.problems.length + file.torn;
	const kept = file.records.length;
	const hasBeginning = file.records.some(({type}) => type === 'opened');
	if (leftOut === 0 && hasBeginning) {
		return succeeded({leftOut, kept, isChanged: false});
	}

	const mended: ConversationRecord = {type: 'mended', wallMs, leftOut: file.flawed};
	const records = hasBeginning ? [mended] : [beginningOf(file, id), mended];
	const lines = records.map(record => conversationLine(record, checksumOf));
	const written = await appendLinesTo(path, lines);
	return written.ok ? succeeded({leftOut, kept, isChanged: true}) : written;
}

function beginningOf({records}: ConversationFile, id: string): ConversationRecord {
	const first = records.find(record => record.type !== 'unknown');
	const [, year, month, day, hour, minute, second] =
		/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(id) ?? [];
	const named = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
	const wallMs = Number.isNaN(named) ? (first?.wallMs ?? 0) : named;
	return {type: 'opened', wallMs, schema: conversationSchema, id};
}
