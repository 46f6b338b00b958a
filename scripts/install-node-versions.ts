/**
 * Brings the oldest Node that is supported and one that is not into .cache/node-VERSION, so that the tests can run
 * the built program under them. Does nothing when they are there.
 */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {nodeVersions} from './node-versions.ts';

for (const version of Object.values(nodeVersions)) {
	const folder = `.cache/node-${version}`;
	if (existsSync(`${folder}/node_modules/.bin/node`)) {
		continue;
	}

	console.error(`Installing Node ${version} for the tests ...`);
	mkdirSync(folder, {recursive: true});
	writeFileSync(
		`${folder}/package.json`,
		JSON.stringify({private: true, allowScripts: {node: true}}),
	);
	execFileSync(
		'npm',
		['install', '--no-audit', '--no-fund', '--loglevel=error', `node@${version}`],
		{
			cwd: folder,
			stdio: ['ignore', 'ignore', 'inherit'],
		},
	);
}
