import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

/** A copy of the project in which violations are planted and gates are run; never the project itself. */
export type PlantedTree = {
	readonly plant: (path: string, text: string) => Promise<void>;
	/** Changes a file that is there; fails when `before` is not in it. */
	readonly edit: (path: string, before: string, after: string) => Promise<void>;
	/** Runs one of the project's scripts: what it printed, and whether it passed. */
	readonly run: (
		script: string,
		args?: readonly string[],
	) => Promise<{readonly passed: boolean; readonly output: string}>;
	readonly remove: () => Promise<void>;
};

const copied = [
	'source',
	'test',
	'scripts',
	'schema',
	'bench',
	'package.json',
	'tsconfig.json',
	'.biome.json',
	'.knip.json',
	'.dependency-cruiser.mjs',
	'.gitignore',
	'config.yaml',
	'README.md',
];

export async function plantedTree(): Promise<PlantedTree> {
	const root = await mkdtemp(join(tmpdir(), 'clusterdeck-gates-'));
	for (const path of copied) {
		await cp(path, join(root, path), {recursive: true});
	}

	await mkdir(join(root, '.git'));
	await symlink(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
	return {
		async plant(path, text) {
			await mkdir(dirname(join(root, path)), {recursive: true});
			await writeFile(join(root, path), text);
		},
		async edit(path, before, after) {
			const text = await readFile(join(root, path), 'utf8');
			if (!text.includes(before)) {
				throw new Error(`${path} does not contain: ${before}`);
			}

			await writeFile(join(root, path), text.replace(before, after));
		},
		run: (script, args = []) =>
			new Promise(resolve => {
				const options = {cwd: root, maxBuffer: 2 ** 26};
				execFile(
					'npm',
					['run', '--silent', script, '--', ...args],
					options,
					(error, stdout, stderr) => resolve({passed: error === null, output: stdout + stderr}),
				);
			}),
		remove: () => rm(root, {recursive: true, force: true}),
	};
}
