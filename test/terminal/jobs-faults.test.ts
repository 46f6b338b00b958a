/** The built program with programs of Slurm that fail: it says so in words, in time, and all else goes on. */
import {execFile} from 'node:child_process';
import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import type {StatusDocument} from '../../source/parsers/status-schema.ts';
import {absent, type FakeSlurm, fakeSlurm} from '../helpers/fake-slurm.ts';
import {documentOf, programPath, runProgram} from '../helpers/program.ts';
import {openScreenSession} from '../helpers/screen-session.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {schemaErrors} from '../helpers/validate-document.ts';

const version = "--version) echo 'slurm-wlm 22.05.8'";
const words = (program: string): string =>
	`echo '${program}: Unable to contact slurm controller (connect failure)' >&2; exit 1`;
const hang = 'exec sleep 1000';

/** What goes wrong, what the document says of it, and what the screen does. */
const faults = [
	[
		'a controller that is down',
		{
			squeue: `${version};; *) ${words('slurm_load_jobs error')}`,
			sinfo: words('slurm_load_partitions'),
			scontrol: `--) ;; ping) echo 'Slurmctld(primary) at login01 is DOWN'; exit 1;; *) ${words('slurm_load_ctl_conf error')}`,
		},
		'slurmctld is down, as scontrol ping says. Try again later, or tell who runs the cluster.',
		'slurmctld is down, as scontrol ping says.',
	],
	[
		'a controller that hangs',
		{squeue: `${version};; *) ${hang}`, sinfo: hang, scontrol: hang},
		'squeue has not answered yet, so its jobs are not known. --timeout SECONDS waits longer.',
		'calls/min',
	],
	[
		'a squeue that tells garbage',
		{squeue: `${version};; *) head -c 100000 /dev/urandom`},
		'hpc: the answer was not understood: squeue: the list ends within a record',
		'the answer was not understood',
	],
	[
		'a squeue that does not end',
		{squeue: `${version};; *) yes`},
		'hpc: what it holds or prints is larger than 256 MiB, which is the limit here.',
		'larger than 256 MiB',
	],
] as const;

describe('--once', () => {
	it.each(faults)('tells %s in words and in time', async (_, fault, text) => {
		const slurm = fakeSlurm(fault);
		const startedMs = performance.now();
		const run = await runProgram({
			args: ['--once', '--timeout', '10', '--config', configOf(slurm)],
			env: slurm.env,
		});
		expect(performance.now() - startedMs).toBeLessThan(15_000);
		expect(run).toMatchObject({status: 0, stderr: ''});
		const document = documentOf(run);
		expect(schemaErrors(document)).toEqual([]);
		expect(document.problems).toContainEqual({source: 'hpc', text});
		expect(document.nodes?.[0]?.memory?.totalBytes).toBeGreaterThan(0);
		expect(document.slurm?.[0]?.jobs).toBeUndefined();
	});
});

describe('the dashboard', () => {
	it.each(faults)('shows %s, and obeys keys', async (...[, fault, , shown]) => {
		const {env, nodes} = fakeSlurm(fault);
		const session = openScreenSession({env, nodes});
		await session.drawn();
		session.type('2');
		await session.sees(shown);
		session.type('6');
		await session.sees('squeue --version');
		session.type('q');
		expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	});
});

const installed = '/usr/bin/squeue';
const isInstalled = existsSync(installed);
const hidden = `mount --bind /dev/null ${installed}; exec "$@"`;

/** Where Slurm is installed its squeue is hidden, which only root may do. */
it.runIf(!isInstalled || process.getuid?.() === 0)(
	'--once without a squeue says so, and asks whether this is the right machine',
	async () => {
		const slurm = fakeSlurm({squeue: absent});
		const program = [process.execPath, programPath, '--once', '--config', configOf(slurm)];
		const [file = '', ...args] = isInstalled
			? ['unshare', '-m', 'sh', '-c', hidden, 'sh', ...program]
			: program;
		const env = {...process.env, ...slurm.env};
		const {stdout} = await promisify(execFile)(file, args, {env});
		const document = JSON.parse(stdout) as StatusDocument;
		expect(schemaErrors(document)).toEqual([]);
		expect(document.problems).toEqual([
			{
				source: 'hpc',
				text: 'hpc: squeue was not found on the PATH (exit 127). Is Slurm there, and is this its login node?',
			},
		]);
		expect(document.nodes?.[0]?.memory?.totalBytes).toBeGreaterThan(0);
	},
);

function configOf({nodes}: FakeSlurm): string {
	const file = join(temporaryDirectory(), 'config.yaml');
	writeFileSync(file, `version: 1\nnodes:\n${nodes}`);
	return file;
}
