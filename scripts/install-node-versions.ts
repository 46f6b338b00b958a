/**
 * Brings the oldest Node that is supported and one that is not into .cache/node-VERSION, so that the tests can run
 * the built program under them. Does nothing when they are there and run; what came by half is brought anew.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {nodeBinary, nodeVersions} from './node-versions.ts';

/** Between two tries: a registry that fails once is no reason to give up. */
const pausesMs = [5000, 20_000];

for (const version of Object.values(nodeVersions)) {
	if (!runs(version)) {
		console.error(`Installing Node ${version} for the tests ...`);
		await install(version, pausesMs);
	}
}

function runs(version: string): boolean {
	const {stdout} = spawnSync(resolve(nodeBinary(version)), ['--version'], {encoding: 'utf8'});
	return stdout?.trim() === `v${version}`;
}

async function install(version: string, [pauseMs, ...others]: readonly number[]): Promise<void> {
	const folder = `.cache/node-${version}`;
	rmSync(folder, {recursive: true, force: true});
	mkdirSync(folder, {recursive: true});
	writeFileSync(
		`${folder}/package.json`,
		JSON.stringify({private: true, allowScripts: {node: true}}),
	);
	const words = ['install', '--no-audit', '--no-fund', '--loglevel=error', `node@${version}`];
	try {
		execFileSync('npm', words, {cwd: folder, stdio: ['ignore', 'ignore', 'inherit']});
	} catch (error) {
		if (pauseMs === undefined) {
			throw error;
		}

		await pause(pauseMs);
		await install(version, others);
	}
}
