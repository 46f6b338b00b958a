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
