import {describe, expect, it} from 'vitest';
import {aDecision} from '../helpers/chat-builders.ts';
import {brokenAttempt, ChatSession, lostFailure} from '../helpers/chat-session.ts';

describe('a question', () => {
	it('is asked with all that was said before it, and its answer is part of what is asked next', () => {
		const chat = new ChatSession().ask('why?').answered('because').ask('really?');
		expect(chat.first.before.map(({content}) => content)).toEqual(['why?', 'because']);
		expect(chat.first).toMatchObject({conversation: 'c1', after: 't1', text: 'really?'});
		expect(chat.said).toEqual(['you why?', 'because', 'routing really?']);
	});

	it('is sent with what the model is told', () => {
		const chat = new ChatSession().ask('/system be short').ask('why?');
		expect(chat.first.before).toEqual([{role: 'system', content: 'be short'}]);
	});

	it('waits behind another of its conversation, and is asked when that is answered', () => {
		const chat = new ChatSession().ask('one').ask('two').ask('three');
		expect(chat.said).toEqual(['routing one', 'queued two', 'queued three']);
		expect(chat.open.size).toBe(1);
		chat.answered('1');
		expect(chat.said).toEqual(['you one', '1', 'routing two', 'queued three']);
		expect(chat.first).toMatchObject({text: 'two', after: 't1'});
	});

	it('waits for no other conversation', () => {
		const chat = new ChatSession().ask('one').ask('/new').ask('other');
		expect([...chat.open.values()].map(({text}) => text)).toEqual(['one', 'other']);
	});
});

describe('an answer on its way', () => {
	it('grows piece by piece, with how long was thought before its first word', () => {
		const chat = new ChatSession().ask('why?');
		const {asking} = chat.first;
		const node = 'gpu-01' as never;
		const piece = {type: 'chats/streamed', asking, node, pieces: 2} as const;
		chat.send(
			{...piece, thinking: 'hm', content: '', atMs: 100},
			{...piece, thinking: '', content: 'be', atMs: 1300},
			{...piece, thinking: '', content: 'cause', atMs: 1400},
		);
		expect(chat.state.chat.asked[0]).toMatchObject({
			...{thinking: 'hm', content: 'because', pieces: 6, thinkingMs: 1200},
			phase: {state: 'streaming', node, sinceMs: 100, heardAtMs: 1400},
		});
	});

	it('begins anew on another node, with what came before beside it', () => {
		const chat = new ChatSession().ask('why?').streamed('bec');
		const {asking} = chat.first;
		const attempt = brokenAttempt('bec', {state: 'failed', failure: lostFailure});
		chat.send({
			...{type: 'chats/progressed', asking, atMs: 11},
			progress: {type: 'broken', attempt, next: 'elsewhere'},
		});
		expect(chat.state.chat.asked[0]).toMatchObject({
			...{content: '', pieces: 0, phase: {state: 'routing'}, broken: [attempt]},
		});
	});

	it('comes from another node where one broke off, and the conversation goes on from the whole one', () => {
		const chat = new ChatSession().ask('why?').streamed('bec');
		const {asking} = chat.first;
		const attempt = brokenAttempt('bec', {state: 'failed', failure: lostFailure});
		const progress = {type: 'broken', attempt, next: 'elsewhere'} as const;
		chat.send({type: 'chats/progressed', asking, atMs: 11, progress});
		const piece = {thinking: '', content: 'since', pieces: 1, node: 'gpu-02' as never};
		chat.send({type: 'chats/streamed', asking, ...piece, atMs: 12});
		expect(chat.state.chat.asked[0]).toMatchObject({
			...{content: 'since', broken: [attempt]},
			phase: {state: 'streaming', node: 'gpu-02', sinceMs: 12},
		});
		chat.answered('since then').ask('and now?');
		expect(chat.first.before.map(({content}) => content)).toEqual(['why?', 'since then']);
	});

	it('tells whom it waits for', () => {
		const chat = new ChatSession().ask('why?');
		const {asking} = chat.first;
		const decision = aDecision();
		const waiting = {phase: 'loading', elapsedMs: 38_000, aboutMs: 55_000} as const;
		const node = 'pi-01' as never;
		chat.send(
			{type: 'chats/progressed', asking, atMs: 1, progress: {type: 'routed', decision}},
			{type: 'chats/progressed', asking, atMs: 2, progress: {type: 'waiting', node, ...waiting}},
		);
		expect(chat.state.chat.asked[0]).toMatchObject({
			decision,
			phase: {state: 'waiting', node, toldAtMs: 2, ...waiting},
		});
	});

	it('means nothing once it is over', () => {
		const chat = new ChatSession().ask('why?');
		const {asking} = chat.first;
		chat.answered('because');
		const {chat: before} = chat.state;
		const piece = {thinking: '', content: 'x', pieces: 1, atMs: 30, node: 'gpu-01' as never};
		chat.send({type: 'chats/streamed', asking, ...piece});
		expect(chat.state.chat).toBe(before);
	});
});

