import {existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {writeConfig} from '../../source/clients/write-config.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

it('a first configuration makes its folder, for its owner alone', async () => {
	const folder = join(temporaryDirectory(), 'a/b');
	const path = join(folder, 'config.yaml');
	expect(await writeConfig(path, 'one\n')).toEqual({ok: true, value: {backup: undefined}});
	expect(readFileSync(path, 'utf8')).toBe('one\n');
	expect(statSync(path).mode & 0o777).toBe(0o600);
	expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('what stood there is kept, and so is its mode', async () => {
	const path = join(temporaryDirectory(), 'config.yaml');
	writeFileSync(path, 'one\n', {mode: 0o644});
	expect(await writeConfig(path, 'two\n')).toEqual({ok: true, value: {backup: `${path}.1`}});
	expect(readFileSync(`${path}.1`, 'utf8')).toBe('one\n');
	expect(readFileSync(path, 'utf8')).toBe('two\n');
	expect(statSync(path).mode & 0o777).toBe(0o644);
});

it('links of dotfiles are followed, to a file and to a folder', async () => {
	const home = temporaryDirectory();
	mkdirSync(join(home, 'dotfiles'));
	symlinkSync(join(home, 'dotfiles'), join(home, 'linked'));
	expect((await writeConfig(join(home, 'linked/config.yaml'), 'one\n')).ok).toBe(true);
	expect(readFileSync(join(home, 'dotfiles/config.yaml'), 'utf8')).toBe('one\n');
	symlinkSync(join(home, 'dotfiles/config.yaml'), join(home, 'config.yaml'));
	expect((await writeConfig(join(home, 'config.yaml'), 'two\n')).ok).toBe(true);
	expect(readFileSync(join(home, 'dotfiles/config.yaml'), 'utf8')).toBe('two\n');
});

it('what is no file, or too large to be a configuration, is left alone', async () => {
	const folder = temporaryDirectory();
	expect(await writeConfig(folder, 'x')).toMatchObject({failure: {kind: 'rejected'}});
	const path = join(folder, 'config.yaml');
	const text = 'x'.repeat(300_000);
	writeFileSync(path, text);
	expect(await writeConfig(path, 'x')).toMatchObject({failure: {kind: 'tooLarge'}});
	expect(readFileSync(path, 'utf8')).toBe(text);
	expect(existsSync(`${path}.1`)).toBe(false);
});
