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

/** The result goes to a file; the state of the terminal is told before and after. */
const framed = `stty -g
sh -c 'echo "pid $$"; exec "$@" >"$0"' "$@"
echo "status $?"; stty -g`;

type Answer = string | {readonly signal: string};

/** Answers each question that the screen asks with the next of the answers; with Ctrl-C when there are no more. */
function runOnTerminal({env}: Rack, args: readonly string[], answers: readonly Answer[]) {
	const resultFile = join(temporaryDirectory(), 'result');
	const command = [resultFile, process.execPath, programPath, ...args];
	const terminal = spawn('/bin/sh', ['-c', framed, 'sh', ...command], {
		cols: 240,
		rows: 50,
		env: {...process.env, ...env},
	});
	let output = '';
	let answered = 0;
	let answeredAtMs = 0;
	terminal.onData(text => {
		output += text;
		if ((output.match(/none\): |\[y\/N\] /g)?.length ?? 0) > answered) {
			const answer = answers[answered] ?? '\u0003';
			answered += 1;
			answeredAtMs = performance.now();
			if (typeof answer === 'string') {
				terminal.write(answer);
			} else {
				process.kill(Number(/pid (\d+)/.exec(output)?.[1]), answer.signal);
			}
		}
	});
	return new Promise<Outcome>(resolve => {
		terminal.onExit(() => {
			const lines = output.trim().split('\r\n');
			const [, status = ''] = /status (\d+)\r\n[^\n]*$/.exec(output.trim()) ?? [];
			resolve({
				output,
				status: Number(status),
				result: readFileSync(resultFile, 'utf8'),
				isTerminalAsBefore: lines[0] === lines.at(-1),
				tookMs: performance.now() - answeredAtMs,
			});
		});
	});
}

type Outcome = {
	/** What the person saw: stderr. */
	readonly output: string;
	readonly status: number;
	/** stdout */
	readonly result: string;
	readonly isTerminalAsBefore: boolean;
	/** Since the last answer. */
	readonly tookMs: number;
};

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

const commands = [['--once'], ['--check'], ['--watch', '1'], ['nodes', 'ls'], ['doctor']] as const;
const ends = [
	['Ctrl-C', 'half\u0003', 130],
	['SIGINT', {signal: 'SIGINT'}, 130],
	['SIGTERM', {signal: 'SIGTERM'}, 143],
	['SIGHUP', {signal: 'SIGHUP'}, 129],
] as const;

it.each(commands.flatMap(args => ends.map(end => [args.join(' '), ...end, args] as const)))(
	'%s that is stopped by %s at a question has no result',
	async (_, _end, answer, expected, args) => {
		const rack = await lockedRack();
		const run = await runOnTerminal(rack, args, [answer]);
		expect(run.result).toBe('');
		expect(run.status).toBe(expected);
		expect(run.isTerminalAsBefore).toBe(true);
		expect(run.output).toMatch(/\(enter for none\): \r\n/);
		expect(run.output.match(/Passphrase for/g)).toHaveLength(1);
		expect(run.tookMs).toBeLessThan(2000);
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
			terminal.destroy();
		}
	});
	const status = await new Promise(resolve => {
		terminal.onExit(({exitCode}) => resolve(exitCode));
	});
	expect(status).toBe(129);
});

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

it('who gives none hears what else opens the key, and Ctrl-C ends the program', async () => {
	const rack = await lockedRack();
	const none = await runOnTerminal(rack, ['nodes', 'ls'], ['\r']);
	expect(none.result).toContain('Load it with ssh-add.');
	expect(none.status).toBe(0);
	const stopped = await runOnTerminal(rack, ['nodes', 'ls'], ['half\u0003']);
	expect(stopped.status).toBe(130);
});

it('an unknown host key is accepted at the keyboard, and the node is read then', async () => {
	const rack = await lockedRack([]);
	const accepted = await runOnTerminal(rack, ['nodes', 'accept-key', 'pi-1'], ['y\r']);
	expect(accepted.status).toBe(0);
	expect(accepted.result).toContain('shows a key that known_hosts lacks.');
	const {result, status} = await runOnTerminal(rack, ['doctor', 'pi-1'], [`${secret}\r`]);
	expect(result).toMatch(/PASS {2}node\.proc /);
	expect(status).toBe(0);
});
