import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {programPath} from './program.ts';
import {makeRack, type Rack} from './rack.ts';
import {makeKey, startSshd} from './sshd.ts';
import {temporaryDirectory} from './temporary-directory.ts';

export const secret = 'correct horse';

/** The result goes to a file; the state of the terminal is told before and after. */
const framed = `stty -g
sh -c 'echo "pid $$"; exec "$@" >"$0"' "$@"
echo "status $?"; stty -g`;

type Answer =
	| string
	| {readonly signal: string}
	| {readonly afterMs: number; readonly keys: string};

/** Answers each question that the screen asks with the next of the answers; with Ctrl-C when there are no more. */
export function runOnTerminal({env}: Rack, args: readonly string[], answers: readonly Answer[]) {
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
			} else if ('keys' in answer) {
				setTimeout(() => terminal.write(answer.keys), answer.afterMs);
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
export async function lockedRack(
	known: readonly string[] = ['pi-1', 'pi-2'],
	config: readonly string[] = [],
): Promise<Rack> {
	const clientKey = makeKey(join(temporaryDirectory(), 'id_ed25519'), secret);
	const authorized = readFileSync(`${clientKey}.pub`, 'utf8');
	const servers = {
		'pi-1': {...(await startSshd({authorized, config})), clientKey},
		'pi-2': {...(await startSshd({authorized, config})), clientKey},
	};
	return makeRack({servers, known});
}
