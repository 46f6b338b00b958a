/**
 * Captures of a cluster that is seeded, for test/fixtures/slurm: what each command said, byte for byte, and INDEX.tsv
 * with its exit status, its bytes and its words. Only those that are missing are taken.
 */
import {once} from 'node:events';
import {appendFile, mkdir, writeFile} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {buffer} from 'node:stream/consumers';
import {type Argv, startCommand} from './command.ts';
import type {Lab} from './lab.ts';
import {asUser, loginHost} from './slurm-cluster.ts';
import {mustRunAs, type SlurmUserName, submitJob} from './slurm-commands.ts';

export type Capture = {
	readonly name: string;
	readonly user: SlurmUserName;
	readonly argv: Argv;
};

/** The names of those that were taken. */
export async function captureSlurm(lab: Lab, folder: string): Promise<readonly string[]> {
	await mkdir(folder, {recursive: true});
	const taken: string[] = [];
	for (const capture of await commandsOf(lab)) {
		if (!existsSync(join(folder, `${capture.name}.txt`))) {
			await take(lab, folder, capture);
			taken.push(capture.name);
		}
	}

	return taken;
}

/** With a job of alice and one of bob that run. */
async function commandsOf(lab: Lab): Promise<readonly Capture[]> {
	const own = await runningJob(lab, 'alice');
	const other = await runningJob(lab, 'bob');
	const stamped = (...argv: Argv): Argv => ['env', 'SLURM_TIME_FORMAT=%s', ...argv];
	const asAlice: ReadonlyArray<readonly [name: string, argv: Argv]> = [
		['own-hold-running', ['scontrol', 'hold', own]],
		['own-write-batch-script', ['scontrol', 'write', 'batch_script', own, '-']],
		['other-scancel', ['scancel', other]],
		['other-scancel-verbose', ['scancel', '-v', other]],
		['other-scancel-user', ['scancel', '-v', '--user=alice', other]],
		['other-hold', ['scontrol', 'hold', other]],
		['other-requeue', ['scontrol', 'requeue', other]],
		['other-update', ['scontrol', 'update', `jobid=${other}`, 'timelimit=1']],
		['other-write-batch-script', ['scontrol', 'write', 'batch_script', other, '-']],
		['epoch-squeue-long', stamped('squeue', '-a', '-l')],
		['epoch-squeue-start', stamped('squeue', '--start')],
		['epoch-show-job', stamped('scontrol', '-d', 'show', 'job', own)],
		['epoch-show-node', stamped('scontrol', 'show', 'node')],
		['epoch-show-reservation', stamped('scontrol', 'show', 'reservation')],
		['epoch-sinfo-reasons', stamped('sinfo', '-R')],
		['epoch-sacct', stamped('sacct', '-X', '-P', '-o', 'jobid,submit,start,end,state')],
		['epoch-test-only', stamped('sbatch', '--test-only', '-n2', '--wrap', 'true')],
	];
	return asAlice.map(([name, argv]) => ({name, user: 'alice', argv}));
}

async function runningJob(lab: Lab, user: SlurmUserName): Promise<string> {
	const id = await submitJob(lab, {user, options: ['-t', '5', '--qos=high'], wrap: 'sleep 60'});
	await mustRunAs(lab, 'root', ['sh', '-c', untilRunning, 'sh', id]);
	return id;
}

const untilRunning = 'until squeue -h -j "$1" -o %T | grep -q RUNNING; do sleep 0.1; done';

async function take(lab: Lab, folder: string, {name, user, argv}: Capture): Promise<void> {
	const inside = user === 'root' ? argv : asUser(user, argv);
	const child = startCommand(lab.argvInHost(loginHost, inside), {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const {stdout, stderr} = child;
	if (stdout === null || stderr === null) {
		throw new Error('no pipes');
	}

	const [said, complained, [status]] = await Promise.all([
		buffer(stdout),
		buffer(stderr),
		once(child, 'close'),
	]);
	await writeFile(join(folder, `${name}.txt`), said);
	if (complained.length > 0) {
		await writeFile(join(folder, `${name}.txt.err`), complained);
	}

	const line = [`${name}.txt`, status, said.length, [user, ...argv].join(' ')].join('\t');
	await appendFile(join(folder, 'INDEX.tsv'), `${line}\n`);
}
