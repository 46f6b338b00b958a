/** What is copied reaches the clipboard of the terminal, and nothing else does. */
import {expect, it} from 'vitest';
import {openScreenSession} from '../helpers/screen-session.ts';
import {until} from '../helpers/until.ts';

type Session = ReturnType<typeof openScreenSession>;

const nodes = [
	'  - name: here-it-is',
	'    local: true',
	'  - name: pi-1',
	'    enabled: false',
	'    ssh: {user: pi, port: 2222}',
	'',
].join('\n');

function copied({copies}: Session): readonly string[] {
	return copies().map(copy => Buffer.from(copy.slice(2), 'base64').toString());
}

async function copy(keys: string, env = {}) {
	const session = openScreenSession({nodes, env: {CLUSTERDECK_DEBUG: '1', ...env}});
	await session.drawn();
	await until(() => /^.{3}[●▲] here-it-is/.test(session.lines()[4] ?? ''));
	for (const key of keys) {
		session.type(key);
	}

	await until(() => /Copied/.test(session.lines().at(-1) ?? ''));
	session.type('q');
	expect(await session.ended()).toEqual({status: 0, words: [], isRestored: true});
	return copied(session);
}

it('the ssh command of the node under the cursor', async () => {
	expect(await copy('gys')).toEqual(['ssh -p 2222 -l pi -- pi-1']);
});

it('the names of all that are marked', async () => {
	expect(await copy('g  yn')).toEqual(['pi-1\nhere-it-is']);
});

it('the document of a node', async () => {
	const [text = ''] = await copy('Gyj');
	expect(JSON.parse(text)).toMatchObject({name: 'here-it-is', health: expect.any(String)});
});
