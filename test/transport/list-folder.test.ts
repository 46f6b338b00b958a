import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {listFolder} from '../../source/transport/list-folder.ts';
import {localFiles} from '../../source/transport/local-files.ts';

describe('listFolder', () => {
	it('gives names in order, and never more than asked for', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'clusterdeck-list-'));
		for (const name of ['c', 'a', 'b']) {
			writeFileSync(join(folder, name), '');
		}

		expect(await listFolder(folder, 10)).toEqual({ok: true, value: ['a', 'b', 'c']});
		const two = await listFolder(folder, 2);
		expect(two.ok && two.value).toHaveLength(2);
		const {listFolder: listUnderRoot} = localFiles(folder);
		expect(await listUnderRoot('/', 10)).toEqual({ok: true, value: ['a', 'b', 'c']});
		rmSync(folder, {recursive: true});
	});

	it('says what is missing and what is no folder', async () => {
		expect(await listFolder('/no/such', 1)).toMatchObject({ok: false, failure: {kind: 'missing'}});
		expect(await listFolder('/proc/uptime', 1)).toMatchObject({
			ok: false,
			failure: {kind: 'missing'},
		});
	});
});
