import type {Chance} from '../domain/chance.ts';
import {
	type Conversation,
	type ConversationFile,
	type ConversationRecord,
	type ConversationSummary,
	conversationSchema,
	type OpenedRecord,
} from '../domain/conversation.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parseConversation} from '../parsers/conversation.ts';
import {imagesApart} from '../parsers/conversation-images.ts';
import {conversationLine, parseConversationLine} from '../parsers/conversation-line.ts';
import {conversationOf, summaryOf} from '../rules/conversation.ts';
import {keptRecord, recordWithoutFigures} from '../rules/kept-record.ts';
import {appendLines, startLines} from '../transport/append-line.ts';
import {checksumOf, digestOf} from '../transport/checksum.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {listFolder} from '../transport/list-folder.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {inTurns} from './in-turns.ts';

/** Of one conversation that is read. */
export const mostConversationBytes = 2 ** 28;
/** Of one that more is said in: two programs that write their largest records at once stay below what is read. */
const mostWrittenBytes = mostConversationBytes - 2 ** 26;
/** Of one record with its pictures. */
const mostRecordBytes = 2 ** 26;
/** What a question with its answer takes, hardly ever more. */
const usualTurnBytes = 2 ** 20;
const fullReason =
	'the conversation is as long as one may become (192 MiB). Begin a new one: clusterdeck chat PROMPT.';
/** Of those in a list; the newest. */
const mostListed = 10_000;
const readAtOnce = 16;

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

export type Opening = Pick<OpenedRecord, 'wallMs' | 'forkedFrom' | 'system'> & {
	/** What is said in it first: the file is there with it, or not at all. */
	readonly said?: ConversationRecord | undefined;
};

/** A new file with its first records, and the id that it was given. Failures: those of a file that is made, of a record. */
export async function startConversation(
	directory: string,
	{wallMs, forkedFrom, system, said}: Opening,
	chance: Chance,
): Promise<Result<string>> {
	const id = newId(wallMs, chance);
	const record: OpenedRecord = {
		...{type: 'opened', wallMs, schema: conversationSchema, id},
		...{forkedFrom, system},
	};
	const path = pathOf(directory, id);
	const first = conversationLine(record, checksumOf);
	const lines = said === undefined ? succeeded([]) : await linesToKeep(path, said);
	if (!lines.ok) {
		return lines;
	}

	const started = await startLines(path, [first, ...lines.value].join('\n'));
	return started.ok ? succeeded(id) : started;
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
	const lines = await linesToKeep(path, record);
	if (!lines.ok) {
		return lines;
	}

	const isSaid = record.type === 'turn' || record.type === 'interrupted';
	return appendLinesTo(path, lines.value, isSaid ? mostWrittenBytes : mostConversationBytes);
}

/**
 * What is too large is not read back first; what a node told of itself never costs the turn. Failures: `rejected` where
 * they could not be read again, `tooLarge`.
 */
async function linesToKeep(
	path: string,
	record: ConversationRecord,
): Promise<Result<readonly string[]>> {
	const kept = keptRecord(record);
	const lines = await linesOf(path, kept);
	if (lines.reduce((sum, line) => sum + line.length, 0) > mostRecordBytes) {
		return failed({kind: 'tooLarge', where: path, limitBytes: mostRecordBytes});
	}

	if (problemIn(lines) === undefined) {
		return succeeded(lines);
	}

	const bare = await linesOf(path, recordWithoutFigures(kept));
	const problem = problemIn(bare);
	const reason = `it was not kept, as it could not be read again: ${problem ?? ''}.`;
	return problem === undefined ? succeeded(bare) : failed({kind: 'rejected', where: path, reason});
}

function problemIn(lines: readonly string[]): string | undefined {
	for (const line of lines) {
		const readBack = parseConversationLine(line, checksumOf);
		if ('problem' in readBack) {
			return readBack.problem;
		}
	}

	return undefined;
}

/** The record, and before it the pictures in it that the file does not hold. */
async function linesOf(path: string, whole: ConversationRecord): Promise<readonly string[]> {
	const {record, images} = imagesApart(whole, image => `sha256:${digestOf(image)}`);
	const line = conversationLine(record, checksumOf);
	if (images.size === 0 || record.type === 'unknown') {
		return [line];
	}

	const file = await readConversationFile(path);
	const records = file.ok ? file.value.records : [];
	const known = new Set(records.flatMap(one => (one.type === 'image' ? [one.id] : [])));
	const missing = [...images].filter(([id]) => !known.has(id));
	return [
		...missing.map(([id, base64]) =>
			conversationLine({type: 'image', wallMs: record.wallMs, id, base64}, checksumOf),
		),
		line,
	];
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

	if (isEmpty(file.value)) {
		return failed({kind: 'missing', where: path});
	}

	const opened = conversationOf(file.value.records);
	// A file that was copied is another conversation than the one that it was copied from.
	const conversation = opened === undefined ? undefined : {...opened, id};
	const isReadOnly = isNewer(file.value);
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
	return succeeded({path, file: file.value, conversation, isReadOnly, full});
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

export type ConversationList = {
	/** The one that was changed last first. */
	readonly list: readonly ConversationSummary[];
	/** How many nobody can read. */
	readonly unreadable: number;
	/** How many only a newer program can read. */
	readonly newer: number;
};

/** All conversations that can be read. Failures: those of reading a folder. */
export async function listConversations(directory: string): Promise<Result<ConversationList>> {
	const ids = await listIds(directory);
	if (!ids.ok) {
		return ids;
	}

	const all = await inTurns(ids.value, readAtOnce, async id => {
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
	});
}

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
			.filter(isConversationId)
			.slice(-mostListed),
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
	const text = await readTextFile(path, mostConversationBytes);
	return text.ok ? succeeded(parseConversation(text.value, {source: path, checksumOf})) : text;
}

/**
 * The time, so that names are in its order: the second for people, the millisecond in two characters. Then four that two
 * programs do not both draw.
 */
function newId(wallMs: number, chance: Chance): string {
	const [date = '', time = ''] = new Date(wallMs).toISOString().split('T');
	const milliseconds = (Math.floor(wallMs) % 1000).toString(36).padStart(2, '0');
	const drawn = Array.from({length: 4}, () => Math.floor(chance() * 36).toString(36)).join('');
	const second = time.slice(0, 8).replaceAll(':', '');
	return `${date.replaceAll('-', '')}-${second}-${milliseconds}${drawn}`;
}
