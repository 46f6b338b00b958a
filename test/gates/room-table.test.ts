import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {expect, it} from 'vitest';

type RoomTable = Readonly<Record<string, {readonly imports: readonly string[]}>>;

/** `store        state, reducer, rings      domain rules` */
const row = /^(\w+) {2,}\S.*? {2,}(\S.*)$/;

it('the rooms that README.md draws are those of the gate', async () => {
	const {rooms} = (await import(resolve('.dependency-cruiser.mjs'))) as {rooms: RoomTable};
	const [, drawn = ''] =
		/Thirteen rooms.*?```\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? [];
	const shown = drawn
		.trimEnd()
		.split('\n')
		.map(line => row.exec(line)?.slice(1) ?? line);
	const all = Object.keys(rooms).length - 1;
	const held = Object.entries(rooms).map(([name, {imports}]) => {
		const few = imports.length === 0 ? 'imports nothing' : imports.join(' ');
		return [name, imports.length === all ? 'all of them' : few];
	});
	expect(shown).toEqual(held);
	expect(held).toHaveLength(13);
});
