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
import {conversationLine, parseConversationLine} from '../parsers/conversation-line.ts';
import {conversationOf, summaryOf} from '../rules/conversation.ts';
import {appendLine, startLines} from '../transport/append-line.ts';
import {checksumOf} from '../transport/checksum.ts';
import {listFolder} from '../transport/list-folder.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {inTurns} from './in-turns.ts';

/** Of one conversation. */
export const mostConversationBytes = 2 ** 28;
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
};

export type Opening = Pick<OpenedRecord, 'wallMs' | 'forkedFrom' | 'system'>;

/** The first record of a new file, and the id that it was given. Failures: those of a file that is made. */
export async function startConversation(
	directory: string,
	{wallMs, forkedFrom, system}: Opening,
	chance: Chance,
): Promise<Result<string>> {
	const id = newId(wallMs, chance);
	const record: OpenedRecord = {
		...{type: 'opened', wallMs, schema: conversationSchema, id},
		...{forkedFrom, system},
	};
	const line = conversationLine(record, checksumOf);
	const started = await startLines(pathOf(directory, id), line);
	return started.ok ? succeeded(id) : started;
}

/**
 * Adds a record to a conversation that was started or opened for it. When this succeeds it outlives the program, and the
 * machine's power. Failures: `rejected` where it could not be read again, `diskFull`, `denied`, `missing` where its file was removed.
 */
export async function appendRecord(
	directory: string,
	id: string,
	record: ConversationRecord,
): Promise<Result<void>> {
	const path = pathOf(directory, id);
	const line = conversationLine(record, checksumOf);
	const readBack = parseConversationLine(line, checksumOf);
	if ('problem' in readBack) {
		const reason = `it was not kept, as it could not be read again: ${readBack.problem}.`;
		return failed({kind: 'rejected', where: path, reason});
	}

	return appendLine(path, line);
}

/** Failures: `missing`, `unparseable` where nothing says what it is, `tooLarge`, `denied`. */
export async function readConversation(
	directory: string,
	id: string,
): Promise<Result<OpenConversation>> {
	const path = pathOf(directory, id);
	const file = await readFile(path);
	if (!file.ok) {
		return file;
	}

	const conversation = conversationOf(file.value.records);
	if (conversation === undefined) {
		const problem = 'its first line is not that of a conversation';
		return failed({kind: 'unparseable', where: path, problem});
	}

	const isReadOnly = (file.value.schema ?? conversationSchema) > conversationSchema;
	return succeeded({path, file: file.value, conversation, isReadOnly});
}

/** All conversations, the one that was changed last first; those that nobody can read are left out and counted. */
export async function listConversations(
	directory: string,
): Promise<Result<{readonly list: readonly ConversationSummary[]; readonly unreadable: number}>> {
	const ids = await listIds(directory);
	if (!ids.ok) {
		return ids;
	}

	const all = await inTurns(ids.value, readAtOnce, async id => {
		const file = await readFile(pathOf(directory, id));
		return file.ok ? summaryOf(file.value.records, file.value.problems.length > 0) : undefined;
	});
	const list = all.filter(summary => summary !== undefined);
	return succeeded({
		list: list.toSorted((one, other) => other.changedWallMs - one.changedWallMs),
		unreadable: all.length - list.length,
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

export function pathOf(directory: string, id: string): string {
	return `${directory}/${id}${suffix}`;
}

async function readFile(path: string): Promise<Result<ConversationFile>> {
	const text = await readTextFile(path, mostConversationBytes);
	return text.ok ? succeeded(parseConversation(text.value, {source: path, checksumOf})) : text;
}

/** The time, so that names are in its order, and six characters that two programs do not both draw. */
function newId(wallMs: number, chance: Chance): string {
	const [date = '', time = ''] = new Date(wallMs).toISOString().split('T');
	const drawn = Array.from({length: 6}, () => Math.floor(chance() * 36).toString(36)).join('');
	return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${drawn}`;
}
