import {expect, it} from 'vitest';
import {askShell, type ShellQuestion} from '../../source/clients/ask-shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {localShell} from '../../source/transport/local-shell.ts';

async function ask(script: string, parts: Partial<ShellQuestion> = {}) {
	const signal = new AbortController().signal;
	const shell = await localShell(systemClock)(signal);
	const question = {script, clock: systemClock, signal, where: 'sh', limitMs: 5000, maxBytes: 1000};
	const answer = await askShell(shell.ok ? shell.value : expect.unreachable('there is no sh'), {
		...question,
		...parts,
	});
	return answer.ok ? answer.value : answer.failure;
}

it('gives what a script printed, byte by byte, and how it ended', async () => {
	expect(await ask("printf 'a\\303\\274'; exit 3\n")).toEqual({
		output: 'a\u00c3\u00bc',
		exitCode: 3,
	});
	expect(await ask('')).toEqual({output: '', exitCode: 0});
});

it('a script that hangs, is stopped or says too much is a failure', async () => {
	expect(await ask('sleep 60\n', {limitMs: 100})).toMatchObject({kind: 'timedOut', where: 'sh'});
	expect(await ask('sleep 60\n', {signal: AbortSignal.abort()})).toMatchObject({
		kind: 'cancelled',
	});
	expect(await ask('while :; do echo x; done\n')).toMatchObject({kind: 'tooLarge'});
});
