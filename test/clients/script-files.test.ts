import {chmodSync, mkdirSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {createAskSlurm} from '../../source/clients/run-slurm.ts';
import {listScripts, readScriptFile} from '../../source/clients/script-files.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {type Argv, shellOf} from '../helpers/local-shell.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const {signal} = new AbortController();
const head = '#!/bin/sh\n#SBATCH --time=5\n';

function homeWith(files: Readonly<Record<string, string>>) {
	const home = temporaryDirectory();
	for (const [index, [name, text]] of Object.entries(files).entries()) {
		const path = join(home, name);
		mkdirSync(join(path, '..'), {recursive: true});
		writeFileSync(path, text);
		utimesSync(path, 1000 + index, 1000 + index);
	}

	return home;
}

function asking(home: string, argv: Argv = ['sh']) {
	const openShell = shellOf(argv, {HOME: home});
	return createAskSlurm({openShell, clock: systemClock, where: 'hpc'});
}

describe.each([[['dash']], [['busybox', 'sh']], [['bash']]] as ReadonlyArray<readonly [Argv]>)(
	'scripts, under %s',
	argv => {
		it('are the files of the home folder and of those in it that say so, newest first', async () => {
			const home = homeWith({
				'old.sbatch': head,
				'jobs/$(touch x) y.sh': head,
				'jobs/deep/too.sh': head,
				'.cache/hidden.sh': head,
				'no-options.sh': '#!/bin/sh\n',
				'no-shell.sh': '#SBATCH --time=5\n',
				'large.sh': head + '#'.repeat(200_000),
				'- new.sh': head,
			});
			const listed = await listScripts(asking(home, argv), '', signal);
			expect(listed).toMatchObject({
				ok: true,
				value: [
					{path: '- new.sh', sizeBytes: head.length, changedAtMs: 1_007_000},
					{path: 'jobs/$(touch x) y.sh'},
					{path: 'old.sbatch'},
				],
			});
		});
	},
);

describe('scripts of another folder', () => {
	it('are told with its path, or that there is none', async () => {
		const home = homeWith({'jobs/a.sh': head});
		const ask = asking(home);
		expect(await listScripts(ask, 'jobs/', signal)).toMatchObject({value: [{path: 'jobs/a.sh'}]});
		expect(await listScripts(ask, join(home, 'jobs'), signal)).toMatchObject({
			value: [{path: join(home, 'jobs/a.sh')}],
		});
		expect(await listScripts(ask, 'nosuch', signal)).toMatchObject({failure: {kind: 'missing'}});
	});
});

describe('the text of a script', () => {
	it('is read from the home folder, whatever its name', async () => {
		const home = homeWith({'- ü.sh': `${head}# ü\n`});
		expect(await readScriptFile(asking(home), '- ü.sh', signal)).toEqual({
			ok: true,
			value: {
				text: `${head}# ü\n`,
				options: [{name: 'time', value: '5', line: 2}],
			},
		});
		expect(await readScriptFile(asking(home), '~/- ü.sh', signal)).toMatchObject({ok: true});
	});

	it.each([
		['nosuch.sh', {kind: 'missing', where: 'nosuch.sh'}],
		['jobs', {kind: 'exited', where: 'jobs'}],
	])('says what is wrong with %s', async (path, failure) => {
		const home = homeWith({'jobs/a.sh': head});
		chmodSync(home, 0o755);
		expect(await readScriptFile(asking(home), path, signal)).toMatchObject({ok: false, failure});
	});
});
