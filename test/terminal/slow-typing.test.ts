/** Somebody takes a while to type a passphrase, on a real pseudo-terminal and with a real server. */
import {expect, it} from 'vitest';
import {lockedRack, runOnTerminal, secret} from '../helpers/answering-terminal.ts';

/** Longer than doctor waits for all checks of a node, where there is time for it. */
const typingMs = process.env['FULL'] === '1' ? 16_000 : 9000;

it('the time that a person types is not that of a node, in no deadline and in no duration', async () => {
	const rack = await lockedRack();
	const slowly = {afterMs: typingMs, keys: `${secret}\r`};
	const [list, doctor] = await Promise.all([
		runOnTerminal(rack, ['nodes', 'ls', '--timeout', '8'], [slowly]),
		runOnTerminal(rack, ['doctor', '--json'], [slowly]),
	]);
	expect(list.result).toMatch(/pi-1 +ok .*\npi-2 +ok /);
	const {checks} = JSON.parse(doctor.result) as {readonly checks: readonly Check[]};
	const texts = (id: string) => checks.filter(check => check.id === id).map(({text}) => text);
	const quick = expect.stringMatching(/, in (?:\d+ ms|[0-7]\.\d+ s)$/);
	expect(texts('node.login')).toEqual([quick, quick]);
	expect(texts('node.slurm')).toHaveLength(2);
	expect(texts('node.deadline')).toEqual([]);
	expect(doctor.status).toBe(0);
});

type Check = {readonly id: string; readonly text: string};

it('who types longer than sshd waits is asked once, and logged in then or not', async () => {
	const rack = await lockedRack(['pi-1', 'pi-2'], ['LoginGraceTime 5']);
	const [unlocked, declined] = await Promise.all(
		[`${secret}\r`, '\r'].map(keys =>
			runOnTerminal(rack, ['nodes', 'ls'], [{afterMs: 7000, keys}]),
		),
	);
	expect(unlocked?.result).toMatch(/pi-1 +ok .*\npi-2 +ok /);
	expect(declined?.result).toMatch(/(?:pi-\d .* needs-passphrase\n){2}/);
	for (const run of [unlocked, declined]) {
		expect(run?.output.match(/Passphrase for/g)).toHaveLength(1);
	}
});
