import type {NodeName} from '../../source/domain/ids.ts';
import {describe, expect, it} from 'vitest';
import type {AskedFile} from '../../source/domain/chat-asking.ts';
import {ChatSession} from '../helpers/chat-session.ts';
import {aSample} from '../helpers/node-builders.ts';

const asked = () => new ChatSession().ask('one').answered('1').ask('two').answered('2');

describe('how a question is asked', () => {
	it.each([
		['/model qwen3', {model: 'qwen3:4b'}],
		['/model qwen3:4b@gpu-02', {model: 'qwen3:4b', node: 'gpu-02'}],
		['/node gpu-02', {node: 'gpu-02'}],
		['/route round-robin', {routing: 'round-robin'}],
		['/think off', {think: false}],
		['/think high', {think: 'high'}],
		['/system be short', {system: 'be short'}],
		['/set temperature 0.2', {options: {temperature: 0.2}}],
		['/set stop "END"', {options: {stop: ['END']}}],
	])('%s is so from then on', (command, settings) => {
		const chat = new ChatSession().ask(command);
		expect([chat.typed, chat.problem]).toEqual(['', '']);
		expect(chat.ask('why?').first.settings).toEqual(settings);
	});

	it('is as configured again where that is said', () => {
		const chat = new ChatSession();
		chat.ask('/node gpu-02').ask('/set seed 7').ask('/think on').ask('/system x');
		chat.ask('/node any').ask('/set seed default').ask('/think default').ask('/system default');
		expect(chat.ask('why?').first.settings).toEqual({options: {}});
	});

	it('is told where nothing else is asked for', () => {
		const chat = new ChatSession().ask('/set seed 7').ask('/set');
		expect(chat.state.screen?.toast?.what).toEqual({
			kind: 'notice',
			notice: {kind: 'chatSetting', setting: 'options', value: 'seed 7'},
		});
	});

	it('is written at once where something was said', () => {
		const chat = asked().ask('/node gpu-02');
		expect(chat.files.get('c1')?.at(-1)).toMatchObject({
			type: 'settings',
			settings: {node: 'gpu-02'},
		});
	});

	it.each([
		['/model nonsense', 'No node has the model nonsense. Try qwen3:4b'],
		['/node gpu-07', 'Not a node: gpu-07. Try gpu-01'],
		['/model qwen3@nowhere', 'Not a node: nowhere. Try gpu-01'],
	])('%s is said to be wrong, and stays typed', (command, problem) => {
		const chat = new ChatSession().ask(command);
		expect([chat.problem, chat.typed]).toEqual([problem, command]);
	});

	it('is said to be wrong until the next key', () => {
		const chat = new ChatSession().ask('/node gpu-07').type('x');
		expect([chat.problem, chat.typed]).toEqual(['', '/node gpu-07x']);
	});

	it('lets a model be chosen where none is named', () => {
		expect(new ChatSession().ask('/model').typed).toBe('/model ');
	});
});

describe('an answer', () => {
	it('is copied, or the one so many back', () => {
		const chat = asked().ask('/copy').ask('/copy 2');
		expect(chat.effectsOf('copyText').map(({text}) => text)).toEqual(['2', '1']);
	});

	it('gives its code', () => {
		const chat = new ChatSession().ask('how?').answered('so:\n```\nls\n```\nor\n```\npwd\n```');
		chat.ask('/code').ask('/code 2').ask('/code 3');
		expect(chat.effectsOf('copyText').map(({text}) => text)).toEqual(['pwd', 'ls']);
		expect(chat.problem).toBe('There are only 2 blocks of code in that answer.');
	});

	it('is given again, in its place', () => {
		const chat = asked().ask('/regen');
		expect(chat.first).toMatchObject({text: 'two', after: 't1', instead: 't2'});
		expect(chat.said).toEqual(['you one', '1', 'routing two']);
		expect(chat.answered('2b').said).toEqual(['you one', '1', 'you two', '2b']);
	});

	it('is given again by another node, this once', () => {
		const chat = asked().ask('/regen @gpu-02');
		expect(chat.first.settings).toEqual({node: 'gpu-02'});
		expect(chat.answered('2b').ask('three').first.settings).toEqual({});
	});

	it('comes to an edited question in the place of the old one', () => {
		const chat = asked().ask('/edit 2');
		expect(chat.typed).toBe('one');
		chat.ask(' and a half');
		expect(chat.first).toMatchObject({text: 'one and a half', after: undefined, instead: 't1'});
		expect(chat.answered('1.5').said).toEqual(['you one and a half', '1.5']);
	});

	it('to an edit that is left is none', () => {
		const chat = asked().ask('/edit').press('esc', 'ctrl-u').ask('three');
		expect(chat.first).toMatchObject({text: 'three', after: 't2', instead: undefined});
	});

	it('is taken back with its question, which is typed again, and can be had back', () => {
		const chat = asked().ask('/rewind');
		expect([chat.said, chat.typed]).toEqual([['you one', '1'], 'two']);
		expect(chat.notice).toBe('Taken back: /undo brings it back.');
		chat.press('ctrl-u').ask('/undo');
		expect(chat.said).toEqual(['you one', '1', 'you two', '2']);
		expect(chat.ask('/rewind 2').said).toEqual([]);
	});

	it('begins another conversation', () => {
		const chat = asked().ask('/fork 2');
		expect(chat.said).toEqual(['you one', '1']);
		expect(chat.notice).toBe('A new conversation goes on from here: "one" stays as it is.');
		chat.ask('other').answered('3');
		expect(chat.files.get('c2')).toHaveLength(3);
		expect(chat.ask('/chats c1').said).toEqual(['you one', '1', 'you two', '2']);
	});
});

