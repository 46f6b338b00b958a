/** Fills a fresh cluster with jobs of every state that it can have here, and with hostile names. */
import {setTimeout as sleep} from 'node:timers/promises';
import type {Lab} from './lab.ts';
import {mustRunAs, submitJob, type SlurmUserName} from './slurm-commands.ts';
import {hostileComment, hostileNames} from './slurm-names.ts';

export type SeededJob = {readonly tag: string; readonly id: string};

/** Why a state is none of those that are seeded. */
export const unseededStates: Readonly<Record<string, string>> = {
	OUT_OF_MEMORY: 'needs cgroups that hold memory',
	PREEMPTED: 'needs a partition or QOS that gives way to another',
	BOOT_FAIL: 'needs nodes that are switched on for a job',
	DEADLINE: 'needs a job that waits past its --deadline, of two minutes and more',
	REVOKED: 'needs a federation of clusters',
};

type Seed = readonly [tag: string, user: SlurmUserName, options: string, wrap: string];

const tick = 'for i in $(seq 1 100000); do echo "tick $i $(hostname)"; sleep 1; done';

/** Each begins at once, or ends at once. */
const first: readonly Seed[] = [
	['timeout', 'alice', '-J will-timeout -t 1 -c1', tick],
	['running', 'alice', '-J train-long -t 2:00:00 -c2 -o logs-%j-%x.out', tick],
	['suspended', 'alice', '-J suspendme -c1 -t 1:00:00', 'sleep 1000'],
	['two-nodes', 'alice', '-J mpi-two -N2 -n4 -x node002 -t 1:00:00', 'srun sleep 3000'],
	['gpu-two', 'bob', '-J gpu-train -p gpu --gres=gpu:a100:2 -c4 -t 4:00:00', tick],
	['gpu-one', 'carol', '-J gpu-infer -p gpu --gres=gpu:1 -c1 -t 4:00:00', 'sleep 3600'],
	['gpu-wait', 'bob', '-J gpu-wait -p gpu --gres=gpu:a100:2 -N1 -t 4:00:00', 'sleep 3600'],
	['failed', 'alice', '-J fails', 'echo boom >&2; exit 3'],
	['signalled', 'alice', '-J killed-self', 'kill -9 $$'],
	['no-command', 'alice', '-J cmd-not-found', '/no/such/binary'],
	['bad-folder', 'alice', '-J bad-workdir -D /nonexistent', 'true'],
	['bad-output', 'alice', '-J bad-output -o /nonexistent/x.out', 'true'],
	['requeued', 'alice', '-J requeue-exit --requeue', 'exit 99'],
	['array', 'alice', '-J sweep -a 1-100%5 -t 0:10:00 -o arr-%A_%a.out', 'sleep 120'],
	['node-fail', 'bob', '-J node-fail -w node002 --no-requeue -c1', 'sleep 1000'],
	['node-requeue', 'bob', '-J node-requeue -w node002 --requeue -c1', 'sleep 1000'],
	['cancelled', 'alice', '-J cancel-me', 'sleep 1000'],
];

/** They wait, each for another reason. */
const waiting: readonly Seed[] = [
	['begin', 'alice', '-J tomorrow --begin=now+1day', 'true'],
	['held', 'alice', '-J held-user -H', 'true'],
	['limit-first', 'carol', '-J qos-one --qos=tiny', 'sleep 2000'],
	['limit', 'carol', '-J qos-two --qos=tiny', 'sleep 2000'],
	['too-long', 'alice', '-J too-long -t 9-0', 'true'],
	['node-down', 'bob', '-J want-node002 -w node002', 'sleep 10'],
	['resources', 'bob', '-J whole-batch -N2 --exclusive -t 1:00:00', 'sleep 1000'],
	['priority', 'carol', '-J priority -n 8 -N1 -t 3:00:00', 'sleep 1000'],
	['two-partitions', 'bob', '-J multi-part -p batch,gpu -c8', 'sleep 10'],
	['reserved', 'root', '-J in-resv --reservation=maint1', 'true'],
];

