import type {ChatArchive} from '../clients/chat-archive.ts';
import type {Chance} from '../domain/chance.ts';
import type {KeptRecords} from '../domain/chat-asking.ts';
import type {ConversationRecord, OpenedRecord} from '../domain/conversation.ts';
import type {Failure} from '../domain/failure.ts';
import type {Result} from '../domain/result.ts';
import {openedRecord} from '../rules/conversation-id.ts';

export type ToKeep = Partial<Pick<OpenedRecord, 'forkedFrom' | 'system'>> & {
	/** The opening; undefined: the conversation is not open. */
	readonly chat: number | undefined;
	/** Undefined: it begins with these, or began with others of this opening meanwhile. */
	readonly id: string | undefined;
	readonly records: readonly ConversationRecord[];
	readonly wallMs: number;
	/** What it begins with where it has no id; undefined: made now. */
	readonly opened?: OpenedRecord | undefined;
};

export type Kept = KeptRecords & {
	/** Another program wrote to it since it was opened here: there is more in it than we know. */
	readonly byOthers: boolean;
};

export type ChatKeeper = {
	readonly keep: (records: ToKeep) => Promise<Kept>;
	/** When all is written, or could not be. */
	readonly settled: () => Promise<unknown>;
};

/** What could not be written and is tried again with the next record. */
type Waiting = {
	/** Undefined: the conversation is there. */
	readonly opened: OpenedRecord | undefined;
	readonly records: readonly ConversationRecord[];
};

/**
 * Writes one record after another, each before the next. What cannot be kept is tried again with what follows it in the
 * same conversation: a disk that has room again has all that was said.
 */
export function createChatKeeper(
	archive: Pick<ChatArchive, 'begin' | 'add'>,
	chance: Chance,
): ChatKeeper {
	const ids = new Map<number, string>();
	const waiting = new Map<string, Waiting>();
	let last: Promise<unknown> = Promise.resolve();

	async function begin(toKeep: ToKeep): Promise<Kept> {
		const {chat, records, wallMs, forkedFrom, system} = toKeep;
		const opened = toKeep.opened ?? openedRecord({wallMs, forkedFrom, system}, chance);
		const {id} = opened;
		if (chat !== undefined) {
			ids.set(chat, id);
		}

		const begun = await archive.begin(opened, records);
		if (!begun.ok) {
			waiting.set(id, {opened, records});
		}

		return {id, records: [opened, ...records], failure: failureOf(begun), byOthers: false};
	}

	async function add(id: string, records: readonly ConversationRecord[]): Promise<Kept> {
		const {opened, records: unkept = []} = waiting.get(id) ?? {};
		const all = [...unkept, ...records];
		const added = opened === undefined ? await addAll(id, all) : await beginWith(opened, all);
		if (added.left.length === 0) {
			waiting.delete(id);
		} else {
			waiting.set(id, {opened, records: added.left});
		}

		return {id, records, failure: added.failure, byOthers: added.byOthers};
	}

	async function beginWith(opened: OpenedRecord, records: readonly ConversationRecord[]) {
		const begun = await archive.begin(opened, records);
		return {left: begun.ok ? [] : records, failure: failureOf(begun), byOthers: false};
	}

	async function addAll(id: string, records: readonly ConversationRecord[]) {
		let byOthers = false;
		for (const [index, record] of records.entries()) {
			const added = await archive.add(id, record);
			if (!added.ok) {
				const left = records.slice(isForGood(added.failure) ? index + 1 : index);
				return {left, failure: added.failure, byOthers};
			}

			byOthers ||= added.value.byOthers;
		}

		return {left: [], failure: undefined, byOthers};
	}

	return {
		keep(records) {
			const kept = last.then(() => {
				const id = records.id ?? (records.chat === undefined ? undefined : ids.get(records.chat));
				return id === undefined ? begin(records) : add(id, records.records);
			});
			last = kept;
			return kept;
		},
		settled: () => last,
	};
}

function failureOf(written: Result<unknown>): Failure | undefined {
	return written.ok ? undefined : written.failure;
}

/** The next record may be kept, this one never. */
function isForGood({kind}: Failure): boolean {
	return kind === 'rejected' || kind === 'tooLarge';
}
