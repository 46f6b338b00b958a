/** Somebody takes a while to type a passphrase, on a real pseudo-terminal and with a real server. */
import {expect, it} from 'vitest';
import {lockedRack, runOnTerminal, secret} from '../helpers/answering-terminal.ts';

/** Longer than doctor waits for all checks of a node, where there is time for it. */
const typingMs = process.env['FULL'] === '1' ? 16_000 : 4000;

it("the time that a person types is nobody else's: the node has all of its own", async () => {
	const rack = await lockedRack();
	const slowly = {afterMs: 4000, keys: `${secret}\r`};
	const {result, status} = await runOnTerminal(rack, ['nodes', 'ls', '--timeout', '3'], [slowly]);
	expect(status).toBe(0);
	expect(result).toMatch(/pi-1 +ok /);
	expect(result).toMatch(/pi-2 +ok /);
});

it.each([
	['logged in on all the same', `${secret}\r`, /pi-1 +ok .*\npi-2 +ok /],
	['said to want a passphrase where there was none', '\r', /(?:pi-\d .* needs-passphrase\n){2}/],
])('who types longer than sshd waits is %s, and asked once', async (_, keys, expected) => {
	const rack = await lockedRack(['pi-1', 'pi-2'], ['LoginGraceTime 1']);
	const {result, output} = await runOnTerminal(rack, ['nodes', 'ls'], [{afterMs: 3000, keys}]);
	expect(result).toMatch(expected);
	expect(output.match(/Passphrase for/g)).toHaveLength(1);
});

it('doctor tells how long a login takes without the person who types, and checks the rest', async () => {
	const rack = await lockedRack();
	const slowly = {afterMs: typingMs, keys: `${secret}\r`};
	const {result, status} = await runOnTerminal(rack, ['doctor', '--json'], [slowly]);
	const checks = JSON.parse(result).checks as ReadonlyArray<{id: string; text: string}>;
	const texts = (id: string) => checks.filter(check => check.id === id).map(({text}) => text);
	expect(texts('node.login')).toEqual(
		Array(2).fill(expect.stringMatching(/, in (\d+ ms|[012]\.\d+ s)$/)),
	);
	expect(texts('node.proc')).toHaveLength(2);
	expect(texts('node.deadline')).toEqual([]);
	expect(status).toBe(0);
});
