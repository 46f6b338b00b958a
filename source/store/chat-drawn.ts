import type {AnswerRemark, Turn} from '../domain/chat.ts';
import type {Conversation, InterruptedRecord, TypedQuestion} from '../domain/conversation.ts';
import type {Draft} from '../domain/draft.ts';
import {undecidedComparisons} from '../rules/compared-turns.ts';
import {type DraftWindow, draftRows} from '../rules/draft-rows.ts';
import type {PromptHistory} from '../rules/prompt-history.ts';
import {acceptPrompt, type PromptSearch} from '../rules/prompt-search.ts';
import {typedCells} from '../rules/typed-cells.ts';
import type {ChatScreen} from './chat-screen.ts';
import type {AskedTurn, ChatState, OpenChat} from './chat-state.ts';
import {remember} from './remember.ts';

/** One part of what was said, in the order in which it is read. */
export type Said =
	| {
			readonly kind: 'turn';
			readonly id: string;
			readonly turn: Turn;
			readonly typed: TypedQuestion | undefined;
			/** Beside its answer; what was told of the one before it is not told again. */
			readonly remarks: readonly AnswerRemark[];
			/** Which of several in the same place, the first being 1; undefined: it is the only one. */
			readonly version: {readonly index: number; readonly count: number} | undefined;
	  }
	| {readonly kind: 'interrupted'; readonly id: string; readonly record: InterruptedRecord}
	/** Answers side by side, of which none was chosen. */
	| {
			readonly kind: 'compared';
			readonly id: string;
			readonly turns: readonly [Turn, ...(readonly Turn[])];
			readonly typed: TypedQuestion | undefined;
	  }
	| {readonly kind: 'asked'; readonly id: string; readonly asked: AskedTurn};

/** The opening that is on the screen. */
export function shownOpening({opened, shown}: ChatState): OpenChat | undefined {
	return opened.find(({chat}) => chat === shown);
}

/** What is answered, waits or failed in it, in the order in which it was asked. */
export function askedInShown({asked, shown}: ChatState): readonly AskedTurn[] {
	return asked.filter(({chat}) => chat === shown);
}

/**
 * All that is read of what is on the screen. While a question is asked again, or another one in its place, what it takes
 * the place of is away; it comes back where that failed.
 */
export function saidInShown(chat: ChatState): readonly Said[] {
	const conversation = shownOpening(chat)?.conversation;
	const kept = conversation === undefined ? [] : saidIn(conversation);
	const asked = askedInShown(chat);
	const again = asked.find(({instead, comparison, phase}) => {
		const isUnderWay = phase.state !== 'queued' && phase.state !== 'failed';
		return instead !== undefined && comparison === undefined && isUnderWay;
	});
	const shown = again === undefined ? kept : upTo(kept, again.after);
	const isComparing = asked.some(
		({comparison, phase}) => comparison !== undefined && phase.state !== 'failed',
	);
	const told = isComparing ? shown.filter(({kind}) => kind !== 'compared') : shown;
	return [
		...asked.reduce(withoutKept, told),
		...asked.map(one => ({kind: 'asked', id: `asked ${one.asking}`, asked: one}) as const),
	];
}

/** A question that failed is kept as interrupted too, and is not read twice. */
function withoutKept(said: readonly Said[], {phase, after, text}: AskedTurn): readonly Said[] {
	const place =
		phase.state === 'failed'
			? said.findLastIndex(
					one =>
						one.kind === 'interrupted' &&
						one.record.after === after &&
						(one.record.typed?.text ?? one.record.question.content) === text,
				)
			: -1;
	return place === -1 ? said : said.toSpliced(place, 1);
}

/** A conversation is never changed: a new one is made where something is added to it. */
const saidBefore = new WeakMap<Conversation, readonly Said[]>();

function saidIn(conversation: Conversation): readonly Said[] {
	const known = saidBefore.get(conversation) ?? madeOf(conversation);
	saidBefore.set(conversation, known);
	return known;
}

function madeOf(conversation: Conversation): readonly Said[] {
	const {turns, places, interrupted} = conversation;
	const typed = new Map(places.map(place => [place.id, place.typed]));
	const remarks = remarksIn(conversation);
	const versions = versionsIn(conversation);
	const broken = Map.groupBy(
		interrupted.map(
			(record, index): Said => ({
				kind: 'interrupted',
				id: `interrupted ${index}`,
				record,
			}),
		),
		said => (said.kind === 'interrupted' ? said.record.after : undefined),
	);
	return [
		...(broken.get(undefined) ?? []),
		...turns.flatMap((turn): readonly Said[] => [
			{
				...{kind: 'turn', id: turn.id, turn, typed: typed.get(turn.id)},
				...{version: versions.get(turn.id), remarks: remarks.get(turn.id) ?? []},
			},
			...(broken.get(turn.id) ?? []),
		]),
		...undecidedComparisons(conversation).flatMap(([first, ...rest]): readonly Said[] =>
			first === undefined
				? []
				: [
						{
							...{kind: 'compared', id: `compared ${first.id}`, turns: [first, ...rest]},
							typed: typed.get(first.id),
						},
					],
		),
	];
}

function remarksIn({turns, places}: Conversation): ReadonlyMap<string, readonly AnswerRemark[]> {
	const told = new Map(places.map(({id, remarks}) => [id, remarks]));
	return new Map(
		turns.map(({id}, index) => {
			const before = new Set((told.get(turns[index - 1]?.id ?? '') ?? []).map(sameAs));
			return [id, (told.get(id) ?? []).filter(remark => !before.has(sameAs(remark)))];
		}),
	);
}

/** A prompt that is cut again is cut elsewhere: its number is not what is new. */
function sameAs(remark: AnswerRemark): string {
	return remark.kind === 'promptCut'
		? `${remark.kind} ${remark.node} ${remark.model}`
		: `${remark.kind} ${remark.digest} ${remark.otherDigest}`;
}

/** Of turns that stand in a place with others (rules/conversation.ts, versionsOf), for all at once. */
function versionsIn({places}: Conversation): ReadonlyMap<string, {index: number; count: number}> {
	const groups = Map.groupBy(places, ({after}) => after);
	return new Map(
		[...groups.values()]
			.filter(group => group.length > 1)
			.flatMap(group =>
				group.map(({id}, index) => [id, {index: index + 1, count: group.length}] as const),
			),
	);
}

function upTo(said: readonly Said[], turn: string | undefined): readonly Said[] {
	return said.slice(0, said.findIndex(({id}) => id === turn) + 1);
}

/** What is typed; while an earlier question is looked for, the one that was found. */
export function shownDraft({prompts}: ChatState, {draft, promptSearch}: ChatScreen): Draft {
	return promptSearch === undefined ? draft : foundPrompt(prompts, promptSearch);
}

/** Looked for once, however often it is drawn. */
const foundPrompt = remember((prompts: PromptHistory, search: PromptSearch) =>
	acceptPrompt(prompts, search),
);

export type DraftRoom = {
	readonly columns: number;
	readonly mostRows: number;
	/** Where the first row began that was shown before. */
	readonly from: number;
};

/** What is seen of what is typed. */
export type TypedWindow = DraftWindow;

/** The rows of what is typed that have room. */
export function draftWindow(draft: Draft, {columns, mostRows, from}: DraftRoom): TypedWindow {
	return draftRows(draft, {columns, widthOf: typedCells, mostRows}, from);
}
