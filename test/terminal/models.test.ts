/** `clusterdeck models` as a person meets it: on a real pseudo-terminal, over a real sshd. */
import {describe, expect, it} from 'vitest';
import {aRegistry} from '../helpers/a-registry.ts';
import {chatOnTerminal, chatRack} from '../helpers/chat-rack.ts';
import {until} from '../helpers/until.ts';
import {readModelNamed} from '../ollama/model-store.ts';

const megabyte = 2 ** 20;
const command = 'models';

async function slowRack(weightBytes: number) {
	const registry = await aRegistry(weightBytes, {bytesPerSecond: 2 * megabyte});
	return {registry, rack: await chatRack([{registryUrl: registry.url}])};
}

describe('a pull on a terminal', () => {
	it.each([40, 80])(
		'is a bar that is drawn in its place and gone when it ends, at %i columns',
		async columns => {
			const {rack} = await slowRack(4 * megabyte);
			const session = chatOnTerminal(rack, ['pull', 'big'], {command, columns});
			await session.sees('━━━╸');
			expect(session.lines().filter(line => line.includes('n1 big'))).toHaveLength(1);
			await session.sees('n1: big pulled');
			const {status, words, isTerminalAsBefore} = await session.ended();

			expect({status, isTerminalAsBefore}).toEqual({status: 0, isTerminalAsBefore: true});
			expect(words.filter(line => line !== '')).toEqual([
				expect.stringMatching(/^n1: big pulled, .* MiB fetched$/),
			]);
			expect(session.output()).toMatch(columns === 80 ? /\d of 4 MiB, .* left/ : /━╸─/);
		},
	);

	it('ends with Ctrl-C, says what stays, and goes on from there', async () => {
		const {rack, registry} = await slowRack(4 * megabyte);
		const session = chatOnTerminal(rack, ['pull', 'big'], {command, columns: 200});
		await until(() => registry.sentBytes() > megabyte);
		session.type('\u0003');
		const {status, words} = await session.ended();

		expect(status).toBe(130);
		expect(words.join('\n')).toContain(
			'stopped. What was fetched by then stays on n1: do it again, and it goes on from there.',
		);
		expect(words.join('\n')).not.toContain('━');
		await chatOnTerminal(rack, ['pull', 'big'], {command}).ended();
		expect(registry.sentBytes() / (4 * megabyte)).toBeLessThan(1.05);
	});
});

it('what is removed is asked for, and the last copy twice', async () => {
	const rack = await chatRack([{}]);
	const [folder = ''] = rack.servers.map(server => server.folder);
	const refused = chatOnTerminal(rack, ['rm', 'tiny'], {command});
	await refused.sees('Remove it? [y/N]');
	refused.type('y\r');
	await refused.sees('Remove it all the same? [y/N]');
	refused.type('\r');
	expect((await refused.ended()).status).toBe(1);
	expect(readModelNamed(folder, 'tiny')).toBeDefined();

	const meant = chatOnTerminal(rack, ['rm', 'tiny'], {command});
	await meant.sees('Remove it? [y/N]');
	meant.type('y\r');
	await meant.sees('Remove it all the same? [y/N]');
	meant.type('y\r');
	const {status, words} = await meant.ended();
	expect(status).toBe(0);
	expect(words).toContain('n1: tiny:latest deleted');
	expect(readModelNamed(folder, 'tiny')).toBeUndefined();
});
