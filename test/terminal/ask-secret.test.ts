/** Secrets are asked for on a real pseudo-terminal. */
import {resolve} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {expect, it} from 'vitest';

type Typing = {
	/** What is typed when this text has appeared so many times, in order. */
	readonly keys?: readonly string[];
	/** Sent instead of the first keys. */
	readonly signal?: string;
};

const child = resolve('test/helpers/children/ask-secret.ts');
/** The state of the terminal before and after. */
const framed = 'stty -g; "$@"; echo "status $?"; stty -g';

/** Answers each prompt, which ends in a colon, with the next keys. */
function ask(questions: readonly string[], {keys = [], signal}: Typing) {
	const args = ['-c', framed, 'sh', process.execPath, child, ...questions];
	const terminal = spawn('/bin/sh', args, {cols: 200, rows: 24});
	const rest = [...keys];
	let output = '';
	let answered = 0;
	terminal.onData(text => {
		output += text;
		const prompts = output.match(/(?:none\)|Password|Code): /g)?.length ?? 0;
		if (prompts > answered) {
			answered = prompts;
			const next = rest.shift();
			if (next !== undefined) {
				terminal.write(next);
			} else if (signal !== undefined) {
				const [, pid] = /pid (\d+)/.exec(output) ?? [];
				process.kill(Number(pid), signal);
			}
		}
	});
	return new Promise<{output: string; before: string; after: string; words: string}>(finish => {
		terminal.onExit(() => {
			const lines = output.trim().split('\r\n');
			const words = lines.filter(line => /^(?:answers|status) /.test(line)).join('; ');
			finish({output, before: lines[0] ?? '', after: lines.at(-1) ?? '', words});
		});
	});
}

it('a passphrase is not shown, and the terminal is as it was', async () => {
	const secret = 'correct horse';
	const {output, before, after, words} = await ask(['key=/k'], {keys: [`${secret}\r`]});
	expect(output).toContain('pi-1: Passphrase for /k (enter for none): \r\n');
	expect(output).not.toContain('horse');
	expect(words).toBe(`answers ${secret.length}, idle; status 0`);
	expect(before).toMatch(/^[0-9a-f:]{20,}$/);
	expect(after).toBe(before);
});

it.each([
	['an empty line', '\r', 'answers none, idle; status 0'],
	['Ctrl-D', 'ha\u0004', 'answers none, idle; status 0'],
	['Ctrl-C', 'ha\u0003', 'answers none, idle; status 130'],
	['an edited line', 'wrong\u0015riggt\u007f\u007fht\r', 'answers 5, idle; status 0'],
	['a pasted line', '\u001b[200~pasted\u001b[201~\r', 'answers 6, idle; status 0'],
])('%s ends the question and gives the terminal back', async (_, keys, expected) => {
	const {before, after, words} = await ask(['key=/k'], {keys: [keys]});
	expect(words).toBe(expected);
	expect(after).toBe(before);
});

it('questions come one after the other, and a key that got no answer is not asked for again', async () => {
	const {output, words} = await ask(['key=/a', 'key=/b', 'key=/a', 'hidden=Password:'], {
		keys: ['\r', 'four\r', 'seven77\r'],
	});
	expect(words).toBe('answers none 4 none 7, idle; status 0');
	expect(output.match(/Passphrase for \/a/g)).toHaveLength(1);
});

it('an answer that may be seen is shown by the terminal itself, with its own editing', async () => {
	const {output, words, before, after} = await ask(['shown=Code:'], {keys: ['123x\u007f456\r']});
	expect(output).toContain('pi-1 asks: Code: 123x\b \b456\r\n');
	expect(words).toBe('answers 6, idle; status 0');
	expect(after).toBe(before);
});

it('the end of the input, where it may be seen, is no answer', async () => {
	const {words} = await ask(['shown=Code:', 'hidden=Password:'], {keys: ['\u0004']});
	expect(words).toBe('answers none none, idle; status 0');
});

it('who is stopped while asking gives the terminal back', async () => {
	const args = ['key=/k', 'key=/b'];
	const {before, after, words} = await ask(args, {signal: 'SIGTERM'});
	expect(words).toBe('answers none none, idle; status 143');
	expect(after).toBe(before);
});
