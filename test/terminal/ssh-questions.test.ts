/** The built program asks for what it needs to log in, on a real pseudo-terminal and with a real server. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {expect, it} from 'vitest';
import {programPath} from '../helpers/program.ts';
import {makeRack, type Rack} from '../helpers/rack.ts';
import {makeKey, startSshd} from '../helpers/sshd.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const secret = 'correct horse';

/** Types the keys one after the other, each when the screen asks the next question. */
function runOnTerminal({env}: Rack, args: readonly string[], keys: readonly string[]) {
	const terminal = spawn(process.execPath, [programPath, ...args], {
		cols: 240,
		rows: 50,
		env: {...process.env, ...env},
	});
	let output = '';
	let answered = 0;
	terminal.onData(text => {
		output += text;
		if ((output.match(/none\): |\[y\/N\] /g)?.length ?? 0) > answered) {
			terminal.write(keys[answered] ?? '\u0003');
			answered += 1;
		}
	});
	return new Promise<{output: string; status: number}>(resolve => {
		terminal.onExit(({exitCode}) => resolve({output, status: exitCode}));
	});
}

/** Two nodes that the same locked key opens. */
async function lockedRack(known: readonly string[] = ['pi-1', 'pi-2']): Promise<Rack> {
	const clientKey = makeKey(join(temporaryDirectory(), 'id_ed25519'), secret);
	const authorized = readFileSync(`${clientKey}.pub`, 'utf8');
	const servers = {
		'pi-1': {...(await startSshd({authorized})), clientKey},
		'pi-2': {...(await startSshd({authorized})), clientKey},
	};
	return makeRack({servers, known});
}

it('a passphrase is asked for once for all nodes, waited for, and not shown', async () => {
	const rack = await lockedRack();
	const args = ['nodes', 'ls', '--timeout', '15'];
	const {output, status} = await runOnTerminal(rack, args, ['wrong\r', `${secret}\r`]);
	expect(status).toBe(0);
	expect(output.match(/Passphrase for/g)).toHaveLength(2);
	expect(output).toContain('that was not it. Passphrase for');
	expect(output).not.toMatch(/horse|wrong/);
	expect(output).toMatch(/pi-1 +ok /);
	expect(output).toMatch(/pi-2 +ok /);
});

it('who gives none hears what else opens the key, and Ctrl-C ends the program', async () => {
	const rack = await lockedRack();
	const none = await runOnTerminal(rack, ['nodes', 'ls'], ['\r']);
	expect(none.output).toContain('Load it with ssh-add.');
	expect(none.status).toBe(0);
	const stopped = await runOnTerminal(rack, ['nodes', 'ls'], ['half\u0003']);
	expect(stopped.status).toBe(130);
});

it('an unknown host key is accepted at the keyboard, and the node is read then', async () => {
	const rack = await lockedRack([]);
	const accepted = await runOnTerminal(rack, ['nodes', 'accept-key', 'pi-1'], ['y\r']);
	expect(accepted.status).toBe(0);
	expect(accepted.output).toContain('shows a key that known_hosts lacks.');
	const {output, status} = await runOnTerminal(rack, ['doctor', 'pi-1'], [`${secret}\r`]);
	expect(output).toMatch(/PASS {2}node\.proc /);
	expect(status).toBe(0);
});
