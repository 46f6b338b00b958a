import {readFile, writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {aChatWorld} from '../helpers/chat-world.ts';

test('a prompt goes to the node that answers, with its conversation and nothing of others', async () => {
	const {ask, server} = await aChatWorld([{}, {}]);
	await ask(['--node', 'n1', 'a secret of another conversation']);
	await ask(['--node', 'n2', 'first']);
	await ask(['--node', 'n2', '--continue', 'last', 'second']);
	const sent = (name: string) =>
		server(name)
			.requests.filter(({method}) => method === 'POST')
			.map(({path, body}) => `${path} ${JSON.stringify(body)}`);

	expect(sent('n1').filter(text => text.startsWith('/api/chat'))).toHaveLength(1);
	expect(sent('n1').join('\n')).not.toMatch(/first|second/);
	expect(sent('n2').filter(text => text.startsWith('/api/chat'))).toHaveLength(2);
	expect(sent('n2').join('\n')).not.toContain('secret');
	expect(sent('n2').at(-1)).toMatch(/first.*second/);
});

test('--system of a conversation that goes on holds from there', async () => {
	const {ask, kept, server} = await aChatWorld([{}]);
	await ask(['--system', 'be brief', 'first']);
	await ask(['--continue', 'last', '--system', 'be long', 'second']);
	await ask(['--continue', 'last', 'third']);

	const [file] = await kept();
	expect(file).toMatchObject({
		file: {problems: []},
		conversation: {system: 'be long', turns: {length: 3}, forks: []},
	});
	expect(server('n1').requests.findLast(({path}) => path === '/api/chat')?.body).toMatchObject({
		messages: [{role: 'system', content: 'be long'}, {}, {}, {}, {}, {content: 'third'}],
	});
});

test('two that go on from the same turn at once are both kept, and the later one says so', async () => {
	const {ask, kept} = await aChatWorld([{}]);
	await ask(['first']);
	const both = await Promise.all(
		['second', 'other'].map(prompt => ask(['--continue', 'last', prompt])),
	);

	const told = both.map(({complaints}) => complaints.join('\n').includes('went on in'));
	expect(told.filter(Boolean)).toHaveLength(1);
	const [file] = await kept();
	expect(file).toMatchObject({conversation: {turns: [{}, {}], others: [{}], forks: [{}]}});
});

test('an older conversation that goes on is the last one then', async () => {
	const {ask, kept} = await aChatWorld([{}]);
	await ask(['first']);
	await ask(['another']);
	const [older] = await kept();
	await ask(['--continue', older?.conversation.id ?? '', 'second']);
	await ask(['--continue', 'last', 'third']);

	expect((await kept()).map(({conversation}) => conversation.turns.length)).toEqual([3, 1]);
});

test('a damaged conversation goes on with what can be read of it, and that it is damaged is said', async () => {
	const {ask, kept, server} = await aChatWorld([{}]);
	await ask(['first']);
	await ask(['--continue', 'last', 'second']);
	const [whole] = await kept();
	const {path = '', conversation} = whole ?? {};
	await writeFile(path, (await readFile(path, 'utf8')).replace('said: first', 'said: worst'));
	const {status, complaints} = await ask(['--continue', 'last', 'third']);

	const id = conversation?.id ?? '';
	expect(status).toBe(0);
	expect(complaints).toEqual([`${id} is damaged: clusterdeck chat verify ${id} says how.`]);
	const sent = server('n1').requests.findLast(({path: asked}) => asked === '/api/chat')?.body;
	expect(sent).toMatchObject({messages: [{content: 'second'}, {}, {content: 'third'}]});
	expect(await kept()).toMatchObject([
		{file: {problems: [{}]}, conversation: {turns: [{}, {answer: {content: 'You said: third.'}}]}},
	]);
});
