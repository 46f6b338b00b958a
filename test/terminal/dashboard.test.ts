/** The full screen on a real pseudo-terminal: how it opens, stops, and gives the terminal back. */
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {isGone} from '../helpers/is-gone.ts';
import {runProgram} from '../helpers/program.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

const stoppedByShell =
	'set -m; stty -g; "$@"; echo "stopped $?"; read -r line; fg >/dev/null; echo "status $?"; stty -g';
const restored = {words: [], isRestored: true};
/** The first and the last line of a whole screen are where they belong. */
function isInPlace(lines: readonly string[]): boolean {
	return /^ shelf .* \d\d:\d\d$/.test(lines[0] ?? '') && /\? help$/.test(lines.at(-1) ?? '');
}

async function untilMended({lines}: ScreenSession): Promise<void> {
	await until(() => isInPlace(lines()) && !lines().join().includes('something else'));
}

const firstKeys = 'jjkk';

it('opens without an argument and shows the node', async () => {
	const session = openScreenSession();
	await session.drawn();
	expect(session.lines()[0]).toContain('shelf');
	expect(session.lines().at(-1)).toContain('? help');
	process.kill(session.pid(), 'SIGTERM');
	await session.ended();
});

it.each(['q', '\u0003'])('%j ends with 0 and gives the terminal back', async keys => {
	const session = openScreenSession();
	await session.drawn();
	session.type(keys);
	expect(await session.ended()).toEqual({status: 0, ...restored});
});

it.each([
	['SIGHUP', 129],
	['SIGINT', 130],
	['SIGQUIT', 131],
	['SIGTERM', 143],
	// Nothing of ours catches it.
	['SIGALRM', 142],
])('%s ends with %i and gives the terminal back', async (signal, status) => {
	const session = openScreenSession();
	await session.drawn();
	process.kill(session.pid(), signal);
	expect(await session.ended()).toMatchObject({status, isRestored: true});
});

it('a mistake of its own is told when the screen was left', async () => {
	const preload = resolve('test/helpers/children/fail-on-usr2.ts');
	const session = openScreenSession({env: {NODE_OPTIONS: `--import=${preload}`}});
	await session.drawn();
	process.kill(session.pid(), 'SIGUSR2');
	const {words, ...ending} = await session.ended();
	expect(ending).toEqual({status: 1, isRestored: true});
	expect(words.join('')).toMatch(
		/^clusterdeck: stopped by a mistake of its own \(Error: planted\)/,
	);
});

it('every sequence that is written is one of ours', async () => {
	const session = openScreenSession({env: {CLUSTERDECK_DEBUG: '1'}});
	await session.drawn();
	session.type('?\u001b/x\u001b');
	session.resize({columns: 120, rows: 40});
	await until(() => (session.lines().at(-1) ?? '') !== '');
	session.type('\u000c');
	await until(() => session.output().includes('\u001b[2J'));
	process.kill(session.pid(), 'SIGTERM');
	expect(await session.ended()).toEqual({status: 143, ...restored});
});

it('keys that are typed before the first frame are not echoed into it', async () => {
	const session = openScreenSession();
	await until(() => session.output().includes('pid '));
	const typing = setInterval(() => session.type(firstKeys), 2);
	await session.drawn();
	clearInterval(typing);
	const [, screen = ''] = session.output().split('\u001b[?1049h');
	expect(screen).not.toContain(firstKeys);
	expect(session.lines()[0]).toContain('shelf');
	process.kill(session.pid(), 'SIGTERM');
	await session.ended();
});

it('a closed terminal ends the program', async () => {
	const session = openScreenSession();
	await session.drawn();
	const pid = session.pid();
	session.hangUp();
	await until(() => isGone(pid));
});

it('Ctrl-Z gives the terminal to the shell, and fg brings the screen back', async () => {
	const session = openScreenSession({script: stoppedByShell});
	await session.drawn();
	session.type('\u001a');
	await until(() => session.output().includes('stopped 148'));
	await session.quiet();
	expect(session.isFullScreen()).toBe(false);
	session.type('go on\r');
	await session.drawn();
	expect(session.lines()[0]).toContain('shelf');
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});

