import {mkdtemp, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import {writeNumberedBackup} from '../../source/transport/numbered-backup.ts';

let folder = '';
let path = '';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'clusterdeck-backup-'));
	path = join(folder, 'config.yaml');
});

describe('a numbered backup', () => {
	it('is one above the highest there is, and readable by its owner alone', async () => {
		await writeFile(`${path}.7`, 'seven');
		const result = await writeNumberedBackup({path, text: 'eight', keep: 20});
		expect(result).toEqual({ok: true, value: `${path}.8`});
		expect(await readFile(`${path}.8`, 'utf8')).toBe('eight');
		expect((await stat(`${path}.8`)).mode & 0o777).toBe(0o600);
		expect(await readFile(`${path}.7`, 'utf8')).toBe('seven');
	});

	it('is one of twenty: the oldest go, and files with other names stay', async () => {
		const others = ['config.yaml.bak', 'config.yaml.01', 'config.yaml.1x', 'other.yaml.1'];
		await Promise.all(others.map(name => writeFile(join(folder, name), 'mine')));
		for (let count = 0; count < 25; count += 1) {
			await writeNumberedBackup({path, text: `${count}`, keep: 20});
		}

		const numbers = Array.from({length: 20}, (_, index) => `config.yaml.${index + 6}`);
		expect((await readdir(folder)).sort()).toEqual([...numbers, ...others].sort());
	});

	it('never takes the place of another, though many are written at once', async () => {
		const texts = Array.from({length: 20}, (_, index) => `text ${index}`);
		const results = await Promise.all(
			texts.map(text => writeNumberedBackup({path, text, keep: 100})),
		);
		const paths = new Set(results.map(result => (result.ok ? result.value : '')));
		expect(paths.size).toBe(20);
		const kept = await Promise.all([...paths].map(name => readFile(name, 'utf8')));
		expect(kept.sort()).toEqual([...texts].sort());
	});

	it('in a directory that is not there is a failure', async () => {
		const lost = join(folder, 'no', 'config.yaml');
		expect(await writeNumberedBackup({path: lost, text: '', keep: 20})).toMatchObject({
			ok: false,
			failure: {kind: 'missing'},
		});
	});
});
