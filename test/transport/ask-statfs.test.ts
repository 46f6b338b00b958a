import {execFileSync} from 'node:child_process';
import {describe, expect, it} from 'vitest';
import {askStatfs} from '../../source/transport/ask-statfs.ts';
import {askStatfsApart} from '../../source/transport/ask-statfs-apart.ts';

describe.each([
	['in this process', askStatfs],
	['in a child', askStatfsApart],
])('statfs %s', (_, ask) => {
	it('counts what stat counts', async () => {
		const result = await ask('/proc/..').answer;
		const [blockBytes, blocks] = execFileSync('stat', ['-f', '-c', '%S %b', '/'], {
			encoding: 'utf8',
		})
			.split(' ')
			.map(Number);
		expect(result).toMatchObject({ok: true, value: {blockBytes, blocks}});
	});

	it('refuses a mount that is not there, and takes no name for an option', async () => {
		expect(await ask('/no such mount').answer).toMatchObject({ok: false});
		expect(await ask('--help').answer).toMatchObject({ok: false});
	});
});

describe('a question that is cancelled', () => {
	it('is over at once', async () => {
		const {answer, cancel} = askStatfsApart('/');
		cancel();
		expect(await answer).toMatchObject({ok: false});
	});
});
