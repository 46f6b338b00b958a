/** The built program asks for what it needs to log in, on a real pseudo-terminal and with a real server. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type IPty, spawn} from '@lydell/node-pty';
import {expect, it} from 'vitest';
import {lockedRack, runOnTerminal, secret} from '../helpers/answering-terminal.ts';
import {programPath} from '../helpers/program.ts';
import {makeRack} from '../helpers/rack.ts';
import {makeKey, startSshd} from '../helpers/sshd.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const ends = [
	[['--once'], 'Ctrl-C', {answer: 'half\u0003', status: 130}],
	[['--once'], 'SIGINT', {answer: {signal: 'SIGINT'}, status: 130}],
	[['--once'], 'SIGTERM', {answer: {signal: 'SIGTERM'}, status: 143}],
	[['--once'], 'SIGHUP', {answer: {signal: 'SIGHUP'}, status: 129}],
	[['--check'], 'Ctrl-C', {answer: '\u0003', status: 130}],
	[['--watch', '1'], 'Ctrl-C', {answer: '\u0003', status: 130}],
	[['nodes', 'ls'], 'Ctrl-C', {answer: '\u0003', status: 130}],
	[['doctor'], 'Ctrl-C', {answer: '\u0003', status: 130}],
] as const;

it.each(ends)(
	'%j that is stopped by %s at a question has no result',
	async (args, _end, {answer, status}) => {
		const rack = await lockedRack();
		const run = await runOnTerminal(rack, args, [answer]);
		expect(run.result).toBe('');
		expect(run.status).toBe(status);
		expect(run.isTerminalAsBefore).toBe(true);
		expect(run.output).toMatch(/\(enter for none\): \r\n/);
		expect(run.output.match(/Passphrase for/g)).toHaveLength(1);
		// Less than any wait for a node or for its answer.
		expect(run.tookMs).toBeLessThan(8000);
	},
);

it('a terminal that is closed at a question ends the program as its shell ends others', async () => {
	const {env} = await lockedRack();
	const args = [programPath, 'nodes', 'ls'];
	const terminal = spawn(process.execPath, args, {cols: 240, env: {...process.env, ...env}});
	let output = '';
	terminal.onData(text => {
		output += text;
		if (output.endsWith('none): ')) {
			hangUp(terminal);
		}
	});
	const status = await new Promise(resolve => {
		// Where its end takes long it dies of the signal itself, which a shell tells by the same number.
		terminal.onExit(({exitCode, signal}) => resolve(signal ? 128 + signal : exitCode));
	});
	expect(status).toBe(129);
});

/** Only the types do not know that it can be closed from our side. */
function hangUp(terminal: IPty): void {
	if ('destroy' in terminal && typeof terminal.destroy === 'function') {
		terminal.destroy();
	}
}

it('a passphrase is asked for once for all nodes, waited for, and not shown', async () => {
	const rack = await lockedRack();
	const args = ['nodes', 'ls', '--timeout', '15'];
	const {output, status, result} = await runOnTerminal(rack, args, ['wrong\r', `${secret}\r`]);
	expect(status).toBe(0);
	expect(output.match(/Passphrase for/g)).toHaveLength(2);
	expect(output).toContain('that was not it. Passphrase for');
	expect(output).not.toMatch(/horse|wrong/);
	expect(result).toMatch(/pi-1 +ok /);
	expect(result).toMatch(/pi-2 +ok /);
});

it.each([
	['an empty line', '\r'],
	['Ctrl-D', 'half\u0004'],
])(
	'%s declines a question: the node says what else opens its key, and the others are read',
	async (_, keys) => {
		const locked = makeKey(join(temporaryDirectory(), 'id_ed25519'), secret);
		const servers = {
			'pi-1': {
				...(await startSshd({authorized: readFileSync(`${locked}.pub`, 'utf8')})),
				clientKey: locked,
			},
			'pi-2': await startSshd(),
		};
		const rack = makeRack({servers, known: ['pi-1', 'pi-2']});
		const {result, status, output} = await runOnTerminal(rack, ['nodes', 'ls'], [keys]);
		expect(output.match(/Passphrase for/g)).toHaveLength(1);
		expect(result).toContain('needs-passphrase');
		expect(result).toContain('Load it with ssh-add.');
		expect(result).toMatch(/pi-2 +ok /);
		expect(status).toBe(0);
	},
);

it('an unknown host key is accepted at the keyboard, and the node is read then', async () => {
	const rack = await lockedRack([]);
	const accepted = await runOnTerminal(rack, ['nodes', 'accept-key', 'pi-1'], ['y\r']);
	expect(accepted.status).toBe(0);
	expect(accepted.result).toContain('shows a key that known_hosts lacks.');
	const {result, status} = await runOnTerminal(rack, ['doctor', 'pi-1'], [`${secret}\r`]);
	expect(result).toMatch(/PASS {2}node\.proc /);
	expect(status).toBe(0);
});
