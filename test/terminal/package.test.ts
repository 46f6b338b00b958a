/** The published package: what is in it, and that it runs where it should without a network. */
import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {describe, expect, it} from 'vitest';
import {nodeBinary, nodeVersions} from '../../scripts/node-versions.ts';
import {schemaErrors} from '../helpers/validate-document.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

type Packed = {readonly filename: string; readonly files: ReadonlyArray<{readonly path: string}>};

function pack(): {readonly tarball: string; readonly packed: Packed} {
	const directory = temporaryDirectory();
	const args = ['pack', '--json', '--pack-destination', directory];
	const [packed] = JSON.parse(execFileSync('npm', args, {encoding: 'utf8'})) as Packed[];
	return packed === undefined
		? expect.unreachable()
		: {tarball: join(directory, packed.filename), packed};
}

/** The package installed into an empty folder, with every registry out of reach. */
function installed(): string {
	const {tarball} = pack();
	const directory = temporaryDirectory();
	writeFileSync(join(directory, 'package.json'), '{"private": true}');
	const args = [
		'install',
		'--offline',
		'--no-audit',
		'--no-fund',
		'--cache',
		join(directory, 'cache'),
	];
	execFileSync('npm', [...args, tarball], {cwd: directory, stdio: 'pipe'});
	return directory;
}

/** Runs the installed command through its own first line, with this Node first on the PATH. */
function runInstalled(directory: string, node: string, args: readonly string[]) {
	const bin = temporaryDirectory();
	symlinkSync(node, join(bin, 'node'));
	return spawnSync(join(directory, 'node_modules/.bin/clusterdeck'), args, {
		encoding: 'utf8',
		cwd: directory,
		env: {PATH: `${bin}:/usr/bin:/bin`, HOME: directory, LANG: 'C.UTF-8'},
	});
}

it('holds the bundle, the schemas, the example configuration, and nothing to run or fetch', () => {
	const {packed} = pack();
	const paths = packed.files.map(({path}) => path);
	expect(paths.filter(path => !/^dist\/chunks\/[\w-]+\.js$/.test(path)).sort()).toEqual([
		'CHANGELOG.md',
		'LICENSE',
		'README.md',
		'config.yaml',
		'dist/clusterdeck.js',
		'dist/licences.txt',
		'package.json',
		'schema/answer.schema.json',
		'schema/config.schema.json',
		'schema/deed.schema.json',
		'schema/job.schema.json',
		'schema/log.schema.json',
		'schema/models.schema.json',
		'schema/status.schema.json',
		'schema/verify.schema.json',
	]);
	const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
		dependencies?: object;
		optionalDependencies?: object;
		scripts: Record<string, string>;
	};
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.optionalDependencies).toBeUndefined();
	for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
		expect(manifest.scripts).not.toHaveProperty(script);
	}
});

it('every dependency is pinned exactly', () => {
	const {devDependencies} = JSON.parse(readFileSync('package.json', 'utf8')) as {
		devDependencies: Record<string, string>;
	};
	for (const version of Object.values(devDependencies)) {
		expect(version).toMatch(/^\d+\.\d+\.\d+$/);
	}
});

it('only Node and esbuild run a script when they are installed', () => {
	const {packages} = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
		packages: Record<string, {hasInstallScript?: boolean}>;
	};
	const withScript = Object.entries(packages).flatMap(([path, {hasInstallScript}]) =>
		hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
	);
	const {allowScripts} = JSON.parse(readFileSync('package.json', 'utf8')) as {
		allowScripts: Record<string, boolean>;
	};
	const isDecided = (name: string): boolean => name === 'fsevents' || name in allowScripts;
	expect(withScript.filter(name => !isDecided(name))).toEqual([]);
	expect(Object.keys(allowScripts).filter(name => allowScripts[name])).toEqual(['node', 'esbuild']);
});

describe('installed without a network', () => {
	it.each([
		['the oldest Node that is supported', resolve(nodeBinary(nodeVersions.oldestSupported))],
		['the Node of this project', process.execPath],
	])('runs under %s', (_, node) => {
		const run = runInstalled(installed(), node, ['--once']);
		expect(run.stderr).toBe('');
		expect(run.status).toBe(0);
		expect(schemaErrors(JSON.parse(run.stdout))).toEqual([]);
	});

	it('says under an old Node which one it needs', () => {
		const run = runInstalled(installed(), resolve(nodeBinary(nodeVersions.tooOld)), ['--once']);
		expect(run.status).toBe(2);
		expect(run.stdout).toBe('');
		expect(run.stderr).toMatch(
			/^clusterdeck: needs Node 22\.19 or later, found 20\.\d+\.\d+[^\n]*\n$/,
		);
	});

	it('starts Node with a small young generation, whichever shell reads its first line', () => {
		const script = join(installed(), 'node_modules/clusterdeck/dist/clusterdeck.js');
		const bin = temporaryDirectory();
		const spy = join(bin, 'node');
		writeFileSync(spy, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
		chmodSync(spy, 0o755);
		const shells = ['/bin/sh', '/bin/bash', '/usr/bin/busybox'].filter(existsSync);
		expect(shells.length).toBeGreaterThan(0);
		for (const shell of shells) {
			const args = shell.endsWith('busybox') ? ['sh', script, '--once'] : [script, '--once'];
			const {stdout} = spawnSync(shell, args, {
				encoding: 'utf8',
				env: {PATH: `${bin}:/usr/bin:/bin`},
			});
			expect(stdout).toBe(`--max-semi-space-size=4\n${script}\n--once\n`);
		}
	});
});
