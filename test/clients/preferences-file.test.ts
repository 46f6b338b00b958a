import {
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, it} from 'vitest';
import {readPreferences, writePreferences} from '../../source/clients/preferences-file.ts';
import type {Preferences} from '../../source/domain/preferences.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const chosen: Preferences = {
	...{nodeSort: 'cpu', nodeView: 'table', gridMetric: 'cpu', jobSort: 'time', jobColumns: ['user']},
	...{slurmNodeSort: 'health', hasCommands: true, isBellOn: false},
};

const aPath = (): string => join(temporaryDirectory(), 'preferences.json');

it('what was chosen is read again, from a file for its owner alone', async () => {
	const path = aPath();
	expect(await writePreferences(dirname(path), chosen)).toEqual({ok: true, value: undefined});
	expect(await readPreferences(path)).toEqual({ok: true, value: {value: chosen, problems: []}});
	expect(statSync(path).mode & 0o777).toBe(0o600);
	expect(readdirSync(dirname(path))).toEqual(['preferences.json']);
});

it('before the first choice there is none', async () => {
	expect(await readPreferences(aPath())).toEqual({ok: true, value: {value: {}, problems: []}});
});

it('of two programs at once one is read, whole', async () => {
	const path = aPath();
	const others = {...chosen, nodeSort: 'disk', jobColumns: ['submitted', 'qos']} as const;
	for (let round = 0; round < 20; round += 1) {
		const reading = Array.from({length: 5}, () => readPreferences(path));
		await Promise.all([
			writePreferences(dirname(path), chosen),
			writePreferences(dirname(path), others),
		]);
		for (const read of [...(await Promise.all(reading)), await readPreferences(path)]) {
			expect(read).toMatchObject({ok: true, value: {problems: []}});
		}
	}

	const last = JSON.parse(readFileSync(path, 'utf8'));
	expect([chosen, others]).toContainEqual(last);
	expect(readdirSync(dirname(path))).toEqual(['preferences.json']);
});

it('a file that is damaged is read as what it is, and stays so', async () => {
	const path = aPath();
	writeFileSync(path, '{"nodeSort": ');
	expect(await readPreferences(path)).toMatchObject({ok: true, value: {problems: [{}]}});
	expect(readFileSync(path, 'utf8')).toBe('{"nodeSort": ');
});

it('a file without an end is not read to its end', async () => {
	const path = aPath();
	writeFileSync(path, ' '.repeat(2 ** 16 + 1));
	expect(await readPreferences(path)).toMatchObject({ok: false, failure: {kind: 'tooLarge'}});
});

it('what is no file of ours is not replaced', async () => {
	const path = aPath();
	const other = aPath();
	writeFileSync(other, 'theirs');
	symlinkSync(other, path);
	expect(await writePreferences(dirname(path), chosen)).toMatchObject({
		ok: false,
		failure: {kind: 'denied'},
	});
	expect(readFileSync(other, 'utf8')).toBe('theirs');
	rmSync(path);
	mkdirSync(path);
	expect(await writePreferences(dirname(path), chosen)).toMatchObject({
		ok: false,
		failure: {kind: 'denied'},
	});
});