describe('a conversation', () => {
	it('is called as its first question, or as it is named', () => {
		const chat = asked();
		expect(chat.title).toBe('one');
		expect(chat.ask('/rename Slurm arrays').title).toBe('Slurm arrays');
	});

	it('that is deleted is away, and can be brought back', () => {
		const chat = asked().ask('/delete');
		expect([chat.said, chat.files.get('c1')?.at(-1)?.type]).toEqual([[], 'deleted']);
		expect(chat.ask('/undo').said).toEqual(['you one', '1', 'you two', '2']);
		expect(chat.files.get('c1')?.at(-1)?.type).toBe('undeleted');
	});

	it('is exported', () => {
		const chat = asked().ask('/export json /tmp/x.json');
		expect(chat.effectsOf('exportChat')).toMatchObject([
			{format: 'json', path: '/tmp/x.json', conversation: {id: 'c1'}},
		]);
	});

	it('is found by what was said in it', () => {
		const chat = asked().ask('/search two');
		expect(chat.effectsOf('searchChats')).toEqual([{type: 'searchChats', words: 'two'}]);
		const hit = {id: 'c1', title: 'one', changedWallMs: 0, turn: 't1', excerpt: '', from: 0, to: 0};
		const found = {ok: true, value: [hit]} as const;
		chat.send({type: 'chats/found', words: 'older', found: {ok: true, value: []}, atMs: 1});
		expect(chat.state.chat.search?.found.state).toBe('loading');
		chat.send({type: 'chats/found', words: 'two', found, atMs: 2}).press('enter');
		expect(chat.chat).toMatchObject({pane: undefined, focus: 'transcript', turn: 't1'});
	});
});

describe('what was found in an answer that is not followed', () => {
	const goTo = (chat: ChatSession, turn: string) => {
		const hit = {id: 'c1', title: 'one', changedWallMs: 0, turn, excerpt: '', from: 0, to: 0};
		const found = {ok: true, value: [hit]} as const;
		chat.ask('/search x').send({type: 'chats/found', words: 'x', found, atMs: 2});
		return chat.press('enter');
	};

	it('is gone to by the one in its place, and [ shows it', () => {
		const chat = asked().ask('/regen').answered('other');
		goTo(chat, 't2');
		expect(chat.chat.turn).toBe('t3');
		expect(chat.problem).toContain('found in another version');
		expect(chat.press('[').said).toEqual(['you one', '1', 'you two', '2']);
	});

	it('is gone to also where its conversation is read first', () => {
		const before = asked().ask('/regen').answered('other');
		const chat = new ChatSession();
		for (const [id, records] of before.files) {
			chat.files.set(id, records);
		}

		goTo(chat, 't2');
		expect([chat.chat.turn, chat.chat.focus]).toEqual(['t3', 'transcript']);
	});

	it('stands among those that were compared where none was chosen', () => {
		const chat = asked().ask('/compare 2 which?').answered('a').answered('b').press('esc');
		goTo(chat, 't4');
		expect(chat.chat.turn).toBe('compared t3');
		expect(chat.problem).toBe('');
	});
});

