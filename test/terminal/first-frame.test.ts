/** What the built program does for its first frame: each of these takes as long as all of the drawing. */
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {expect, it} from 'vitest';
import {openScreenSession} from '../helpers/screen-session.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

it('asks neither for the HTTP client of Node nor for the data of ICU', async () => {
	const path = join(temporaryDirectory(), 'costly');
	const child = resolve('test/helpers/children/tell-costly.ts');
	const session = openScreenSession({env: {COSTLY: path, NODE_OPTIONS: `--import=${child}`}});
	await session.drawn();
	session.type('q');
	await session.ended();
	expect(readFileSync(path, 'utf8')).toBe('');
});
