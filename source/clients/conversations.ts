import {
	type Conversation,
	type ConversationFile,
	type ConversationRecord,
	conversationSchema,
	type OpenedRecord,
} from '../domain/conversation.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {conversationReader} from '../parsers/conversation.ts';
import {conversationOf} from '../rules/conversation.ts';
import {appendLines, startLines} from '../transport/append-line.ts';
import {checksumOf} from '../transport/checksum.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {listFolder} from '../transport/list-folder.ts';
import {readTextPieces} from '../transport/read-text-pieces.ts';
import {firstLines, linesToKeep} from './conversation-lines.ts';

/** Of one conversation that is read. */
export const mostConversationBytes = 2 ** 28;
/** Of one that more is said in: two programs that write their largest records at once stay below what is read. */
const mostWrittenBytes = mostConversationBytes - 2 ** 26;
/** What a question with its answer takes, hardly ever more. */
const usualTurnBytes = 2 ** 20;
const fullReason =
	'the conversation is as long as one may become (192 MiB). Begin a new one: clusterdeck chat PROMPT, or /new on the screen.';

const suffix = '.jsonl';
const idForm = /^\d{8}-\d{6}-[0-9a-z]{6}$/;

export type OpenConversation = {
	readonly path: string;
	readonly file: ConversationFile;
	readonly conversation: Conversation;
	/** A newer program wrote it: it can be read as far as it is understood, and nothing is added. */
	readonly isReadOnly: boolean;
	/** Why nothing more is to be said in it; undefined: there is room. */
	readonly full: string | undefined;
};

/**
 * A new file with its first record and what was said: it is there with all of it, or not at all. Failures: those of a
 * file that is made, of a record.
 */
export async function beginConversation(
	directory: string,
	opened: OpenedRecord,
	said: readonly ConversationRecord[],
): Promise<Result<void>> {
	const path = pathOf(directory, opened.id);
	const lines = await firstLines(path, [opened, ...said]);
	return lines.ok ? startLines(path, lines.value.join('\n')) : lines;
}

/**
 * Adds a record to a conversation that was started or opened for it, and the pictures that it asks about where they are
 * not in it yet. When this succeeds it outlives the program, and the machine's power. Failures: `rejected` where it could
 * not be read again or the conversation is full, `diskFull`, `denied`, `missing` where its file was removed.
 */
export async function appendRecord(
	directory: string,
	id: string,
	record: ConversationRecord,
): Promise<Result<void>> {
	const path = pathOf(directory, id);
	const lines = await linesToKeep(record, {path, knownImages: () => imagesIn(path)});
	if (!lines.ok) {
		return lines;
	}

	const isSaid = record.type === 'turn' || record.type === 'interrupted';
	return appendLinesTo(path, lines.value, isSaid ? mostWrittenBytes : mostConversationBytes);
}

async function imagesIn(path: string): Promise<ReadonlySet<string>> {
	const file = await readConversationFile(path);
	const records = file.ok ? file.value.records : [];
	return new Set(records.flatMap(one => (one.type === 'image' ? [one.id] : [])));
}

/** One write. Failures: those of appendRecord. */
export async function appendLinesTo(
	path: string,
	lines: readonly string[],
	mostBytes = mostConversationBytes,
): Promise<Result<void>> {
	const added = await appendLines(path, lines, mostBytes);
	return !added.ok && added.failure.kind === 'tooLarge'
		? failed({kind: 'rejected', where: path, reason: fullReason})
		: added;
}

/**
 * Failures: `missing`, `unparseable` where nothing says what it is, `unsupported` where only a newer program knows,
 * `tooLarge`, `denied`.
 */
export async function readConversation(
	directory: string,
	id: string,
): Promise<Result<OpenConversation>> {
	const path = pathOf(directory, id);
	const file = await readConversationFile(path);
	if (!file.ok) {
		return file;
	}

	return isEmpty(file.value)
		? failed({kind: 'missing', where: path})
		: openConversation({path, id}, file.value);
}

/** What was read, unless it is empty. Failures: those of `readConversation` but for reading. */
export async function openConversation(
	{path, id}: {readonly path: string; readonly id: string},
	file: ConversationFile,
): Promise<Result<OpenConversation>> {
	const opened = conversationOf(file.records);
	// A file that was copied is another conversation than the one that it was copied from.
	const conversation = opened === undefined ? undefined : {...opened, id};
	const isReadOnly = isNewer(file);
	if (conversation === undefined) {
		return failed(
			isReadOnly
				? {kind: 'unsupported', where: path, reason: newerReason}
				: {kind: 'unparseable', where: path, problem: 'no line says that it is a conversation'},
		);
	}

	const status = await readFileStatus(path);
	const isFull = status.ok && status.value.sizeBytes > mostWrittenBytes - usualTurnBytes;
	const full = isFull ? fullReason : undefined;
	return succeeded({path, file, conversation, isReadOnly, full});
}

/** Whether only a newer program may write it. */
export function isNewer({schema}: ConversationFile): boolean {
	return (schema ?? conversationSchema) > conversationSchema;
}

/** Nothing was ever acknowledged in it: it is no conversation. */
export function isEmpty({records, problems, leftOut}: ConversationFile): boolean {
	return records.length === 0 && problems.length === 0 && leftOut === 0;
}

export const newerReason = 'a newer clusterdeck wrote it: use that one for it.';

/** The ids that there are files of, oldest first. A folder that is not there has none. */
export async function listIds(directory: string): Promise<Result<readonly string[]>> {
	const names = await listFolder(directory, Number.POSITIVE_INFINITY);
	if (!names.ok) {
		return names.failure.kind === 'missing' ? succeeded([]) : names;
	}

	return succeeded(
		names.value
			.filter(name => name.endsWith(suffix))
			.map(name => name.slice(0, -suffix.length))
			.filter(isConversationId),
	);
}

export function isConversationId(text: string): boolean {
	return idForm.test(text);
}

/** Throws where it is no id: what a file says never chooses where something is written. */
export function pathOf(directory: string, id: string): string {
	if (!isConversationId(id)) {
		throw new Error('That is not the id of a conversation.');
	}

	return `${directory}/${id}${suffix}`;
}

/** Failures: `missing`, `tooLarge`, `denied`. */
export async function readConversationFile(path: string): Promise<Result<ConversationFile>> {
	const reader = conversationReader({source: path, checksumOf});
	const read = await readTextPieces(path, mostConversationBytes, reader.push);
	return read.ok ? succeeded(reader.end()) : read;
}
