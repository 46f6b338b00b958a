import {expect, it} from 'vitest';
import {appendRecord, readConversation} from '../../source/clients/conversations.ts';
import type {OpenedConversation} from '../../source/domain/chat-event.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aTurn, said} from '../helpers/chat-builders.ts';
import {aChatDesk, kindsOf} from '../helpers/chat-desk.ts';
import {until} from '../helpers/until.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';

it('a question is answered by the usual model, told as it streams, and kept before its end is told', async () => {
	const {ask, told, shown, folder} = await aChatDesk([{}]);
	const {outcome, kept, asking} = await ask('hello');
	expect(outcome).toMatchObject({
		state: 'answered',
		turn: {model: 'tiny:latest', answer: {content: 'You said: hello.'}},
	});
	expect(shown(asking)).toBe('You said: hello.');
	expect(told('chats/progressed')[0]).toMatchObject({
		progress: {type: 'routed', decision: {model: 'tiny:latest', chosen: {node: 'n1'}}},
	});
	expect(kindsOf(kept?.records)).toEqual(['opened', 'turn']);
	const read = await readConversation(folder, kept?.id ?? '');
	expect(read.ok && read.value.conversation.turns[0]?.answer.content).toBe('You said: hello.');
});

it('what was set goes into the question and is kept with it', async () => {
	const rack = await aChatDesk([{}, {}]);
	const settings = {node: 'n2', model: 'tiny', options: {temperature: 0.2, num_predict: 3}};
	const {outcome} = await rack.ask('hello', {settings});
	expect(outcome).toMatchObject({state: 'answered', turn: {attempts: [{node: 'n2'}]}});
	const [, second] = rack.servers;
	const sent = second?.requests.find(({path}) => path === '/api/chat')?.body;
	expect(sent).toMatchObject({options: {temperature: 0.2, num_predict: 3}});
});

it('a question goes on where its conversation is, with its files as they were typed', async () => {
	const {ask, folder} = await aChatDesk([{}]);
	const first = await ask('one');
	const conversation = first.kept?.id;
	const after = first.outcome.state === 'answered' ? first.outcome.turn.id : undefined;
	const file = {
		path: '~/a.txt',
		name: 'a.txt',
		sizeBytes: 3,
		kind: 'text',
		content: 'abc',
	} as const;
	const parts = {conversation, after, text: 'and this?', files: [file]};
	const second = await ask('and this?\n\na.txt:\nabc', parts);
	expect(second.kept?.id).toBe(conversation);
	expect(kindsOf(second.kept?.records)).toEqual(['turn']);
	const read = await readConversation(folder, conversation ?? '');
	expect(read.ok && read.value.conversation).toMatchObject({
		turns: {length: 2},
		places: [
			{typed: undefined},
			{typed: {text: 'and this?', files: [{name: 'a.txt', sizeBytes: 3, kind: 'text'}]}},
		],
	});
});

it('several answers to compare begin one conversation, and none of them is followed', async () => {
	const {start, endOf, folder} = await aChatDesk([{}, {}]);
	const askings = ['n1', 'n2'].map(node => start('hello', {comparison: 1, settings: {node}}));
	const ends = await Promise.all(askings.map(endOf));
	const ids = new Set(ends.map(({kept}) => kept?.id));
	expect(ids.size).toBe(1);
	const read = await readConversation(folder, [...ids][0] ?? '');
	expect(read.ok && read.value.conversation).toMatchObject({
		...{turns: [], others: {length: 2}, title: 'hello'},
		places: [{isAside: true}, {isAside: true}],
	});
});

