import type {ConversationFile, InterruptedRecord, OpenedRecord} from '../domain/conversation.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {fileWriter, isWriterGone} from '../transport/file-writer.ts';
import {listFolder} from '../transport/list-folder.ts';
import {removeFile} from '../transport/remove-file.ts';
import {writeFileAtomically} from '../transport/write-file.ts';
import {firstLines} from './conversation-lines.ts';
import {
	appendRecord,
	beginConversation,
	isConversationId,
	pathOf,
	readConversationFile,
} from './conversations.ts';

/** A question that is under way, as it is kept should this program be killed. */
export type AskedNote = {
	/** The conversation that it is asked in, or begins. */
	readonly opened: OpenedRecord;
	readonly record: InterruptedRecord & {readonly killed: {readonly turn: string}};
};

const suffix = '.asked';

/**
 * Beside the conversations, a file of its own while its question is under way: what is written of a conversation is never
 * changed, and what came of an answer so far changes. Failures: those of a record, and of a file that is written.
 */
export async function writeAskedNote(
	directory: string,
	{opened, record}: AskedNote,
): Promise<Result<void>> {
	const path = notePath(directory, record.killed.turn);
	const lines = await firstLines(path, [opened, record]);
	return lines.ok
		? writeFileAtomically({path, text: `${lines.value.join('\n')}\n`, mode: 0o600})
		: lines;
}

/** Failures: `denied`. */
export function dropAskedNote(directory: string, turn: string): Promise<Result<void>> {
	return removeFile(notePath(directory, turn));
}

/**
 * Keeps the questions of programs that were killed as interrupted, each where it was asked. What cannot be kept now is
 * tried again with the next look. Failures: those of a folder that is read.
 */
export async function keepAbandoned(directory: string): Promise<Result<void>> {
	const names = await listFolder(directory, Number.POSITIVE_INFINITY);
	if (!names.ok) {
		return names;
	}

	for (const name of names.value) {
		if (name.endsWith(suffix) && isWriterGone(name)) {
			await keepNote(directory, `${directory}/${name}`);
		}
	}

	return succeeded(undefined);
}

function notePath(directory: string, turn: string): string {
	return `${directory}/.${turn}.${fileWriter}${suffix}`;
}

async function keepNote(directory: string, path: string): Promise<void> {
	const note = await readConversationFile(path);
	const records = note.ok ? note.value.records : [];
	const opened = records.find(record => record.type === 'opened');
	const record = records.find(one => one.type === 'interrupted');
	if (opened === undefined || record === undefined || !isConversationId(opened.id)) {
		return;
	}

	const kept = await keptIn(directory, opened, record);
	if (kept.ok) {
		await removeFile(path);
	}
}

async function keptIn(
	directory: string,
	opened: OpenedRecord,
	record: InterruptedRecord,
): Promise<Result<void>> {
	const {id} = opened;
	const there = await readConversationFile(pathOf(directory, id));
	if (!there.ok) {
		return there.failure.kind === 'missing'
			? beginConversation(directory, opened, [record])
			: there;
	}

	return isEnded(there.value, record) ? succeeded(undefined) : appendRecord(directory, id, record);
}

/** Its end was written, and the program killed before it could take its note away. */
function isEnded(
	{records}: ConversationFile,
	{killed, after, question, wallMs}: InterruptedRecord,
) {
	return records.some(
		record =>
			(record.type === 'turn' && record.turn.id === killed?.turn) ||
			(record.type === 'interrupted' &&
				(record.killed?.turn === killed?.turn ||
					(record.wallMs >= wallMs &&
						record.after === after &&
						record.question.content === question.content))),
	);
}
