import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {expandGlob} from '../../source/transport/expand-glob.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const files = ['a.conf', 'b.conf', 'b2.conf', '.hidden.conf', 'a+b', 'rack/c.conf', 'lab/d.conf'];

it.each([
	['*.conf', ['a.conf', 'b.conf', 'b2.conf']],
	['?.conf', ['a.conf', 'b.conf']],
	['[!a]*.conf', ['b.conf', 'b2.conf']],
	['b[0-9].conf', ['b2.conf']],
	['.*.conf', ['.hidden.conf']],
	['*/*.conf', ['lab/d.conf', 'rack/c.conf']],
	['rack/c.conf', ['rack/c.conf']],
	['a+b', ['a+b']],
	['a+*', ['a+b']],
	['not-there', []],
	['*/*/*', []],
	['[z-a]*', []],
])('%s is %j', async (pattern, found) => {
	const folder = makeFiles();
	expect(await expandGlob(join(folder, pattern), 100)).toEqual(
		found.map(name => join(folder, name)),
	);
});

it('gives no more paths than asked for', async () => {
	expect(await expandGlob(join(makeFiles(), '*.conf'), 2)).toHaveLength(2);
});

it('no pattern makes it throw', async () => {
	const folder = makeFiles();
	const pattern = fc.stringMatching(/^[*?[\]!^\\a-c.+(){}|$-]{0,12}$/);
	await fc.assert(
		fc.asyncProperty(pattern, async text => {
			expect(await expandGlob(`${folder}/${text}`, 10)).toBeInstanceOf(Array);
		}),
	);
});

function makeFiles(): string {
	const folder = temporaryDirectory();
	for (const name of ['rack', 'lab']) {
		mkdirSync(join(folder, name));
	}

	for (const name of files) {
		writeFileSync(join(folder, name), '');
	}

	return folder;
}
