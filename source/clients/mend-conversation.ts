import {
	type ConversationFile,
	type ConversationRecord,
	conversationSchema,
} from '../domain/conversation.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parseConversation} from '../parsers/conversation.ts';
import {conversationLine} from '../parsers/conversation-line.ts';
import {checksumOf} from '../transport/checksum.ts';
import {writeNumberedBackup} from '../transport/numbered-backup.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {writeFileAtomically} from '../transport/write-file.ts';
import {mostConversationBytes, pathOf} from './conversations.ts';

const backupsKept = 5;

export type Mended = {
	/** Lines that were left out. */
	readonly damaged: number;
	readonly kept: number;
	/** Where the file is as it was; undefined: nothing had to be changed. */
	readonly backup: string | undefined;
};

/**
 * Writes a conversation anew with what is whole of it, and keeps the old file beside it. A first line that is gone is
 * made from the name of the file. One that changes meanwhile is left alone: `rejected`, another program is saying
 * something in it. One of a newer program is left alone, too: `unsupported`.
 */
export async function mendConversation(directory: string, id: string): Promise<Result<Mended>> {
	const path = pathOf(directory, id);
	const before = await readTextFile(path, mostConversationBytes);
	if (!before.ok) {
		return before;
	}

	const file = parseConversation(before.value, {source: path, checksumOf});
	if ((file.schema ?? conversationSchema) > conversationSchema) {
		const reason = 'a newer clusterdeck wrote it: mend it with that one.';
		return failed({kind: 'unsupported', where: path, reason});
	}

	const damaged = file.problems.length + file.torn;
	const hasBeginning = file.records[0]?.type === 'opened' || file.records[0]?.type === 'unknown';
	if (damaged === 0 && hasBeginning) {
		return succeeded({damaged, kept: file.records.length, backup: undefined});
	}

	const backup = await writeNumberedBackup({path, text: before.value, keep: backupsKept});
	if (!backup.ok) {
		return backup;
	}

	const now = await readTextFile(path, mostConversationBytes);
	if (now.ok && now.value !== before.value) {
		const reason = 'another program writes it. Try again when that is done.';
		return failed({kind: 'rejected', where: path, reason});
	}

	const records = hasBeginning ? file.records : [beginningOf(file, id), ...file.records];
	const text = records.map(record => `${conversationLine(record, checksumOf)}\n`).join('');
	const written = await writeFileAtomically({path, text, mode: 0o600});
	return written.ok
		? succeeded({damaged, kept: file.records.length, backup: backup.value})
		: written;
}

function beginningOf({records}: ConversationFile, id: string): ConversationRecord {
	const first = records.find(record => record.type !== 'unknown');
	const [, year, month, day, hour, minute, second] =
		/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(id) ?? [];
	const named = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
	const wallMs = Number.isNaN(named) ? (first?.wallMs ?? 0) : named;
	return {
		type: 'opened',
		wallMs,
		schema: conversationSchema,
		id,
		forkedFrom: undefined,
		system: undefined,
	};
}
