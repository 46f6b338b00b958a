import {describe, expect, it} from 'vitest';
import {drawnState} from '../../source/store/selectors.ts';
import {ChatSession} from '../helpers/chat-session.ts';

const three = () =>
	new ChatSession()
		.ask('one')
		.answered('1')
		.ask('/new')
		.ask('two')
		.answered('2')
		.ask('/new')
		.ask('three')
		.answered('3')
		.press('tab');

describe('the list of conversations', () => {
	it('is asked for once, when the tab is shown first', () => {
		const chat = new ChatSession().press('alt-1', '3', 'alt-6', '3');
		expect(chat.effectsOf('listChats')).toHaveLength(1);
	});

	it('has the newest change first, and enter opens the one under the cursor', () => {
		expect(three().press('j', 'j', 'enter').said).toEqual(['you one', '1']);
		expect(three().press('j', 'enter').said).toEqual(['you two', '2']);
	});

	it('D deletes the one under the cursor, u brings it back', () => {
		const chat = three().press('j', 'D');
		expect(chat.files.get('c2')?.at(-1)?.type).toBe('deleted');
		expect(chat.said).toEqual(['you three', '3']);
		chat.press('u');
		expect(chat.files.get('c2')?.at(-1)?.type).toBe('undeleted');
	});

	it('says what was deleted and how it is had back, and u opens nothing', () => {
		const chat = three().press('j', 'D');
		expect(chat.notice).toBe('Deleted "two": /undo brings it back, as u does in the list.');
		chat.press('u');
		expect(chat.notice).toBe('"two" is back.');
		expect(chat.said).toEqual(['you three', '3']);
		expect(chat.chat).toMatchObject({focus: 'list', listCursor: 'c2'});
	});

	it('e names the one under the cursor', () => {
		const chat = three().press('j', 'e');
		expect(chat.state.screen?.line?.text).toBe('two');
		chat.press('ctrl-u').type('zwei').press('enter');
		expect(chat.files.get('c2')?.at(-1)).toMatchObject({type: 'renamed', title: 'zwei'});
		expect(chat.press('enter').title).toBe('zwei');
	});

	it('/ looks for words in all of them', () => {
		const chat = three().press('/').type('sky').press('enter');
		expect(chat.effectsOf('searchChats')).toEqual([{type: 'searchChats', words: 'sky'}]);
		expect(chat.chat.pane).toBe('found');
	});

	it('n begins a new one, and a click opens one', () => {
		expect(three().press('n').said).toEqual([]);
		const target = {kind: 'chat', id: 'c1'} as const;
		const chat = three().send({type: 'mouse/clicked', target, atMs: 1});
		expect(chat.said).toEqual(['you one', '1']);
	});
});

it('a command goes to the tab, to a conversation and to a model', () => {
	const chat = three().press('alt-1', ':').type('chat one').press('enter');
	expect(chat.said).toEqual(['you one', '1']);
	chat.press('alt-1', ':').type('model qwen3:4b').press('enter');
	expect([chat.state.screen?.tab, chat.ask('why?').first.settings.model]).toEqual([
		...['chat', 'qwen3:4b'],
	]);
	chat.press('alt-1', ':').type('model nope').press('enter');
	expect(chat.state.screen?.line?.problem).toBe('No node has the model nope. Try qwen3:4b');
});

it('an answer goes on while the rack is paused', () => {
	const chat = new ChatSession().press('alt-1', 'p', '3').ask('why?').streamed('be');
	expect(chat.said).toEqual(['streaming why?']);
	expect(chat.answered('because').said).toEqual(['you why?', 'because']);
	expect(chat.state.paused).toBeDefined();
	expect(drawnState(chat.state).chat).toBe(chat.state.chat);
});
