import {
	chmod,
	lstat,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	stat,
	symlink,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import {loadConfig, saveConfig} from '../../source/clients/config-file.ts';
import {configPath} from '../../source/clients/find-config.ts';
import {configProblemText} from '../../source/theme/config-problem-text.ts';
import {configSourceText} from '../../source/theme/config-source-text.ts';

const text = 'version: 1   # one\n\nnodes:\n  - {name: a}   # the first\n';
const added = '  - name: b\n';
let folder = '';
let path = '';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'clusterdeck-config-'));
	path = join(folder, 'config.yaml');
	await writeFile(path, text, {mode: 0o644});
});

const problemsOf = async (file: string) => {
	const loaded = await loadConfig(file);
	return loaded.ok ? [] : loaded.problems.map(configProblemText);
};

describe('the configuration that is used', () => {
	it.each([
		[{flag: 'a.yaml', environment: {CLUSTERDECK_CONFIG: 'b.yaml'}}, 'a.yaml (from --config)'],
		[{flag: '~/a.yaml', environment: {HOME: '/home/pi'}}, '/home/pi/a.yaml (from --config)'],
		[
			{flag: undefined, environment: {CLUSTERDECK_CONFIG: 'b.yaml', HOME: '/home/pi'}},
			'b.yaml (from $CLUSTERDECK_CONFIG)',
		],
		[
			{flag: undefined, environment: {CLUSTERDECK_CONFIG: '', HOME: '/nowhere'}},
			'no file: this machine alone (nothing at /nowhere/.config/clusterdeck/config.yaml)',
		],
		[
			{flag: undefined, environment: {XDG_CONFIG_HOME: '/nowhere/etc', HOME: '/home/pi'}},
			'no file: this machine alone (nothing at /nowhere/etc/clusterdeck/config.yaml)',
		],
		[
			{flag: undefined, environment: {XDG_CONFIG_HOME: 'relative'}},
			'no file: this machine alone (there is no home directory to look in)',
		],
	])('%j: %s', async (question, sentence) => {
		expect(configSourceText(await configPath(question))).toBe(sentence);
	});

	it('is the one at the usual place when there is one', async () => {
		await mkdir(join(folder, '.config', 'clusterdeck'), {recursive: true});
		const usual = join(folder, '.config', 'clusterdeck', 'config.yaml');
		await writeFile(usual, text);
		const source = await configPath({flag: undefined, environment: {HOME: folder}});
		expect(source).toEqual({from: 'home', path: usual});
	});
});

describe('a configuration that cannot be read', () => {
	it('is a problem in words', async () => {
		const missing = join(folder, 'no.yaml');
		expect(await problemsOf(missing)).toEqual([
			`${missing}: does not exist: "clusterdeck config schema" says what may stand in one`,
		]);
		expect(await problemsOf(folder)).toEqual([`${folder}: is a directory, not a file`]);
		expect(await problemsOf('/dev/zero')).toEqual(['/dev/zero: is a device or a pipe, not a file']);
		await writeFile(path, `# ${'x'.repeat(300_000)}`);
		expect(await problemsOf(path)).toEqual([
			`${path}: is larger than 262144 bytes, the most a configuration may have`,
		]);
		await writeFile(path, Buffer.from('cluster: caf\xe9\n', 'latin1'));
		expect(await problemsOf(path)).toEqual([
			`${path}:1:13: is not UTF-8 here: save the file again as UTF-8`,
		]);
	});

	it('because everybody may write it, is refused', async () => {
		await chmod(path, 0o646);
		expect(await problemsOf(path)).toEqual([
			`${path}: may be written by everybody on this machine: run chmod o-w on it`,
		]);
	});
});

describe('a configuration that is saved', () => {
	const edits = [{path: ['nodes'], append: {name: 'b'}}];

	it('keeps every byte around the edit, its mode, and its old text under a number', async () => {
		await chmod(path, 0o664);
		const outcome = await saveConfig({path, readText: text, edits});
		expect(outcome).toEqual({outcome: 'saved', text: text + added, backup: `${path}.1`});
		expect(await readFile(path, 'utf8')).toBe(text + added);
		expect((await stat(path)).mode & 0o777).toBe(0o664);
		expect(await readFile(`${path}.1`, 'utf8')).toBe(text);
		expect((await readdir(folder)).sort()).toEqual(['config.yaml', 'config.yaml.1']);
	});

	it('is left alone when somebody else changed it meanwhile', async () => {
		await writeFile(path, `${text}# mine\n`);
		const outcome = await saveConfig({path, readText: text, edits});
		expect(outcome).toMatchObject({outcome: 'failed', failure: {kind: 'rejected'}});
		expect(await readFile(path, 'utf8')).toBe(`${text}# mine\n`);
		expect(await readdir(folder)).toEqual(['config.yaml']);
	});

	it('is left alone when the result would be a mistake', async () => {
		const outcome = await saveConfig({
			path,
			readText: text,
			edits: [{path: ['nodes'], append: {name: 'a'}}],
		});
		expect(outcome).toMatchObject({outcome: 'invalid', problems: [{path: 'nodes[1].name'}]});
		expect(await readdir(folder)).toEqual(['config.yaml']);
	});

	it('is not written at all when nothing changes', async () => {
		const same = await saveConfig({path, readText: text, edits: [{path: ['version'], set: 1}]});
		expect(same).toEqual({outcome: 'unchanged'});
		expect(await readdir(folder)).toEqual(['config.yaml']);
	});

	it('is written behind its link, and the link stays', async () => {
		const link = join(folder, 'link.yaml');
		await symlink(path, link);
		const outcome = await saveConfig({path: link, readText: text, edits});
		expect(outcome).toMatchObject({outcome: 'saved', backup: `${link}.1`});
		expect((await lstat(link)).isSymbolicLink()).toBe(true);
		expect(await readFile(path, 'utf8')).toBe(text + added);
	});
});
