/** An update takes the program away under itself. */
import {cpSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {openScreenSession} from '../helpers/screen-session.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

it('who was replaced on disk says so when a part is missing, and gives the terminal back', async () => {
	const folder = temporaryDirectory();
	cpSync('dist', folder, {recursive: true});
	const copied = join(folder, 'clusterdeck.js');
	// The second word of the program that the helper runs is its path.
	const script = `node=$1; shift 2; set -- "$node" ${copied} "$@"; stty -g; /bin/sh -c 'echo "pid $$"; exec "$@"' sh "$@"; echo "status $?"; stty -g`;
	const session = openScreenSession({script});
	await session.drawn();
	rmSync(join(folder, 'chunks'), {recursive: true});
	session.type('x');
	const {words, status, isRestored} = await session.ended();
	expect(words.join(' ')).toContain('replaced on disk while it ran. Start it again.');
	expect({status, isRestored}).toEqual({status: 1, isRestored: true});
});