describe('a file', () => {
	const file: AskedFile = {
		...{path: '~/a.py', name: 'a.py', sizeBytes: 2, content: 'ls'},
		kind: 'text',
	};

	it('goes with the next question and no other', () => {
		const chat = new ChatSession().ask('/file ~/a.py');
		expect(chat.effectsOf('readChatFile')).toMatchObject([{path: '~/a.py', kind: 'text'}]);
		chat.send({
			...{type: 'chats/fileRead', chat: 0, path: file.path, atMs: 1},
			read: {ok: true, value: file},
		});
		chat.ask('what is it?');
		expect(chat.first.question.content).toBe('what is it?\n\na.py:\n```\nls\n```');
		expect(chat.answered('x').said).toEqual(['you what is it?', 'x']);
		expect(chat.ask('and?').first.files).toEqual([]);
	});

	it('that is not to go with it is taken away by none', () => {
		const chat = new ChatSession();
		expect(chat.ask('/file none').problem).toContain('Nothing of that kind');
		chat.press('ctrl-u').send({
			...{type: 'chats/fileRead', chat: 0, path: file.path, atMs: 1},
			read: {ok: true, value: file},
		});
		expect(chat.ask('/image none').problem).toContain('Nothing of that kind');
		expect(chat.press('ctrl-u').ask('/file none').ask('what?').first.files).toEqual([]);
		expect(chat.effectsOf('readChatFile')).toEqual([]);
	});

	it('is there again when its question is asked again', () => {
		const chat = new ChatSession();
		chat.send({
			...{type: 'chats/fileRead', chat: 0, path: file.path, atMs: 1},
			read: {ok: true, value: file},
		});
		chat.ask('what is it?').answered('x').ask('/regen');
		expect(chat.first).toMatchObject({text: 'what is it?', files: [{name: 'a.py', content: 'ls'}]});
	});
});

it('a template is typed when it was read', () => {
	const chat = new ChatSession().ask('/prompt review the queue');
	const template = {ok: true, value: 'Review $ARGUMENTS.'} as const;
	chat.send({type: 'chats/templateRead', name: 'review', words: 'the queue', template, atMs: 1});
	expect(chat.typed).toBe('Review the queue.');
});

it.each([
	['/regen', 'Nothing to regenerate: ask something first.'],
	['/edit', 'There is no question to edit: ask something first.'],
	['/edit 2', 'There is no answer yet: ask something first.'],
	['/rewind', 'There is no answer yet: ask something first.'],
	['/fork', 'There is no answer yet: ask something first.'],
	['/copy', 'There is no answer yet: ask something first.'],
	['/code', 'There is no answer yet: ask something first.'],
	['/export', 'There is nothing to export: ask something first.'],
	['/delete', 'Nothing of it was kept: there is nothing to delete.'],
	['/undo', 'Nothing was deleted or taken back since the program began.'],
	['/rename x', 'It gets its name from its first question: ask something first.'],
	['/why', 'Ask something first: then this says why its node was chosen.'],
	['/search', 'Say what to look for: /search WORDS'],
	['/chats x', 'No conversation is called x: /search looks in what was said.'],
	['/compare 2', 'Nothing to compare: add a question, as in /compare 2 why is the sky blue?'],
	['/compare 3 why?', 'There are only 2 nodes that answer, with 1 model: too few to compare 3.'],
	['/compare a b -- c', 'Neither a node nor a model: a. For example /compare gpu-01 gpu-02'],
	['/prompt', 'There is no template: write prompts/NAME.md beside the configuration.'],
	['/nonsense', 'unknown'],
])('%s says why it cannot be done where nothing was said', (command, problem) => {
	const chat = new ChatSession().ask(command);
	expect([chat.problem, chat.typed]).toEqual([problem, command]);
});

it.each(['/regen', '/edit', '/rewind', '/delete', '/compare 2'])(
	'%s waits for the answer that is under way',
	command => {
		const chat = asked().ask('three').ask(command);
		expect([chat.problem, chat.typed]).toEqual(['An answer is under way: esc stops it.', command]);
	},
);

