import {EventEmitter} from 'node:events';
import xterm from '@xterm/headless';
import {expect, it} from 'vitest';
import {createOutput} from '../../source/cli/output.ts';
import {safe} from '../../source/theme/safe.ts';

/** A stream that keeps what is written and fails on demand. */
function aStream() {
	const events = new EventEmitter();
	let written = '';
	const stream = {
		write(text: unknown): boolean {
			written += String(text);
			return true;
		},
		on(event: string | symbol, listener: Parameters<EventEmitter['on']>[1]): NodeJS.WriteStream {
			events.on(event, listener);
			return process.stdout;
		},
	};
	const fail = (code: string): void => {
		events.emit('error', Object.assign(new Error('write'), {code}));
	};
	return {stream, fail, drain: () => void events.emit('drain'), written: () => written};
}

type Terminal = {readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number};

function anOutput(terminal: Terminal = {}) {
	const stdout = aStream();
	const stderr = aStream();
	const closed: string[] = [];
	const stopping = new AbortController();
	const output = createOutput({
		stdout: Object.assign(stdout.stream, terminal),
		stderr: Object.assign(stderr.stream, terminal),
		signal: stopping.signal,
		onClosed: why => {
			closed.push(why);
		},
	});
	return {stdout, stderr, output, closed, stopping};
}

it('results go to stdout, sentences to stderr, and no control through either', () => {
	const {stdout, stderr, output} = anOutput();
	output.print('{"a": 1}\u001b[31m\n');
	output.complain('no \u001b[2J\nway');
	stderr.stream.write('\u001b[1mwarning\n');
	expect(stdout.written()).toBe('{"a": 1}[31m\n');
	expect(stderr.written()).toBe('clusterdeck: no ␛[2J␊way\n[1mwarning\n');
});

it('what was stopped prints no result any more, and still says why', () => {
	const {stdout, stderr, output, stopping} = anOutput();
	stopping.abort();
	output.print('{"half": 1}\n');
	output.complain('it was stopped');
	expect(stdout.written()).toBe('');
	expect(stderr.written()).toBe('clusterdeck: it was stopped\n');
});

it.each(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])(
	'a reader that left (%s) ends it quietly',
	code => {
		const {stdout, stderr, closed} = anOutput();
		stdout.fail(code);
		expect(closed).toEqual(['reader left']);
		expect(stderr.written()).toBe('');
	},
);

it('a full disk behind stdout is told, and is a failure', () => {
	const {stdout, stderr, closed} = anOutput();
	stdout.fail('ENOSPC');
	expect(closed).toEqual(['failed']);
	expect(stderr.written()).toMatch(/^clusterdeck: standard output: the disk is full[^\n]*\n$/);
});

it('losing stderr stops nothing', () => {
	const {stderr, closed} = anOutput();
	stderr.fail('EPIPE');
	expect(closed).toEqual([]);
});

it.each([
	[80, {isTTY: true, columns: 80}],
	[undefined, {isTTY: true, columns: 0}],
	[undefined, {isTTY: true}],
	[undefined, {columns: 80}],
	[undefined, {}],
])('its width is %j where stdout is %j', (columns, terminal) => {
	expect(anOutput(terminal).output.columns()).toBe(columns);
});

it('a complaint is broken between words on a terminal, and one line elsewhere', () => {
	const sentence = 'pi-1 (10.0.0.1:22): connection refused. Is sshd running there?';
	const shown = anOutput({isTTY: true, columns: 60});
	shown.output.complain(sentence);
	expect(shown.stderr.written()).toBe(
		'clusterdeck: pi-1 (10.0.0.1:22): connection refused. Is sshd\n  running there?\n',
	);
	const piped = anOutput();
	piped.output.complain(sentence);
	expect(piped.stderr.written()).toBe(`clusterdeck: ${sentence}\n`);
});

it('who reads more slowly than is printed is waited for', async () => {
	const {stdout, output} = anOutput();
	expect(output.untilDrained()).toBeUndefined();
	Object.assign(stdout.stream, {writableNeedDrain: true});
	let isDrained = false;
	const waiting = output.untilDrained()?.then(() => {
		isDrained = true;
	});
	await Promise.resolve();
	expect(isDrained).toBe(false);
	Object.assign(stdout.stream, {writableNeedDrain: false});
	stdout.drain();
	await waiting;
	expect(isDrained).toBe(true);
	expect(output.untilDrained()).toBeUndefined();
});

it('what is waited for is gone before anything else is written, and stands behind nothing', () => {
	const {stdout, stderr, output} = anOutput({isTTY: true, columns: 20});
	output.showWait('n1 loads a model of many letters');
	expect(stderr.written()).toBe('n1 loads a model o…');
	output.print('an answer');
	expect(stderr.written().endsWith('…\r\u001b[K')).toBe(true);
	output.showWait('n1 thinks');
	expect(stderr.written()).not.toContain('thinks');
	output.complain('no');
	expect(stdout.written()).toBe('an answer\n');
	output.showWait('n1 thinks');
	stderr.stream.write('Password: ');
	expect(stderr.written().endsWith('n1 thinks\r\u001b[KPassword: ')).toBe(true);
});

