import {expect, it} from 'vitest';
import {type ChatRow, chatRows, chatRowUnderCursor, workIn} from '../../source/store/chat-list.ts';
import {aTurn, opened, said} from '../helpers/chat-builders.ts';
import {anAsking} from '../helpers/chat-scenes.ts';
import {anOpening, aSummary, chatsWith} from '../helpers/open-chats.ts';

const noCursor = {listCursor: undefined};

function namesOf(rows: readonly ChatRow[]): readonly string[] {
	return rows.map(row => (row.kind === 'new' ? `new ${row.chat}` : row.summary.id));
}

it('what is new stands above what is kept, and the cursor is on what is shown', () => {
	const chat = chatsWith([aSummary('b'), aSummary('a')]);
	const rows = chatRows(chat, noCursor);

	expect(namesOf(rows)).toEqual(['new 0', 'b', 'a']);
	expect(chatRowUnderCursor(rows, chat, noCursor)).toBe(0);
	expect(chatRowUnderCursor(rows, chat, {listCursor: 'a'})).toBe(2);
	expect(chatRowUnderCursor(rows, chat, {listCursor: 'gone'})).toBe(-1);
});

it('a new conversation that is left is away, unless something was asked in it', () => {
	const nothing = anOpening(1, []);
	const asked = anOpening(2, []);
	const shown = anOpening(3, [opened({id: 'a'}), said(aTurn('t1'))]);
	const chat = chatsWith([aSummary('a')], {
		...{opened: [nothing, asked, shown], shown: 3},
		asked: [anAsking({asking: 7, chat: 2, text: 'still there?'})],
	});

	expect(chatRows(chat, noCursor)).toEqual([
		{kind: 'new', chat: 2, text: 'still there?'},
		{kind: 'kept', summary: aSummary('a')},
	]);
});

it('one that was deleted stays while the cursor is on it or its answers are shown', () => {
	const gone = aSummary('gone', {isDeleted: true});
	const chat = chatsWith([gone, aSummary('a')]);

	expect(namesOf(chatRows(chat, {listCursor: 'gone'}))).toEqual(['new 0', 'gone', 'a']);
	expect(namesOf(chatRows(chat, {listCursor: 'a'}))).toEqual(['new 0', 'a']);

	const shown = {...chat, opened: [anOpening(1, [opened({id: 'gone'})])], shown: 1};
	expect(namesOf(chatRows(shown, {listCursor: 'a'}))).toEqual(['gone', 'a']);
});

it('one that was kept since the list was read is in it', () => {
	const open = anOpening(1, [opened({id: 'late'}), said(aTurn('t1', 'Why so late?'))]);
	const chat = chatsWith([aSummary('a')], {opened: [open], shown: 1});

	expect(chatRows(chat, noCursor)[0]).toMatchObject({
		summary: {id: 'late', title: 'Why so late?', turns: 1},
	});
});

it('what is answered tells of its conversation before what waits, and a failure only where nothing goes on', () => {
	const opening = anOpening(1, [opened({id: 'a'})]);
	const failed = anAsking({
		asking: 1,
		chat: 1,
		phase: {state: 'failed', outcome: {state: 'cancelled', attempts: []}},
	});
	const queued = anAsking({asking: 2, chat: 1, phase: {state: 'queued'}});
	const routing = anAsking({asking: 3, chat: 1});
	const row = {kind: 'kept', summary: aSummary('a')} as const;
	const workOf = (...asked: readonly ReturnType<typeof anAsking>[]) =>
		workIn(chatsWith([], {opened: [opening], asked}), row)?.asking;

	expect(workOf(failed, queued, routing)).toBe(3);
	expect(workOf(failed, queued)).toBe(2);
	expect(workOf(failed)).toBe(1);
	expect(workOf(anAsking({asking: 4, chat: 5}))).toBeUndefined();
});

it('the rows that are kept are made once for each change of the list', () => {
	const chat = chatsWith(Array.from({length: 2000}, (_, index) => aSummary(`c${index}`)));
	const before = chatRows(chat, {listCursor: 'c5'});
	const after = chatRows({...chat, asked: [anAsking()]}, {listCursor: 'c5'});

	expect(after[2000]).toBe(before[2000]);
});
