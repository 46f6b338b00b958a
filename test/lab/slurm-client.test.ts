/** The client against a real cluster, over ssh, as alice. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {loginHost} from '../../scripts/lab/slurm-cluster.ts';
import {hostileComment, hostileNames} from '../../scripts/lab/slurm-names.ts';
import {type SeededJob, seedHostileNames} from '../../scripts/lab/slurm-seed.ts';
import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import type {SlurmClient} from '../../source/clients/slurm-client.ts';
import type {Job} from '../../source/domain/job.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {onceInLab} from '../helpers/once-in-lab.ts';
import {quote} from '../helpers/watched-rack.ts';
import {eventually, hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';

const {signal} = new AbortController();

describe.skipIf(!hasSlurmLab)('a real cluster', () => {
	let cluster: SlurmLab;
	let client: SlurmClient;
	let seeded: readonly SeededJob[];
	const sinceWallMs = Date.now() - 60_000;

	beforeAll(async () => {
		cluster = await raiseSlurmLab();
		client = clientOf(cluster, 'alice');
		seeded = await seedHostileNames(cluster.lab);
	});

	afterAll(() => cluster.close());

	const seededId = (tag: string): string => seeded.find(job => job.tag === tag)?.id ?? '';

	test('tells what it is', async () => {
		expect(expectValue(await client.describe(signal))).toEqual({
			version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
			user: 'alice',
			name: 'lab',
			hasAccounting: true,
		});
		expect(await client.ping(signal)).toBe('up');
	});

	test('has a row for each job and no other, and every hostile name is exact, byte for byte', async () => {
		const jobs = expectValue(await client.listJobs({kind: 'mine'}, signal));
		const ids = await cluster.as('alice', ['squeue', '-h', '--me', '-t', 'all', '-o', '%i']);

		expect(jobs.map(({id}) => id).sort()).toEqual(ids.split('\n').sort());
		for (const [tag, name] of Object.entries(hostileNames)) {
			expect([tag, nameBytesOf(jobNamed(jobs, seededId(tag)))]).toEqual([tag, name]);
		}
	});

	test('says of no job what a name or a comment made up', async () => {
		const jobs = expectValue(await client.listJobs({kind: 'all'}, signal));
		const detail = expectValue(await client.describeJob(seededId('newline'), signal));

		expect(jobs.filter(({user}) => user === 'root')).toEqual([]);
		expect(jobs.map(({id}) => id)).not.toContain('999');
		expect(new Set(jobs.map(({id}) => id)).size).toBe(jobs.length);
		expect(JSON.stringify(detail)).toContain(JSON.stringify(hostileComment).slice(1, 20));
		expect(detail.state).toBe('PENDING');
		expect(detail.exit?.code ?? 0).toBe(0);
	});

	test('has what ended as the database keeps it, one row each', async () => {
		const bob = clientOf(cluster, 'bob');
		const ended = seeded.filter(({tag}) => tag.endsWith('-ended'));
		let jobs: readonly Job[] = [];
		const areAllThere = async () => {
			jobs = expectValue(await bob.listFinished(sinceWallMs, signal));
			return ended.every(({id}) => jobs.some(job => job.id === id));
		};
		await eventually(areAllThere, () => `${jobs.length} of ${ended.length} are finished`);
		const kept = await keptNames(cluster, ended);

		expect(jobs.map(({id}) => id).sort()).toEqual(ended.map(({id}) => id).sort());
		for (const {tag, id} of ended) {
			expect([tag, nameBytesOf(jobNamed(jobs, id))]).toEqual([tag, kept.get(id)]);
		}
	});

	test('is in the document of the program, every hostile name exact there', async () => {
		const {document} = await onceInLab(cluster.lab);
		const [hpc] = document.slurm ?? [];
		const jobs = hpc?.jobs ?? [];

		expect(hpc).toMatchObject({name: 'hpc', state: 'ready'});
		expect(hpc?.nodes?.map(({name}) => name)).toContain('node004');
		expect(jobs).toHaveLength(Object.keys(hostileNames).length);
		for (const [tag, name] of Object.entries(hostileNames)) {
			const job = jobs.find(({id}) => id === seededId(tag));
			const bytes = Buffer.from(job?.nameBase64 ?? '', 'base64').toString('latin1');
			const shown = Buffer.from(job?.name ?? '', 'utf8').toString('latin1');
			expect([tag, job?.nameBase64 === undefined ? shown : bytes]).toEqual([tag, name]);
		}
	});

	test('that hangs is told to be slow or down in three seconds, and one that is dead to be down', async () => {
		const {lab} = cluster;
		await lab.fault(loginHost, 'slurmctld-stop');
		const fromMs = performance.now();
		const hung = await client.ping(signal);
		const tookMs = performance.now() - fromMs;
		await lab.heal(loginHost);
		await lab.fault(loginHost, 'slurmctld-kill');
		const dead = await client.ping(signal);
		const refused = await client.listJobs({kind: 'mine'}, signal);
		quote(`squeue of a dead controller: ${JSON.stringify(refused)}`);
		await lab.heal(loginHost);

		// Without a limit of ours it would be ten seconds, which is what the controller may take (MessageTimeout).
		expect(tookMs).toBeLessThan(8000);
		expect([hung, dead]).toEqual([expect.stringMatching(/^(slow|down)$/), 'down']);
		expect(refused).toMatchObject({
			ok: false,
			failure: {kind: expect.stringMatching(/^(exited|timedOut)$/)},
		});
		expect(await client.ping(signal)).toBe('up');
	});

	test('knows no job that has vanished, and runs none of what stands in an id', async () => {
		const gone = await client.describeJob('999999', signal);
		const code = await client.describeJob('$(touch x)', signal);
		const none = expectValue(await client.listJobs({kind: 'ids', ids: ['999999']}, signal));

		expect(gone).toMatchObject({ok: false});
		expect(code).toMatchObject({ok: false});
		expect(none).toEqual([]);
		expect(await cluster.as('alice', ['sh', '-c', 'ls x 2>/dev/null; true'])).toBe('');
	});

	test('tells of its nodes and partitions', async () => {
		const {nodes, partitions} = expectValue(await client.listNodes(signal));

		expect(nodes.map(({name}) => name).sort()).toEqual([
			...['node001', 'node002', 'node003', 'node004'],
		]);
		expect(partitions.map(({name}) => name).sort()).toEqual(['batch', 'gpu']);
	});
});

function clientOf(cluster: SlurmLab, user: 'alice' | 'bob'): SlurmClient {
	return createSlurmClient({ask: cluster.ask(user), where: 'hpc', clock: systemClock});
}

function jobNamed(jobs: readonly Job[], id: string): Job {
	const job = jobs.find(each => each.id === id);
	if (job === undefined) {
		throw new Error(`no job ${id} among ${jobs.map(each => each.id).join(' ')}`);
	}

	return job;
}

/** The bytes of the name, one character each. */
function nameBytesOf({name, nameBytes}: Job): string {
	return nameBytes ?? Buffer.from(name, 'utf8').toString('latin1');
}

/** By id, of the database itself: sacct of one job and one field, whose last line end is its own. */
async function keptNames(
	cluster: SlurmLab,
	jobs: readonly SeededJob[],
): Promise<ReadonlyMap<string, string>> {
	const kept = new Map<string, string>();
	for (const {id} of jobs) {
		const {stdout} = await cluster.tryAs('root', [
			'sacct',
			'-n',
			'-P',
			'-X',
			'-j',
			id,
			'-o',
			'jobname',
		]);
		kept.set(id, Buffer.from(stdout.replace(/\n$/, ''), 'utf8').toString('latin1'));
	}

	return kept;
}