it('silence within an answer is told behind it, where there is room, and goes without it', () => {
	const {stdout, stderr, output} = anOutput({isTTY: true, columns: 40});
	output.print('First line\nThe sky');
	output.print(' is');
	output.showWait('n1 silent, 7 s of 20, or so it seems', 'behind');
	expect(stderr.written()).toBe('\u001b7  n1 silent, 7 s of 20, or s…');
	output.showWait(undefined);
	expect(stderr.written().endsWith('\u001b8\u001b[K')).toBe(true);
	output.showWait('n1 silent, 8 s of 20', 'behind');
	output.print(' blue because of all that the');
	expect(stderr.written().endsWith('8 s of 20\u001b8\u001b[K')).toBe(true);
	output.showWait('n1 silent, 9 s of 20', 'behind');
	expect(stderr.written()).not.toContain('9 s');
	output.print('\n');
	output.showWait('n1 silent, 10 s of 20', 'behind');
	expect(stderr.written().endsWith('n1 silent, 10 s of 20')).toBe(true);
	expect(stdout.written()).toBe('First line\nThe sky is blue because of all that the\n');
});

it.each([
	['none', {}],
	['line', {isTTY: true}],
] as const)('what is waited for is told by %s where stderr is %j', (style, terminal) => {
	const {stderr, output} = anOutput(terminal);
	output.showWait('x');
	expect(output.waitStyle()).toBe(style);
	expect(stderr.written()).toBe(style === 'none' ? '' : 'x');
});

it('a word that was held back is shown after a signal, on a terminal; elsewhere whole lines are', () => {
	const {stdout, output, stopping} = anOutput({isTTY: true});
	output.print('half a');
	stopping.abort();
	output.endLine(' word');
	output.endLine();
	expect(stdout.written()).toBe('half a word\n');
	const ended = anOutput({isTTY: true});
	ended.output.endLine('word\n');
	expect(ended.stdout.written()).toBe('word\n');
	const piped = anOutput();
	piped.stopping.abort();
	piped.output.endLine('word');
	expect(piped.stdout.written()).toBe('');
	piped.output.endLine('whole\n');
	expect(piped.stdout.written()).toBe('whole\n');
});

it('a line that was begun is ended once, also after a signal', () => {
	const {stdout, output, stopping} = anOutput({isTTY: true});
	output.print('half');
	stopping.abort();
	output.endLine();
	output.endLine();
	expect(stdout.written()).toBe('half\n');
});

const up = '\u001b[A\u001b[K';

it('progress is drawn in its place, cut to the terminal, and gone before a result is printed', () => {
	const {stdout, stderr, output} = anOutput({isTTY: true, columns: 12, rows: 4});
	expect(output.progressRows()).toBe(3);
	output.showProgress([safe`one`, safe`a line that is too long`]);
	const [first, second] = ['one\na line that\n', '1\n2\n3\n'];
	expect(stderr.written()).toBe(first);
	output.showProgress([safe`1`, safe`2`, safe`3`, safe`4`]);
	expect(stderr.written()).toBe(`${first}\r\u001b[K${up}${up}${second}`);
	output.print('done\n');
	expect(stdout.written()).toBe('done\n');
	expect(stderr.written()).toBe(`${first}\r\u001b[K${up}${up}${second}\r\u001b[K${up}${up}${up}`);
	output.showProgress([]);
	expect(stderr.written()).toMatch(/\[K$/);
});

it('of progress nothing is left where the terminal became narrower, and wrapped what was there', async () => {
	const screen = new xterm.Terminal({cols: 20, rows: 8, allowProposedApi: true});
	const {stderr, output} = anOutput({isTTY: true, columns: 20, rows: 8});
	let shown = 0;
	const draw = async (): Promise<string> => {
		const text = stderr.written().slice(shown).replaceAll('\n', '\r\n');
		shown = stderr.written().length;
		await new Promise<void>(resolve => screen.write(text, resolve));
		const rows = Array.from({length: 8}, (_, row) => screen.buffer.active.getLine(row));
		return rows
			.map(row => row?.translateToString(true) ?? '')
			.join('\n')
			.trimEnd();
	};
	output.complain('n1');
	output.showProgress([safe`big    42% ━━━━───`, safe`small  12% ━──────`]);
	await draw();
	screen.resize(10, 8);
	Object.assign(stderr.stream, {columns: 10});
	output.showProgress([safe`big    43%`]);
	expect(await draw()).toBe('clusterdec\nk: n1\nbig    43');
	output.showProgress([]);
	expect(await draw()).toBe('clusterdec\nk: n1');
});

it('progress is drawn on no file and on no dumb terminal', () => {
	const {stderr, output} = anOutput();
	output.showProgress([safe`one`]);
	expect(stderr.written()).toBe('');
});
