import type {Turn} from '../domain/chat.ts';
import type {
	Conversation,
	ConversationRecord,
	ConversationSummary,
	OpenedRecord,
	TurnPlace,
	TurnRecord,
} from '../domain/conversation.ts';

const longestTitle = 60;

/** A conversation after all its records; undefined where the first one is gone, or is not understood. */
export function conversationOf(records: readonly ConversationRecord[]): Conversation | undefined {
	const opened = records.find(record => record.type === 'opened');
	if (opened === undefined) {
		return undefined;
	}

	const places = placesOf(records);
	const said = records.flatMap(record => (record.type === 'turn' ? [record.turn] : []));
	const byId = new Map(said.map(turn => [turn.id, turn]));
	const {turns, forks} = followed(records, byId);
	const isFollowed = new Set(turns);
	const settings = records.findLast(record => record.type === 'settings')?.settings;
	return {
		id: opened.id,
		title: titleOf(records, turns),
		system: settings === undefined ? opened.system : settings.system,
		settings,
		forkedFrom: opened.forkedFrom,
		openedWallMs: opened.wallMs,
		changedWallMs: changedAt(opened, records),
		turns,
		interrupted: records.filter(record => record.type === 'interrupted'),
		others: said.filter(turn => !isFollowed.has(turn)),
		places,
		forks,
		lostTurns: lostTurns(records, byId),
		isDeleted: isDeleted(records),
	};
}

/** The same in one line of a list; undefined as above. `isDamaged` comes from who read the file. */
export function summaryOf(
	records: readonly ConversationRecord[],
	isDamaged: boolean,
): ConversationSummary | undefined {
	const conversation = conversationOf(records);
	if (conversation === undefined) {
		return undefined;
	}

	const {id, title, openedWallMs, changedWallMs, turns} = conversation;
	const isGone = conversation.isDeleted;
	return {
		...{id, title, openedWallMs, changedWallMs, isDamaged},
		turns: turns.length,
		isDeleted: isGone,
	};
}

/** A title of its first words, as long as nobody gave another. */
export function titleOfPrompt(prompt: string): string {
	const words = prompt.trim().replaceAll(/\s+/g, ' ');
	return words.length > longestTitle
		? `${words.slice(0, longestTitle - 1).toWellFormed()}…`
		: words;
}

/** All turns that stand in the same place, in the order in which they were said: a question that was asked again. */
export function versionsOf({places}: Pick<Conversation, 'places'>, id: string): readonly string[] {
	const place = places.find(one => one.id === id);
	return place === undefined
		? []
		: places.filter(({after}) => after === place.after).map(one => one.id);
}

function placesOf(records: readonly ConversationRecord[]): readonly TurnPlace[] {
	return records
		.filter(record => record.type === 'turn')
		.map(({turn: {id}, after, instead, isAside = false, wallMs, typed, remarks = []}) => ({
			...{id, after, instead, isAside, wallMs, typed, remarks},
		}));
}

type Followed = {readonly turns: readonly Turn[]; readonly forks: readonly string[]};

/**
 * The turns from the first to the head, which is what was said last or what was gone back to. A turn that follows
 * another one than the head at its time, and takes nobody's place, was said by a program that did not know of the head:
 * both stay, and that is told. Where the turn before it is lost, the one that was said before it in the file takes its
 * place, so that damage costs no other turn; going back to a turn that is not there goes nowhere.
 */
function followed(
	records: readonly ConversationRecord[],
	byId: ReadonlyMap<string, Turn>,
): Followed {
	const before = turnsBefore(records, byId);
	const forks: string[] = [];
	let head: string | undefined;
	for (const record of records) {
		if (record.type === 'turn' && record.isAside !== true) {
			const {after} = record;
			if (after !== head && !isLost(after, byId) && !isInPlace(record, before)) {
				forks.push(record.turn.id);
			}

			head = record.turn.id;
		} else if (record.type === 'rewound' && !isLost(record.to, byId)) {
			head = record.to;
		}
	}

	return {turns: chainTo(head, byId, before), forks};
}

function turnsBefore(
	records: readonly ConversationRecord[],
	byId: ReadonlyMap<string, Turn>,
): ReadonlyMap<string, string | undefined> {
	const before = new Map<string, string | undefined>();
	let last: string | undefined;
	for (const record of records) {
		if (record.type === 'turn') {
			before.set(record.turn.id, isLost(record.after, byId) ? last : record.after);
			last = record.isAside === true ? last : record.turn.id;
		}
	}

	return before;
}

function lostTurns(
	records: readonly ConversationRecord[],
	byId: ReadonlyMap<string, Turn>,
): readonly string[] {
	const named = records.flatMap(record => {
		switch (record.type) {
			case 'turn':
			case 'interrupted':
				return [record.after];
			case 'rewound':
				return [record.to];
			default:
				return [];
		}
	});
	return [...new Set(named.flatMap(id => (id !== undefined && isLost(id, byId) ? [id] : [])))];
}

function isLost(id: string | undefined, byId: ReadonlyMap<string, Turn>): boolean {
	return id !== undefined && !byId.has(id);
}

/** The turns before it, and itself. */
function chainTo(
	head: string | undefined,
	byId: ReadonlyMap<string, Turn>,
	before: ReadonlyMap<string, string | undefined>,
): readonly Turn[] {
	const turns: Turn[] = [];
	const seen = new Set<string>();
	for (let id = head; id !== undefined && !seen.has(id); id = before.get(id)) {
		const turn = byId.get(id);
		seen.add(id);
		if (turn !== undefined) {
			turns.push(turn);
		}
	}

	return turns.reverse();
}

/** Whether it takes the place of a turn that stands where it stands. */
function isInPlace(
	{after, instead}: TurnRecord,
	before: ReadonlyMap<string, string | undefined>,
): boolean {
	return instead !== undefined && before.has(instead) && before.get(instead) === after;
}

function titleOf(records: readonly ConversationRecord[], turns: readonly Turn[]): string {
	const renamed = records.findLast(record => record.type === 'renamed');
	if (renamed !== undefined) {
		return renamed.title;
	}

	const [first] = turns;
	const said =
		records.find(record => record.type === 'turn' && record.turn === first) ??
		records.find(({type}) => type === 'interrupted' || type === 'turn');
	return titleOfPrompt(said === undefined ? '' : wordsOf(said));
}

/** As it was typed: what was sent holds its files too. */
function wordsOf(record: ConversationRecord): string {
	if (record.type !== 'turn' && record.type !== 'interrupted') {
		return '';
	}

	const {content} = record.type === 'turn' ? record.turn.question : record.question;
	const typed = record.typed?.text ?? '';
	return typed.trim() === '' ? content : typed;
}

function changedAt(opened: OpenedRecord, records: readonly ConversationRecord[]): number {
	const last = records.findLast(record => record.type !== 'unknown');
	return last === undefined ? opened.wallMs : last.wallMs;
}

function isDeleted(records: readonly ConversationRecord[]): boolean {
	const last = records.findLast(({type}) => type === 'deleted' || type === 'undeleted');
	return last?.type === 'deleted';
}
