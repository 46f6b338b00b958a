/** The lab's cluster itself: real hosts, real daemons, and nothing left of them. */
import {existsSync, readFileSync} from 'node:fs';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {livingPids, namespaceOf} from '../../scripts/lab/processes.ts';
import {loginHost, slurmNodes} from '../../scripts/lab/slurm-cluster.ts';
import {seedSlurm} from '../../scripts/lab/slurm-seed.ts';
import {needState} from '../../scripts/lab/state.ts';
import {askHost} from '../helpers/ask-host.ts';
import {eventually, hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';

describe.skipIf(!hasSlurmLab)('a cluster that is up', () => {
	let cluster: SlurmLab;

	beforeAll(async () => {
		cluster = await raiseSlurmLab();
	});

	afterAll(() => cluster.close());

	test('runs a job of several nodes, each a host of its own', async () => {
		const id = await cluster.submit('alice', 'srun hostname', ['-N3', '-o', 'hosts']);
		await cluster.untilState(id, 'COMPLETED');
		const said = await cluster.as('alice', ['sort', 'hosts']);

		expect(said.split('\n')).toEqual(['node001', 'node002', 'node003']);
	});

	test('gives a job its GPUs', async () => {
		const options = ['-p', 'gpu', '--gres=gpu:a100:2', '-o', 'gpus'];
		const id = await cluster.submit('alice', 'echo "$CUDA_VISIBLE_DEVICES"', options);
		await cluster.untilState(id, 'COMPLETED');

		expect(await cluster.as('alice', ['cat', 'gpus'])).toBe('0,1');
	});

	test('lets alice in over ssh on every host, where she has the same home', async () => {
		await cluster.as('alice', ['touch', 'seen-everywhere']);
		for (const name of [loginHost, ...slurmNodes]) {
			const {stdout, stderr} = await askHost(cluster.lab, [name, 'hostname; id -un; ls -d seen-*']);
			expect({stdout, stderr}).toEqual({stdout: `${name}\nalice\nseen-everywhere\n`, stderr: ''});
		}
	});

	test('keeps what ended in its database', async () => {
		const id = await cluster.submit('bob', 'exit 3');
		await cluster.untilState(id, 'FAILED');
		await eventually(
			async () =>
				(await cluster.as('bob', ['sacct', '-n', '-X', '-P', '-j', id, '-o', 'state,exitcode'])) ===
				'FAILED|3:0',
			() => 'sacct does not tell of it',
		);
	});

	test('is named in the configuration of the program', () => {
		const text = readFileSync(String(cluster.lab.environment['CLUSTERDECK_CONFIG']), 'utf8');

		expect(text).toContain('slurm: [{name: hpc, via: login}]');
	});

	test('has a controller that hangs, dies and comes back with its jobs', async () => {
		const {lab, submit, stateOf, tryAs} = cluster;
		const id = await submit('carol', 'sleep 600');
		await cluster.untilState(id, 'RUNNING');
		await cluster.untilSaved(id);
		await lab.fault(loginHost, 'slurmctld-kill');
		const dead = await tryAs('carol', ['scontrol', 'ping']);
		await lab.heal(loginHost);
		const state = await stateOf(id);
		await lab.fault(loginHost, 'slurmctld-stop');
		const hung = await tryAs('carol', ['timeout', '2', 'scontrol', 'ping']);
		await lab.heal(loginHost);
		const back = await tryAs('carol', ['scontrol', 'ping']);
		await cluster.cancelAll();

		expect([dead.stdout, dead.status]).toEqual(['Slurmctld(primary) at login is DOWN\n', 1]);
		expect(state).toBe('RUNNING');
		expect(hung).toMatchObject({stdout: '', status: 124});
		expect([back.stdout, back.status]).toEqual(['Slurmctld(primary) at login is UP\n', 0]);
	});

	test('has an accounting daemon that dies, while the controller goes on', async () => {
		const {lab, tryAs, as} = cluster;
		await lab.fault(loginHost, 'slurmdbd-kill');
		const dead = await tryAs('alice', ['sacct', '-X']);
		const queue = await tryAs('alice', ['squeue', '-h']);
		await lab.heal(loginHost);

		expect([dead.status, queue.status]).toEqual([1, 0]);
		expect(dead.stderr).toContain('Connection refused');
		// By itself it begins at midnight.
		const lately = ['sacct', '-X', '-S', 'now-1hours'] as const;
		await expect(as('alice', lately)).resolves.toContain('COMPLETED');
	});

	test('loses its sessions, and none of its daemons or jobs, when those of the login host are killed', async () => {
		const {lab, submit, untilState, cancelAll, stateOf} = cluster;
		const id = await submit('alice', 'sleep 600');
		await untilState(id, 'RUNNING');
		await lab.fault(loginHost, 'sessions-kill');
		await lab.heal(loginHost);
		const state = await stateOf(id);
		await cancelAll();

		expect(state).toBe('RUNNING');
	});

	test('has the states that are seeded, and hostile names of 500 bytes', async () => {
		const jobs = await seedSlurm(cluster.lab);
		const idOf = (tag: string) => jobs.find(job => job.tag === tag)?.id ?? '';
		await cluster.untilState(idOf('node-fail'), 'NODE_FAIL');
		await cluster.untilState(idOf('failed'), 'FAILED');
		await cluster.untilState(idOf('depends-never'), 'PENDING');
		const told = async (...words: readonly string[]): Promise<readonly string[]> => {
			const lines = await cluster.as('root', ['squeue', '-h', '-a', ...words]);
			return [...new Set(lines.split('\n'))].sort();
		};
		// The scheduler has its rounds, in which it tells them.
		await expect
			.poll(() => told('-t', 'all', '-o', '%T'))
			.toEqual(expect.arrayContaining(seededStates));
		await expect
			.poll(() => told('-t', 'pd', '-o', '%r'))
			.toEqual(expect.arrayContaining(seededReasons));
		expect(await cluster.as('alice', ['squeue', '-h', '-j', idOf('long'), '-o', '%j'])).toBe(
			'x'.repeat(500),
		);
	});
});

const seededStates = [
	...['CANCELLED', 'COMPLETED', 'FAILED', 'NODE_FAIL', 'PENDING', 'RUNNING', 'SUSPENDED'],
];

const seededReasons = [
	...['BeginTime', 'Dependency', 'DependencyNeverSatisfied', 'JobHeldAdmin', 'JobHeldUser'],
	...['PartitionTimeLimit', 'Priority', 'Reservation'],
];

describe.skipIf(!hasSlurmLab)('a cluster without accounting', () => {
	test('has no sacct, takes other lines of slurm.conf, and leaves nothing when it is down', async () => {
		const cluster = await raiseSlurmLab({hasAccounting: false, conf: ['MaxJobCount=7']});
		const {folder} = cluster.lab;
		const {keeper, hosts} = needState(folder);
		const holders = [keeper, ...hosts.map(({init}) => init)].flatMap(each => each ?? []);
		const networks = new Set(holders.map(({pid}) => namespaceOf(pid, 'net')));
		const id = await cluster.submit('alice', 'sleep 600');
		await cluster.untilState(id, 'RUNNING');
		const {status} = await cluster.tryAs('alice', ['sacct', '-X']);
		const config = await cluster.as('alice', ['scontrol', 'show', 'config']);
		await cluster.close();
		const left = livingPids().filter(pid => networks.has(namespaceOf(pid, 'net')));

		expect(networks.size).toBe(6);
		expect(status).toBe(1);
		expect(config).toMatch(/^MaxJobCount\s+= 7$/m);
		expect(left).toEqual([]);
		expect(existsSync(folder)).toBe(false);
		expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(folder);
		expect(readFileSync('/etc/passwd', 'utf8')).not.toContain('alice:');
	});
});