describe('/compare', () => {
	const compared = () => new ChatSession().ask('one').answered('1').ask('/compare 2 which?');

	it('asks the same of as many nodes at once', () => {
		const chat = compared();
		const open = [...chat.open.values()];
		expect(open.map(({text, settings}) => [text, settings.node])).toEqual([
			['which?', 'gpu-01'],
			['which?', 'gpu-02'],
		]);
		expect(new Set(open.map(({comparison}) => comparison)).size).toBe(1);
		expect(chat.chat.pane).toBe('compare');
	});

	it('asks nobody who has no room for the model', () => {
		const chat = new ChatSession(['gpu-01', 'gpu-02', 'gpu-03']).ask('one').answered('1');
		const memory = {totalBytes: 8e9, availableBytes: 1e8, sharedBytes: 0};
		const sample = aSample({
			...{uptimeSeconds: 9, memory: {...memory, swapTotalBytes: 0, swapFreeBytes: 0}},
		});
		const node = 'gpu-01' as NodeName;
		chat.send({type: 'node/sampled', node, sample, atMs: 9000, tookMs: 1});
		const open = [...chat.ask('/compare 2 which?').open.values()];
		expect(open.map(({settings}) => settings.node)).toEqual(['gpu-02', 'gpu-03']);
	});

	it('goes on with the one that is chosen', () => {
		const chat = compared();
		const [one, other] = chat.open.values();
		if (one === undefined || other === undefined) {
			throw new Error('two are asked');
		}

		chat.answered('b', other).answered('a', one);
		expect(chat.said).toEqual(['you one', '1', 'compared b | a']);
		chat.press('right', 'enter');
		expect(chat.said).toEqual(['you one', '1', 'you which?', 'b']);
		expect(chat.ask('next').first.after).toBe('t2');
	});

	it('asks what was asked last again, in its place, of nodes that are named', () => {
		const chat = new ChatSession().ask('one').answered('1').ask('/compare gpu-02 qwen3@gpu-01');
		expect([...chat.open.values()]).toMatchObject([
			{text: 'one', instead: 't1', after: undefined, settings: {node: 'gpu-02'}},
			{text: 'one', instead: 't1', settings: {node: 'gpu-01', model: 'qwen3:4b'}},
		]);
	});

	it('goes on from no answer that is not whole', () => {
		const chat = compared().press('enter');
		expect(chat.problem).toBe('That answer is not whole: it cannot be gone on from.');
	});

	it('keeps what is asked behind it waiting until all of them are over', () => {
		const chat = compared().press('esc').ask('next');
		expect(chat.answered('a').said).toEqual([...['you one', '1', 'routing which?', 'queued next']]);
		expect(chat.answered('b').said).toEqual(['you one', '1', 'compared a | b', 'routing next']);
		expect(chat.answered('2').said).toEqual(['you one', '1', 'you next', '2']);
	});

	it('can be looked at again where none was chosen', () => {
		const chat = compared().answered('a').answered('b').press('esc');
		expect(chat.problem).toBe('No answer was chosen: /compare shows them again.');
		expect(chat.ask('/compare').chat.pane).toBe('compare');
		expect(chat.press('enter', 'esc').problem).toBe('');
		expect(chat.said).toEqual(['you one', '1', 'you which?', 'a']);
		expect(new ChatSession().ask('/compare').problem).toBe('missing');
	});

	it('is read where it was asked, and stands side by side again in a later run', () => {
		const before = compared().answered('a').answered('b').press('esc');
		expect(before.said).toEqual(['you one', '1', 'compared a | b']);
		const chat = new ChatSession();
		for (const [id, records] of before.files) {
			chat.files.set(id, records);
		}

		chat.ask('/chats').press('j', 'enter');
		expect(chat.said).toEqual(['you one', '1', 'compared a | b']);
		chat.ask('/compare');
		expect(chat.chat.comparison?.answers.map(({turn}) => turn)).toEqual(['t2', 't3']);
		chat.press('j', 'enter');
		expect(chat.said).toEqual(['you one', '1', 'you which?', 'b']);
	});

	it('is opened by enter among the answers, and asked again by r', () => {
		const chat = compared().answered('a').answered('b').press('esc', 'esc', 'enter');
		expect(chat.chat).toMatchObject({pane: 'compare', focus: 'transcript'});
		chat.press('esc', 'r');
		expect(chat.first).toMatchObject({text: 'which?', after: 't1', instead: undefined});
	});

	it('is stopped as a whole', () => {
		const chat = compared().press('esc', 'esc');
		expect(chat.effectsOf('stopTurn')).toHaveLength(2);
		chat.cancelled().cancelled();
		expect([chat.typed, chat.said]).toEqual(['which?', ['you one', '1']]);
	});
});
