import {describe, expect, test} from 'vitest';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import {
	conversationOf,
	summaryOf,
	titleOfPrompt,
	versionsOf,
} from '../../source/rules/conversation.ts';
import {anAttempt, aTurn, atWallMs, opened, said} from '../helpers/chat-builders.ts';

describe('a conversation after all its records', () => {
	test('has its turns in order, and its first prompt as a title', () => {
		const records = [opened(), said(aTurn('a', 'Why is\n node 3   slow?')), said(aTurn('b'), 'a')];
		expect(conversationOf(records)).toMatchObject({
			title: 'Why is node 3 slow?',
			turns: [{id: 'a'}, {id: 'b'}],
			others: [],
			forks: [],
			openedWallMs: atWallMs,
			changedWallMs: atWallMs + 1000,
		});
	});

	test('follows what was said after it was rewound, and keeps what is no more followed', () => {
		const records: ConversationRecord[] = [
			opened(),
			said(aTurn('a')),
			said(aTurn('b'), 'a'),
			{type: 'rewound', wallMs: atWallMs, to: 'a'},
			said(aTurn('c'), 'a'),
		];
		expect(ids(records)).toEqual({turns: ['a', 'c'], others: ['b'], forks: []});
		expect(ids(records.slice(0, 4))).toEqual({turns: ['a'], others: ['b'], forks: []});
	});

	test('two programs that went on from the same turn are told, and never mixed', () => {
		const records = [
			opened(),
			said(aTurn('a')),
			said(aTurn('mine'), 'a'),
			said(aTurn('theirs'), 'a'),
			said(aTurn('mine too'), 'mine'),
		];
		expect(ids(records)).toEqual({
			turns: ['a', 'mine', 'mine too'],
			others: ['theirs'],
			forks: ['theirs', 'mine too'],
		});
	});

	test('a question that was asked again or edited takes its place in one record, and is no fork', () => {
		const again = {...said(aTurn('b2'), 'a'), instead: 'b'} as ConversationRecord;
		const records = [
			opened(),
			said(aTurn('a')),
			said(aTurn('b'), 'a'),
			said(aTurn('c'), 'b'),
			again,
		];
		expect(ids(records)).toEqual({turns: ['a', 'b2'], others: ['b', 'c'], forks: []});
		const first = {...said(aTurn('a2')), instead: 'a'} as ConversationRecord;
		expect(ids([...records, first])).toMatchObject({turns: ['a2'], forks: []});
		const elsewhere = {...said(aTurn('d'), 'a'), instead: 'c'} as ConversationRecord;
		expect(ids([...records.slice(0, 4), elsewhere])).toMatchObject({forks: ['d']});
		const conversation = conversationOf([...records, first]);
		expect(conversation && versionsOf(conversation, 'b')).toEqual(['b', 'b2']);
		expect(conversation && versionsOf(conversation, 'a2')).toEqual(['a', 'a2']);
		expect(conversation && versionsOf(conversation, 'gone')).toEqual([]);
	});

	test('an answer that is kept to be compared is followed only once it was chosen', () => {
		const aside = {...said(aTurn('b2'), 'a'), isAside: true} as ConversationRecord;
		const records = [opened(), said(aTurn('a')), aside, said(aTurn('b'), 'a')];
		expect(ids(records)).toEqual({turns: ['a', 'b'], others: ['b2'], forks: []});
		const chosen = {type: 'rewound', wallMs: atWallMs, to: 'b2'} as const;
		expect(ids([...records, chosen]).turns).toEqual(['a', 'b2']);
		expect(ids([...records, chosen, said(aTurn('c'), 'b2')])).toEqual({
			...{turns: ['a', 'b2', 'c'], others: ['b'], forks: []},
		});
	});

	test('going back is undone by going back to where it was', () => {
		const to = (turn: string | undefined) =>
			({type: 'rewound', wallMs: atWallMs, to: turn}) as const;
		const records = [opened(), said(aTurn('a')), said(aTurn('b'), 'a'), to(undefined), to('b')];
		expect(ids(records.slice(0, 4)).turns).toEqual([]);
		expect(ids(records).turns).toEqual(['a', 'b']);
	});

	test('has what was set last in it, and tells a question as it was typed', () => {
		const set = (settings: object): ConversationRecord => ({
			...{type: 'settings', wallMs: atWallMs, settings},
		});
		const typed = {text: 'why?', files: [{name: 'a.log', sizeBytes: 9, kind: 'text'}]};
		const records = [
			opened({system: 'be brief', forkedFrom: {id: 'x', turn: 'y'}}),
			{...said(aTurn('a')), typed} as ConversationRecord,
		];
		expect(conversationOf(records)).toMatchObject({
			...{system: 'be brief', settings: undefined, forkedFrom: {id: 'x', turn: 'y'}},
			places: [{id: 'a', after: undefined, isAside: false, wallMs: atWallMs + 1000, typed}],
		});
		const later = [...records, set({system: 'be long', node: 'pi-01'}), set({think: false})];
		expect(conversationOf(later.slice(0, 3))).toMatchObject({
			...{system: 'be long', settings: {node: 'pi-01'}},
		});
		expect(conversationOf(later)).toMatchObject({system: undefined, settings: {think: false}});
	});

	test('a turn that names itself or one that is gone ends no program', () => {
		expect(ids([opened(), said(aTurn('a'), 'a')]).turns).toEqual(['a']);
		expect(ids([opened(), said(aTurn('b'), 'gone')])).toMatchObject({turns: ['b'], forks: []});
	});

	test('a turn that is lost costs none of those before it, and going back to it goes nowhere', () => {
		const records = [opened(), said(aTurn('a')), said(aTurn('c'), 'lost'), said(aTurn('d'), 'c')];
		expect(ids(records)).toEqual({turns: ['a', 'c', 'd'], others: [], forks: []});
		const nowhere = {type: 'rewound', wallMs: atWallMs, to: 'lost'} as const;
		expect(ids([...records, nowhere])).toEqual({turns: ['a', 'c', 'd'], others: [], forks: []});
	});

	test('is renamed, deleted and brought back by the last word on it', () => {
		const renamed = {type: 'renamed', wallMs: atWallMs, title: 'Nodes'} as const;
		const deleted = {type: 'deleted', wallMs: atWallMs} as const;
		const back = {type: 'undeleted', wallMs: atWallMs} as const;
		expect(summaryOf([opened(), renamed, deleted], true)).toMatchObject({
			title: 'Nodes',
			isDeleted: true,
			isDamaged: true,
		});
		expect(summaryOf([opened(), deleted, back], false)).toMatchObject({isDeleted: false});
	});

	test('that was never answered is named by what was asked, and has no turn', () => {
		const question = {role: 'user', content: 'hello'} as const;
		const attempts = [anAttempt({outcome: {state: 'cancelled'}})];
		const asked = {
			type: 'interrupted',
			wallMs: atWallMs,
			after: undefined,
			question,
			attempts,
		} as const;
		expect(summaryOf([opened(), asked], false)).toMatchObject({title: 'hello', turns: 0});
		expect(conversationOf([opened(), asked])?.interrupted).toMatchObject([{question, attempts}]);
	});

	test('without its first record is none', () => {
		expect(conversationOf([said(aTurn('a'))])).toBeUndefined();
		expect(conversationOf([])).toBeUndefined();
	});
});

test('a long prompt is cut for a title, not within a character', () => {
	expect(titleOfPrompt('x'.repeat(61))).toHaveLength(60);
	expect(titleOfPrompt(`${'x'.repeat(58)}😀😀`)).toBe(`${'x'.repeat(58)}�…`);
});

function ids(records: readonly ConversationRecord[]) {
	const conversation = conversationOf(records);
	return {
		turns: conversation?.turns.map(({id}) => id),
		others: conversation?.others.map(({id}) => id),
		forks: conversation?.forks,
	};
}

test('the title of a question with files is what was typed, not what the files hold', () => {
	const turn = aTurn('t1', 'what is it?\n\na.py:\n```\nls\n```');
	const files = [{name: 'a.py', sizeBytes: 2, kind: 'text'}] as const;
	const withFile = {...said(turn), typed: {text: 'what is it?', files}} as ConversationRecord;
	expect(conversationOf([opened(), withFile])?.title).toBe('what is it?');
});