it('a node that breaks off in mid-answer is told with what came, and another one answers anew', async () => {
	const plan = {faults: {dieAfter: 3}, engine: scriptedEngine({tokensPerSecond: 20})};
	const {start, endOf, shown, told, servers} = await aChatDesk([plan, plan]);
	const asking = start('one two three');
	const broken = () => told('chats/progressed').find(({progress}) => progress.type === 'broken');
	await until(() => broken() !== undefined);
	await Promise.all(servers.map(server => server.setFaults({})));
	const {outcome, kept} = await endOf(asking);
	expect(shown(asking)).toBe('You said: one|You said: one two three.');
	expect(broken()?.progress).toMatchObject({
		...{next: 'elsewhere', attempt: {partial: {content: 'You said: one'}}},
	});
	expect(outcome).toMatchObject({state: 'answered', turn: {attempts: {length: 2}}});
	expect(kindsOf(kept?.records)).toEqual(['opened', 'turn']);
});

it('a question that no node answers to its end is kept with what came, as interrupted', async () => {
	const plan = {faults: {dieAfter: 3}};
	const {ask} = await aChatDesk([plan, plan]);
	const {outcome, kept} = await ask('one two three');
	expect(outcome).toMatchObject({state: 'failed', attempts: {length: 2}});
	expect(kept?.records[1]).toMatchObject({
		...{type: 'interrupted', question: {content: 'one two three'}},
		attempts: [{partial: {content: 'You said: one'}}, {}],
	});
});

it('a node that refuses before its first word costs nothing of what is shown', async () => {
	const {ask, shown, servers} = await aChatDesk([{faults: {errorAfter: 0}}, {}]);
	const {outcome, asking} = await ask('hello', {settings: {routing: 'round-robin'}});
	await ask('again', {settings: {routing: 'round-robin'}});
	expect(outcome.state).toBe('answered');
	expect(shown(asking).replaceAll('|', '')).toBe('You said: hello.');
	expect(servers[0]?.requests.some(({path}) => path === '/api/chat')).toBe(true);
});

it('what is stopped is over at once, and what came of it is kept', async () => {
	// The rest would take five seconds.
	const engine = scriptedEngine({tokensPerSecond: 2});
	const {start, endOf, shown, desk, servers, folder} = await aChatDesk([{engine}]);
	const asking = start('one two three four five six seven eight nine ten');
	await until(() => shown(asking).includes('one'));
	const stoppedMs = systemClock.monotonicMs();
	desk.run({type: 'stopTurn', asking});
	const {outcome, kept} = await endOf(asking);
	expect(systemClock.monotonicMs() - stoppedMs).toBeLessThan(3000);
	expect(outcome.state).toBe('cancelled');
	expect(kindsOf(kept?.records)).toEqual(['opened', 'interrupted']);
	const read = await readConversation(folder, kept?.id ?? '');
	const [attempt] = (read.ok && read.value.conversation.interrupted[0]?.attempts) || [];
	expect(attempt?.partial?.content).toMatch(/^You said: one/);
	await until(() => servers[0]?.busy().answering === 0);
});

it('when the program ends what runs is stopped and kept, and nothing more is asked', async () => {
	const engine = scriptedEngine({tokensPerSecond: 20});
	const {start, told, shown, desk, servers} = await aChatDesk([{engine}]);
	const asking = start('one two three four five six seven eight nine ten');
	await until(() => shown(asking).includes('one'));
	await desk.end();
	const [ended] = told('chats/ended');
	expect(ended).toMatchObject({asking, outcome: {state: 'cancelled'}});
	expect(kindsOf(ended?.kept?.records)).toEqual(['opened', 'interrupted']);
	start('too late');
	await until(() => servers[0]?.busy().answering === 0);
	expect(told('chats/ended')).toHaveLength(1);
});

it('where no node has a model that is told, and nothing is kept', async () => {
	const {ask} = await aChatDesk([{models: []}]);
	const {outcome, kept} = await ask('hello');
	expect(outcome).toMatchObject({state: 'noRoute', noRoute: {kind: 'noModels'}});
	expect(kept).toBeUndefined();
});