it('Ctrl-Z where no shell could continue it leaves the screen as it is', async () => {
	const session = openScreenSession();
	await session.drawn();
	session.type('\u001a');
	await until(() => session.output().includes('\u001b[?1049l'));
	await session.drawn();
	session.type('q');
	expect(await session.ended()).toEqual({status: 0, ...restored});
});

it('who was stopped by force is drawn anew when it goes on', async () => {
	const session = openScreenSession();
	await session.drawn();
	process.kill(session.pid(), 'SIGSTOP');
	session.draw('\r\nsomething else wrote here\r\n');
	await until(() => session.lines().join().includes('something else'));
	process.kill(session.pid(), 'SIGCONT');
	await untilMended(session);
	session.type('q');
	expect(await session.ended()).toEqual({status: 0, ...restored});
});

it('Ctrl-L mends what something else wrote', async () => {
	const session = openScreenSession();
	await session.drawn();
	session.draw('\r\nsomething else wrote here\r\n');
	await until(() => session.lines().join().includes('something else'));
	session.type('\u000c');
	await untilMended(session);
	session.type('q');
	expect(await session.ended()).toEqual({status: 0, ...restored});
});

it('60 sizes in a row end in a whole screen', async () => {
	const session = openScreenSession();
	await session.drawn();
	const random = seededChance(7);
	for (let count = 0; count < 60; count += 1) {
		session.resize({
			columns: 60 + Math.floor(random() * 140),
			rows: 10 + Math.floor(random() * 50),
		});
		await pause(random() * 20);
	}

	session.resize({columns: 100, rows: 30});
	session.type('p');
	await until(() => session.lines()[1]?.includes('paused') === true);
	await until(() => isInPlace(session.lines()));
	await session.quiet();
	const drawn = session.lines();
	const {length} = session.output();
	session.type('\u000c');
	await until(() => session.output().slice(length).includes('\u001b[2J'));
	await expect.poll(session.lines).toEqual(drawn);
	session.type('q');
	expect(await session.ended()).toEqual({status: 0, ...restored});
});

describe('Ink', () => {
	const env = (path: string) => ({
		LOADED: path,
		NODE_OPTIONS: `--import=${resolve('test/helpers/children/tell-loaded.ts')}`,
	});

	it('is not loaded where nothing is drawn', async () => {
		const path = join(temporaryDirectory(), 'loaded');
		expect(await runProgram({args: ['--once'], env: env(path)})).toMatchObject({status: 0});
		expect(filesWithInk(path)).toEqual({all: expect.any(Number), withInk: 0});
	});

	it('lies in one file of its own', async () => {
		const path = join(temporaryDirectory(), 'loaded');
		const session = openScreenSession({env: env(path)});
		await session.drawn();
		session.type('q');
		await session.ended();
		expect(filesWithInk(path)).toEqual({all: expect.any(Number), withInk: 1});
	});
});

function filesWithInk(path: string): {readonly all: number; readonly withInk: number} {
	const files = readFileSync(path, 'utf8').trim().split('\n');
	const withInk = files.filter(file => readFileSync(file, 'utf8').includes('ink-root'));
	return {all: files.length, withInk: withInk.length};
}

describe('where there is no screen to draw on', () => {
	const instead = 'Try --once for a JSON document, --check for one line, or --help.';

	it('a pipe is told what to ask for instead', async () => {
		const {status, stdout, stderr} = await runProgram({args: []});
		expect({status, stdout}).toEqual({status: 2, stdout: ''});
		expect(stderr).toBe(
			`clusterdeck: The dashboard needs a terminal to read keys from and to draw on. ${instead}\n`,
		);
	});

	it('and so is input from a pipe', async () => {
		const session = openScreenSession({
			script: 'printf q | "$@"; echo "status $?"',
			columns: 200,
		});
		expect(await session.ended()).toMatchObject({
			status: 2,
			words: [expect.stringContaining('The dashboard needs a terminal')],
		});
	});

	it('and a dumb terminal', async () => {
		const session = openScreenSession({env: {TERM: 'dumb'}, columns: 200});
		const {status, words} = await session.ended();
		expect(status).toBe(2);
		expect(words.at(-1)).toBe(
			`clusterdeck: The dashboard cannot draw on this terminal (TERM=dumb). ${instead}`,
		);
	});
});
