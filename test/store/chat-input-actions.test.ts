import {describe, expect, it} from 'vitest';
import {chatCompletions} from '../../source/store/chat-completions.ts';
import {keyHints} from '../../source/store/key-words.ts';
import {ChatSession} from '../helpers/chat-session.ts';

const proposed = (chat: ChatSession) =>
	chatCompletions(chat.state).completions.map(({label}) => label);

const hints = (chat: ChatSession) =>
	keyHints(chat.state).map(({keys, words}) => `${keys.join(' ')} ${words}`);

describe('what is typed', () => {
	it('is edited by the keys of a line', () => {
		const chat = new ChatSession().type('one two').press('ctrl-w');
		expect(chat.typed).toBe('one ');
		expect(chat.press('ctrl-_').typed).toBe('one two');
		expect(chat.press('alt-_').typed).toBe('one ');
		expect(chat.press('ctrl-a', 'ctrl-k').typed).toBe('');
		expect(chat.type('a').press('ctrl-j').type('b').press('alt-enter').typed).toBe('a\nb\n');
		expect(chat.press('backspace', 'left', 'delete').type('c').typed).toBe('a\nc');
	});

	it('is no key of another place, whatever is typed', () => {
		const text = '123 jkgG?:/!pqrwes';
		expect(new ChatSession().type(text).typed).toBe(text);
	});

	it('goes up into questions from before, and comes back down', () => {
		const chat = new ChatSession().ask('one').answered('1').ask('two').answered('2').type('new');
		expect(chat.press('up').typed).toBe('two');
		expect(chat.press('up').typed).toBe('one');
		expect(chat.press('up').typed).toBe('one');
		expect(chat.press('down', 'down').typed).toBe('new');
	});

	it('moves in its rows before it goes to questions from before', () => {
		const chat = new ChatSession().ask('one').answered('1').type('a').press('ctrl-j').type('b');
		expect(chat.press('up').typed).toBe('a\nb');
		expect(chat.press('up').typed).toBe('one');
	});

	it('is pasted as one, also where the answers have the keys', () => {
		const chat = new ChatSession().type('see ').press('shift-tab').paste('a\nb\nc\nd\ne\nf\ng');
		expect([chat.typed, chat.chat.draft.text.length]).toEqual(['see a\nb\nc\nd\ne\nf\ng', 5]);
		expect(chat.chat.focus).toBe('input');
	});

	it('is edited elsewhere, and comes back', () => {
		const chat = new ChatSession().type('half').press('ctrl-g');
		expect(chat.effectsOf('editDraft')).toEqual([{type: 'editDraft', text: 'half'}]);
		chat.send({type: 'chats/draftEdited', edited: {ok: true, value: 'whole\n'}, atMs: 1});
		expect(chat.typed).toBe('whole');
	});
});

describe('an earlier question is looked for', () => {
	const asked = () =>
		new ChatSession().ask('apple pie').answered('1').ask('pear pie').answered('2').type('x');

	it('while its words are typed, then an older one, and is taken', () => {
		const chat = asked().press('ctrl-r').type('pie');
		expect(chat.chat.promptSearch).toMatchObject({query: 'pie', match: 1});
		expect(chat.press('ctrl-r', 'enter').typed).toBe('apple pie');
		expect(chat.open.size).toBe(0);
	});

	it('and left, which gives back what was typed', () => {
		expect(asked().press('ctrl-r').type('pie').press('esc').typed).toBe('x');
	});
});

describe('a command is completed', () => {
	it('by tab, with what is proposed first', () => {
		const chat = new ChatSession().type('/mod');
		expect(proposed(chat)[0]).toBe('/model');
		expect(chat.press('tab').typed).toBe('/model ');
		expect(proposed(chat)).toEqual(['qwen3:4b']);
		expect(chat.press('tab').typed).toBe('/model qwen3:4b');
	});

	it('by what is chosen, which enter takes and carries out', () => {
		const chat = new ChatSession().type('/node ').press('down', 'down');
		expect(proposed(chat)).toEqual(['any', 'gpu-01', 'gpu-02']);
		chat.press('enter').ask('why?');
		expect(chat.first.settings).toEqual({node: 'gpu-01'});
	});

	it('with names of nodes, models and conversations', () => {
		const chat = new ChatSession().ask('how hot is it?').answered('1');
		expect(proposed(chat.type('/chats '))).toEqual(['how hot is it?']);
		expect(proposed(chat.press('ctrl-u').type('/regen @'))).toEqual(['@gpu-01', '@gpu-02']);
	});

	it('no more once esc sent that away, until something is typed', () => {
		const chat = new ChatSession().type('/mo').press('esc');
		expect([proposed(chat), chat.chat.focus]).toEqual([[], 'input']);
		expect(proposed(chat.type('d'))[0]).toBe('/model');
	});
});

describe('esc', () => {
	it('closes what is proposed, then stops the answer, then goes to the answers, and back', () => {
		const chat = new ChatSession().ask('why?').type('/m').press('esc');
		expect(chat.effectsOf('stopTurn')).toEqual([]);
		expect(chat.press('esc').effectsOf('stopTurn')).toHaveLength(1);
		chat.cancelled('part').press('esc');
		expect(chat.chat.focus).toBe('transcript');
		expect(chat.press('esc').chat.focus).toBe('input');
	});
});

it('tab goes round: what is typed, the conversations; shift-tab to the answers', () => {
	const chat = new ChatSession().press('tab');
	expect(chat.chat.focus).toBe('list');
	expect(chat.press('tab').chat.focus).toBe('input');
	expect(chat.press('shift-tab').chat.focus).toBe('transcript');
	expect(chat.press('tab').chat.focus).toBe('list');
});

it('the line of speech hints at what keys do now', () => {
	const chat = new ChatSession();
	expect(hints(chat)).toEqual([
		...['enter send', 'ctrl-j new line', 'esc answers', 'tab chats', 'ctrl-r history'],
		'/ commands',
	]);
	expect(hints(chat.ask('why?'))).toContain('esc stop');
	expect(hints(chat.answered('1'))).toContain('/why this node');
	expect(hints(chat.ask('/edit'))).toContain('esc leaves the edit');
	expect(hints(chat.press('ctrl-u').type('/mo'))).toEqual(
		expect.arrayContaining(['esc closes', 'tab takes', 'up down choose']),
	);
	expect(hints(chat.press('esc', 'esc', 'esc'))).toEqual(
		expect.arrayContaining(['w why', 'e edit', 'esc input', '? help']),
	);
	expect(hints(chat)).not.toContain('[ ] versions');
	expect(hints(chat.press('tab'))).toEqual(expect.arrayContaining(['n new', 'D delete']));
});

it('the line of speech hints at what enter and brackets do with what the cursor is on', () => {
	const chat = new ChatSession().ask('why?').streamed('', 'let me see').answered('1');
	expect(hints(chat.press('esc'))).not.toContain('enter thoughts');
	chat.ask('i/regen').answered('2').press('esc');
	expect(hints(chat)).toContain('[ ] versions');
	chat.ask('i/compare 2 which?').answered('a').answered('b');
	expect(hints(chat)).toEqual(['up down select', 'enter go on', 'y copy', 'esc close']);
	expect(hints(chat.press('esc', 'esc'))).toContain('enter compare');
});
