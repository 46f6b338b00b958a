import type {ChatHit, ChatList, OpenedConversation} from '../domain/chat-event.ts';
import type {ConversationRecord, OpenedRecord} from '../domain/conversation.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {type AskedNote, dropAskedNote, keepAbandoned, writeAskedNote} from './asked-notes.ts';
import {chatHits} from './chat-hits.ts';
import {
	appendRecord,
	beginConversation,
	isConversationId,
	newerReason,
	pathOf,
	readConversation,
} from './conversations.ts';
import {createChatLister} from './list-chats.ts';
import {searchConversations} from './search-conversations.ts';

/** Where conversations are kept. What goes wrong there is a value; nothing of it throws. */
export type ChatArchive = {
	readonly list: () => Promise<Result<ChatList>>;
	readonly open: (id: string) => Promise<Result<OpenedConversation>>;
	/** Is there with all of it, or not at all. */
	readonly begin: (
		opened: OpenedRecord,
		said: readonly ConversationRecord[],
	) => Promise<Result<void>>;
	/** Of a question that is under way: should this program be killed, it is kept with the next look at the archive. */
	readonly note: (asked: AskedNote) => Promise<Result<void>>;
	readonly dropNote: (turn: string) => Promise<Result<void>>;
	readonly add: (id: string, record: ConversationRecord) => Promise<Result<Added>>;
	/** The first place of each conversation, the one that began last first. Failures: `cancelled` too. */
	readonly search: (words: string, signal: AbortSignal) => Promise<Result<readonly ChatHit[]>>;
};

/** `byOthers`: another program wrote to it since it was opened here, or written from here. */
export type Added = {readonly byOthers: boolean};

export type ChatFolder = {
	/** Where it would be, whether it is there or not; undefined: there is no home. */
	readonly path: string | undefined;
	/** Makes it where it is missing. */
	readonly open: () => Promise<Result<string>>;
};

/** Of conversations; more words find fewer. */
const mostFound = 200;
const noHome = failed({kind: 'missing', where: 'the environment variable HOME'});

/** The conversations of a folder, which other programs write to at the same time. */
export function createChatArchive({path: folder, open}: ChatFolder): ChatArchive {
	/** How long each file was when we had read or written it. */
	const seenBytes = new Map<string, number>();
	const sizeOf = async (directory: string, id: string): Promise<number | undefined> => {
		const status = await readFileStatus(pathOf(directory, id));
		return status.ok ? status.value.sizeBytes : undefined;
	};
	const see = (id: string, sizeBytes: number | undefined): void => {
		if (sizeBytes !== undefined) {
			seenBytes.set(id, sizeBytes);
		}
	};
	const lister = folder === undefined ? undefined : createChatLister(folder);
	return {
		...notesIn({path: folder, open}),
		async list() {
			if (folder === undefined || lister === undefined) {
				return noHome;
			}

			await keepAbandoned(folder);
			return lister();
		},
		async open(id) {
			if (folder === undefined || !isConversationId(id)) {
				return folder === undefined ? noHome : failed({kind: 'missing', where: id});
			}

			await keepAbandoned(folder);
			const sizeBytes = await sizeOf(folder, id);
			const read = await readConversation(folder, id);
			if (!read.ok) {
				return read;
			}

			see(id, sizeBytes);
			const {file, isReadOnly, full} = read.value;
			return succeeded({
				...{id, records: file.records},
				readOnlyBecause: isReadOnly ? newerReason : full,
				isDamaged: file.problems.length > 0,
			});
		},
		async begin(opened, said) {
			const directory = await open();
			if (!directory.ok) {
				return directory;
			}

			const begun = await beginConversation(directory.value, opened, said);
			if (begun.ok) {
				see(opened.id, await sizeOf(directory.value, opened.id));
			}

			return begun;
		},
		async add(id, record) {
			if (folder === undefined || !isConversationId(id)) {
				return folder === undefined ? noHome : failed({kind: 'missing', where: id});
			}

			const before = await sizeOf(folder, id);
			const added = await appendRecord(folder, id, record);
			if (!added.ok) {
				return added;
			}

			const byOthers = seenBytes.has(id) && before !== seenBytes.get(id);
			see(id, await sizeOf(folder, id));
			return succeeded({byOthers});
		},
		search: async (words, signal) =>
			folder === undefined ? noHome : searchChats(folder, words, signal),
	};
}

function notesIn({path, open}: ChatFolder): Pick<ChatArchive, 'note' | 'dropNote'> {
	return {
		async note(asked) {
			const directory = await open();
			return directory.ok ? writeAskedNote(directory.value, asked) : directory;
		},
		dropNote: async turn => (path === undefined ? noHome : dropAskedNote(path, turn)),
	};
}

async function searchChats(
	directory: string,
	words: string,
	signal: AbortSignal,
): Promise<Result<readonly ChatHit[]>> {
	const found: ChatHit[] = [];
	const enough = new AbortController();
	const searched = await searchConversations(directory, {
		...{words: words.split(/\s+/), mostHits: Number.MAX_SAFE_INTEGER},
		signal: AbortSignal.any([signal, enough.signal]),
		onFound(one) {
			found.push(...chatHits(one));
			if (found.length >= mostFound) {
				enough.abort();
			}
		},
	});
	return searched.ok || enough.signal.aborted ? succeeded(found) : searched;
}
