/** What the built program loads before it does what it was started for. */
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {expect, it} from 'vitest';
import {runProgram} from '../helpers/program.ts';
import {openScreenSession} from '../helpers/screen-session.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

it('the first frame asks neither for the HTTP client of Node nor for the data of ICU', async () => {
	const path = join(temporaryDirectory(), 'costly');
	const child = resolve('test/helpers/children/tell-costly.ts');
	const session = openScreenSession({env: {COSTLY: path, NODE_OPTIONS: `--import=${child}`}});
	await session.drawn();
	session.type('q');
	await session.ended();
	expect(readFileSync(path, 'utf8')).toBe('');
});

it('a start is two files where nothing but the version is asked', async () => {
	const path = join(temporaryDirectory(), 'loaded');
	const child = resolve('test/helpers/children/tell-loaded.ts');
	const env = {LOADED: path, NODE_OPTIONS: `--import=${child}`};
	await runProgram({args: ['--version'], env});
	const loaded = readFileSync(path, 'utf8').trim().split('\n');
	expect(loaded.filter(file => file.includes('/dist/'))).toEqual([
		expect.stringMatching(/clusterdeck\.js$/),
		expect.stringMatching(/chunks\/base-\w+\.js$/),
	]);
});

it('what is drawn first is the whole screen', async () => {
	const session = openScreenSession();
	await session.drawn();
	const [, first = ''] = session.output().split('\u001b[?2026h');
	expect(first.slice(0, first.indexOf('\u001b[?2026l'))).toContain('help');
	session.type('q');
	await session.ended();
});