describe('what is stopped', () => {
	it('stays stopping until it is over, and is asked to stop once', () => {
		const chat = new ChatSession().ask('why?').press('esc', 'esc').streamed('be');
		expect(chat.effectsOf('stopTurn')).toEqual([{type: 'stopTurn', asking: 1}]);
		expect(chat.said).toEqual(['stopping why?']);
		chat.cancelled('be');
		expect(chat.said).toEqual(['broken why?']);
	});

	it('gives back what was asked behind it, before what is typed', () => {
		const chat = new ChatSession().ask('one').ask('two').ask('three').type('four');
		chat.press('esc').cancelled('1');
		expect(chat.typed).toBe('two\n\nthree\n\nfour');
		expect(chat.said).toEqual(['broken one']);
	});

	it('gives back its question where nothing came of it', () => {
		expect(new ChatSession().ask('one').press('esc').cancelled().typed).toBe('one');
	});
});

describe('what nobody answered', () => {
	it('is shown until something else is asked', () => {
		const chat = new ChatSession().ask('one').noRoute();
		expect(chat.said).toEqual(['failed one']);
		expect(chat.ask('two').said).toEqual(['routing two']);
	});

	it('gives back what was asked behind it', () => {
		expect(new ChatSession().ask('one').ask('two').noRoute().typed).toBe('two');
	});

	it('is asked again by /regen', () => {
		const chat = new ChatSession().ask('one').noRoute().ask('/regen');
		expect(chat.first.text).toBe('one');
	});
});

describe('a conversation that is opened', () => {
	it('has its settings, its answers and its questions of before', () => {
		const chat = new ChatSession().ask('/node gpu-02').ask('one').answered('1');
		chat.ask('/think off').ask('/new').ask('/chats one');
		expect(chat.said).toEqual(['you one', '1']);
		expect(chat.ask('two').first.settings).toMatchObject({node: 'gpu-02', think: false});
		expect(chat.press('up').typed).toBe('two');
	});

	it('keeps what is typed in it while another one is shown', () => {
		const chat = new ChatSession().ask('one').answered('1').type('half a');
		const {shown} = chat.state.chat;
		chat.press('tab', 'n');
		expect([chat.typed, chat.state.chat.shown === shown]).toEqual(['', false]);
		chat.press('tab', 'j', 'enter');
		expect([chat.typed, chat.state.chat.shown]).toEqual(['half a', shown]);
	});

	it('cannot be asked in where it is only read, and says why', () => {
		const chat = new ChatSession().ask('one').answered('1');
		const [opening] = chat.state.chat.opened;
		const readOnlyBecause = 'A newer clusterdeck wrote it.';
		const opened = opening === undefined ? [] : [{...opening, readOnlyBecause}];
		chat.state = {...chat.state, chat: {...chat.state.chat, opened}};
		chat.ask('two');
		expect([chat.problem, chat.typed, chat.open.size]).toEqual([readOnlyBecause, 'two', 0]);
	});

	it('is asked in as it was the last time', () => {
		const chat = new ChatSession().ask('/node gpu-02').ask('one').answered('1').ask('/think off');
		const again = new ChatSession();
		again.files.set('c1', chat.files.get('c1') ?? []);
		again.send({
			type: 'mouse/clicked',
			target: {kind: 'chat', id: 'c1'},
			atMs: 1,
		});
		expect(again.said).toEqual(['you one', '1']);
		expect(again.press('up').typed).toBe('one');
		expect(again.press('enter').first.settings).toEqual({node: 'gpu-02', think: false});
	});

	it('that could not be read says so', () => {
		const chat = new ChatSession().ask('one').answered('1');
		const {shown} = chat.state.chat;
		const opened = {ok: false, failure: lostFailure} as const;
		chat.send({type: 'chats/opened', chat: shown, opened, atMs: 2});
		expect(chat.ask('two').problem).toBe('It could not be read.');
		chat.send({type: 'mouse/clicked', target: {kind: 'chat', id: 'c1'}, atMs: 3});
		expect(chat.said).toEqual(['you one', '1']);
	});
});

it('of those that rest only the last eight are kept open', () => {
	const chat = new ChatSession();
	for (let count = 0; count < 20; count += 1) {
		chat.ask(`question ${count}`).answered('yes').ask('/new');
	}

	expect(chat.state.chat.opened).toHaveLength(9);
	expect(chat.state.chat.prompts).toHaveLength(20);
});

it('a question that broke off for good is shown once, with why', () => {
	const chat = new ChatSession().ask('one').answered('1').ask('two').failedAfter('par');
	expect(chat.said).toEqual(['you one', '1', 'failed two']);
	expect(chat.ask('three').said).toEqual(['you one', '1', 'broken two', 'routing three']);
});
