/** The built program asks for what it needs to log in, on a real pseudo-terminal and with a real server. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type IPty, spawn} from '@lydell/node-pty';
import {expect, it} from 'vitest';
import {programPath} from '../helpers/program.ts';
import {makeRack, type Rack} from '../helpers/rack.ts';
import {makeKey, startSshd} from '../helpers/sshd.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const secret = 'correct horse';
/** Longer than doctor waits for all checks of a node, where there is time for it. */
const typingMs = process.env['FULL'] === '1' ? 16_000 : 4000;

/** The result goes to a file; the state of the terminal is told before and after. */
const framed = `stty -g
sh -c 'echo "pid $$"; exec "$@" >"$0"' "$@"
echo "status $?"; stty -g`;

type Answer =
	| string
	| {readonly signal: string}
	| {readonly afterMs: number; readonly keys: string};

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
async function lockedRack(
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
			hangUp(terminal);
		}
	});
	const status = await new Promise(resolve => {
		terminal.onExit(({exitCode}) => resolve(exitCode));
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