it('a turn of another program at the same time is shown beside ours, and that is said once', async () => {
	const {ask, folder, told, start, endOf} = await aChatDesk([{}]);
	const first = await ask('one');
	const conversation = first.kept?.id ?? '';
	const after = first.outcome.state === 'answered' ? first.outcome.turn.id : undefined;
	await appendRecord(folder, conversation, said(aTurn('theirs', 'their question'), after));
	const asking = start('ours', {conversation, after});
	const ours = await endOf(asking);
	await until(() => told('chats/opened').length > 0);
	const opened = told('chats/opened').at(-1)?.opened;
	expect(opened?.ok && kindsOf(opened.value.records)).toEqual([
		...['opened', 'turn', 'turn', 'turn'],
	]);
	expect(told('notice/given').map(({notice}) => notice)).toEqual([
		{kind: 'saidElsewhere', title: 'one'},
	]);
	const head = ours.outcome.state === 'answered' ? ours.outcome.turn.id : undefined;
	await ask('and on', {conversation, after: head});
	expect(told('notice/given')).toHaveLength(1);
});

it('a fork has the turns up to its own, goes on by itself, and stands in the list as changed now', async () => {
	const {ask, desk, told, folder} = await aChatDesk([{}]);
	const first = await ask('one');
	const turnOf = (end: typeof first) =>
		end.outcome.state === 'answered' ? end.outcome.turn.id : '';
	const conversation = first.kept?.id ?? '';
	await ask('two', {conversation, after: turnOf(first)});
	const read = await readConversation(folder, conversation);
	if (!read.ok) {
		throw new Error('it is not there');
	}

	const from = read.value.conversation;
	desk.run({type: 'forkChat', chat: 7, from, turn: turnOf(first)});
	await until(() => told('chats/opened').length > 0);
	const [{chat, opened} = {}] = told('chats/opened');
	const fork: OpenedConversation | undefined = opened?.ok ? opened.value : undefined;
	expect(chat).toBe(7);
	await ask('three', {chat: 7, conversation: fork?.id, after: turnOf(first)});
	const both = await Promise.all(
		[fork?.id ?? '', conversation].map(id => readConversation(folder, id)),
	);
	expect(both.map(one => one.ok && one.value.conversation)).toMatchObject([
		{
			forkedFrom: {id: conversation, turn: turnOf(first)},
			...{forks: [], turns: [{question: {content: 'one'}}, {question: {content: 'three'}}]},
		},
		{forks: [], turns: [{question: {content: 'one'}}, {question: {content: 'two'}}]},
	]);
	desk.run({type: 'listChats'});
	await until(() => told('chats/listed').length > 0);
	const listed = told('chats/listed')[0]?.listed;
	expect(listed?.ok && listed.value.chats.map(({id}) => id)).toEqual([fork?.id, conversation]);
});

it('a newer search ends the one before it, whose end is not told', async () => {
	const {ask, desk, told} = await aChatDesk([{}]);
	await ask('the fan');
	desk.run({type: 'searchChats', words: 'f'});
	desk.run({type: 'searchChats', words: 'fan'});
	await until(() => told('chats/found').length > 0);
	expect(told('chats/found')).toMatchObject([{words: 'fan', found: {value: [{title: 'the fan'}]}}]);
});

it('a thousand pieces a second of four answers are ten deliveries a second for each', async () => {
	const words = Array.from({length: 500}, (_, index) => `word${index}`).join(' ');
	const engine = scriptedEngine({tokensPerSecond: 250, reply: () => ({content: words})});
	const plans = Array.from({length: 4}, () => ({engine}));
	const {start, endOf, shown, told} = await aChatDesk(plans);
	const askings = plans.map((_, index) =>
		start('go', {chat: index, settings: {node: `n${index + 1}`}}),
	);
	await Promise.all(askings.map(endOf));
	for (const asking of askings) {
		const streamed = told('chats/streamed').filter(event => event.asking === asking);
		const [first] = streamed;
		const tookMs = (streamed.at(-1)?.atMs ?? 0) - (first?.atMs ?? 0);
		expect(shown(asking)).toBe(words);
		expect(streamed.length).toBeLessThan(tookMs / 100 + 4);
		expect(streamed.reduce((sum, {pieces}) => sum + pieces, 0)).toBeGreaterThan(400);
	}
});