export async function seedSlurm(lab: Lab): Promise<readonly SeededJob[]> {
	const root = (...argv: readonly [string, ...string[]]) => mustRunAs(lab, 'root', argv);
	const begun = await submitAll(lab, first);
	const idOf = (tag: string) => begun.find(job => job.tag === tag)?.id ?? '';
	const dependent = await submitAll(lab, [
		['depends', 'alice', `-J after-train -d afterok:${idOf('running')}`, 'true'],
		['depends-never', 'alice', `-J dep-never -d afterok:${idOf('failed')}`, 'true'],
		['held-admin', 'bob', '-J held-admin --begin=now+1hour', 'sleep 100'],
	]);
	await root('scontrol', 'hold', dependent.at(-1)?.id ?? '');
	await untilBegun(
		lab,
		['running', 'suspended', 'node-fail', 'node-requeue', 'cancelled'].map(idOf),
	);
	await mustRunAs(lab, 'alice', ['scancel', idOf('cancelled')]);
	const down = Buffer.from('PSU | failed; "rack 3" ünïcode').toString('latin1');
	await root('scontrol', 'update', 'nodename=node002', 'state=down', `reason=${down}`);
	const drain = 'kernel update [bob 2026-11-21]';
	await root('scontrol', 'update', 'nodename=node004', 'state=drain', `reason=${drain}`);
	const maintenance = 'starttime=now+2hours duration=60 nodes=node001 users=root flags=maint';
	await root('scontrol', 'create', 'reservation=maint1', ...maintenance.split(' '));
	const waits = await submitAll(lab, waiting);
	const parts = ['-J', 'het-job', '-n1', ':', '-n2'];
	const id = await submitJob(lab, {user: 'alice', options: parts, wrap: 'sleep 1000'});
	await root('scontrol', 'suspend', idOf('suspended'));
	const hostile = await seedHostileNames(lab);
	return [...begun, ...dependent, ...waits, {tag: 'two-parts', id}, ...hostile];
}

/** Jobs that others are to be done to have to run by then. */
async function untilBegun(lab: Lab, ids: readonly string[]): Promise<void> {
	const endMs = performance.now() + begunWithinMs;
	const waiting = async (): Promise<string> =>
		mustRunAs(lab, 'root', ['squeue', '-h', '-t', 'PD', '-j', ids.join(','), '-o', '%i %r']);
	for (let left = await waiting(); left.trim() !== ''; left = await waiting()) {
		if (performance.now() > endMs) {
			throw new Error(`these do not begin: ${left}`);
		}

		await sleep(200);
	}
}

const begunWithinMs = 180_000;

/** Each twice: alice's wait for two hours, bob's run and end soon. */
export async function seedHostileNames(lab: Lab): Promise<readonly SeededJob[]> {
	const seeded: SeededJob[] = [];
	const wrap = 'true';
	const soon = ['--qos=high', '-t', '1', '-c1', '--mem=10', '-o', '/dev/null'];
	for (const [tag, name] of Object.entries(hostileNames)) {
		const options = [`--job-name=${name}`, ...(tag === 'newline' ? [comment] : [])];
		const later = ['--begin=now+2hours', ...options];
		seeded.push(
			{tag, id: await submitJob(lab, {user: 'alice', options: later, wrap})},
			{
				tag: `${tag}-ended`,
				id: await submitJob(lab, {user: 'bob', options: [...soon, ...options], wrap}),
			},
		);
	}

	return seeded;
}

const comment = `--comment=${hostileComment}`;

async function submitAll(lab: Lab, seeds: readonly Seed[]): Promise<SeededJob[]> {
	const jobs: SeededJob[] = [];
	for (const [tag, user, options, wrap] of seeds) {
		jobs.push({tag, id: await submitJob(lab, {user, options: options.split(' '), wrap})});
	}

	return jobs;
}
