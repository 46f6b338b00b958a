import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {listSshHosts} from '../../source/clients/ssh-config-hosts.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

it('lists the aliases of a configuration and of what it includes, each once, in their order', async () => {
	const folder = temporaryDirectory();
	mkdirSync(join(folder, 'rack'));
	writeFileSync(join(folder, 'rack/1.conf'), 'Host pi-1 pi-2\n');
	writeFileSync(join(folder, 'rack/2.conf'), `Include ${folder}/deeper\nHost pi-1 pi-3\n`);
	writeFileSync(join(folder, 'deeper'), 'Host deep *.lan\n');
	const hosts = await list(folder, `Host first\nInclude \${RACK}/*.conf\nHost last !pi-9`, {
		RACK: join(folder, 'rack'),
	});
	expect(hosts).toEqual({
		ok: true,
		value: {value: ['first', 'pi-1', 'pi-2', 'deep', 'pi-3', 'last'], problems: []},
	});
});

it('comes to an end where files include each other', async () => {
	const folder = temporaryDirectory();
	const hosts = await list(folder, `Include ${folder}/*\nHost pi-1\nInclude ${folder}/config`);
	expect(hosts).toMatchObject({
		value: {
			value: ['pi-1'],
			problems: expect.arrayContaining([
				expect.objectContaining({reason: expect.stringMatching(/too deep|more than 256/)}),
			]),
		},
	});
});

it('follows sixteen files into each other, as ssh does', async () => {
	const folder = temporaryDirectory();
	for (let depth = 1; depth <= 20; depth += 1) {
		const text = `Host deep-${depth}\nInclude ${folder}/${depth + 1}\n`;
		writeFileSync(join(folder, String(depth)), text);
	}

	const hosts = await list(folder, `Include ${folder}/1`);
	expect(hosts.ok && hosts.value.value.at(-1)).toBe('deep-16');
	expect(hosts).toMatchObject({value: {problems: [{reason: 'included too deep'}]}});
});

it('tells what it could not read of an included file', async () => {
	const folder = temporaryDirectory();
	mkdirSync(join(folder, 'a-folder'));
	const hosts = await list(folder, `Include ${folder}/a-folder ~other/x ${folder}/none\nHost pi-1`);
	expect(hosts).toMatchObject({
		value: {value: ['pi-1'], problems: [{line: join(folder, 'a-folder')}]},
	});
});

it('that is named and not there is missing', async () => {
	const sshConfigFile = join(temporaryDirectory(), 'none');
	expect(await listSshHosts({env: {}, sshConfigFile})).toMatchObject({
		failure: {kind: 'missing'},
	});
});

function list(folder: string, text: string, env: Readonly<Record<string, string>> = {}) {
	const sshConfigFile = join(folder, 'config');
	writeFileSync(sshConfigFile, text);
	return listSshHosts({env, sshConfigFile});
}
