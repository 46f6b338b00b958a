/** The partitions and nodes of a real cluster: what is told of them, and what an administrator may do and others may not. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import type {SlurmClient} from '../../source/clients/slurm-client.ts';
import type {NodeChange} from '../../source/domain/job-change.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {programPath} from '../helpers/program.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {eventually, hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';

const {signal} = new AbortController();

describe.skipIf(!hasSlurmLab)('the nodes of a real cluster', () => {
	let cluster: SlurmLab;
	let alice: SlurmClient;
	let carol: SlurmClient;

	beforeAll(async () => {
		cluster = await raiseSlurmLab();
		alice = clientOf(cluster, 'alice');
		carol = clientOf(cluster, 'carol');
		// An operator of the database may not: https://slurm.schedmd.com/sacctmgr.html#OPT_AdminLevel
		const asAdmin = ['set', 'AdminLevel=Admin'];
		await cluster.as('root', ['sacctmgr', '-i', 'modify', 'user', 'carol', ...asAdmin]);
	});

	afterAll(() => cluster.close());

	test('what is in use, what is free and what nobody can have are told of each partition and node', async () => {
		const gpus = ['-p', 'gpu', '--gres=gpu:1', '-c2', '-w', 'node003'];
		const id = await cluster.submit('bob', 'sleep 600', gpus);
		await cluster.untilState(id, 'RUNNING');
		const drain = ['State=DRAIN', 'Reason=fan is loud'];
		await cluster.as('root', ['scontrol', 'update', 'NodeName=node004', ...drain]);
		const {partitions, nodes} = expectValue(await alice.listNodes(signal));
		await cluster.as('root', ['scontrol', 'update', 'NodeName=node004', 'State=RESUME']);
		await cluster.cancelAll();

		expect(partitions.find(({name}) => name === 'gpu')).toMatchObject({
			state: 'UP',
			nodes: {allocated: 1, idle: 0, other: 1, total: 2},
			cpus: {allocated: 2, idle: 6, other: 8, total: 16},
			gpus: {allocated: 1, idle: 1, other: 2, total: 4},
		});
		expect(nodes.find(({name}) => name === 'node003')).toMatchObject({
			...{states: ['MIXED'], cpusAllocated: 2, cpusTotal: 8, gpusUsed: 1, gpusTotal: 2},
			reason: undefined,
		});
		expect(nodes.find(({name}) => name === 'node004')).toMatchObject({
			...{states: ['DRAINED'], cpusAllocated: 0, cpusOther: 8, gpusUsed: 0},
			...{reason: 'fan is loud', reasonUser: 'root'},
		});
		const at = nodes.find(({name}) => name === 'node004')?.reasonAtMs ?? 0;
		expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
	});

	test('an administrator drains nodes and lets them back, whoever else reads the reason', async () => {
		const both = ['node001', 'node002'];
		const drained = await carol.changeNodes(
			both,
			{kind: 'drain', reason: 'fan 3: new one'},
			signal,
		);
		const told = expectValue(await alice.listNodes(signal));
		const resumed = await carol.changeNodes(both, {kind: 'resume'}, signal);
		await untilIdle(cluster, both.join(','));

		const results = [...drained, ...resumed].map(({result}) => result.kind);
		expect(results).toEqual(['done', 'done', 'done', 'done']);
		const closed = told.nodes.filter(({states}) => states.includes('DRAINED'));
		expect(closed.map(({name, reason, reasonUser}) => [name, reason, reasonUser])).toEqual([
			['node001', 'fan 3: new one', 'carol'],
			['node002', 'fan 3: new one', 'carol'],
		]);
	});

	test('of several nodes each is told by itself, also where one was never closed', async () => {
		const [closed, open] = ['node003', 'node004'] as const;
		await carol.changeNodes([closed], {kind: 'drain', reason: 'fan is loud'}, signal);
		const resumed = await carol.changeNodes([closed, open, 'node999'], {kind: 'resume'}, signal);
		const stillClosed = await statesOf(cluster, closed);
		const both = await carol.changeNodes([closed, open], {kind: 'resume'}, signal);
		await untilIdle(cluster, `${closed},${open}`);

		const kinds = (outcomes: typeof resumed) => outcomes.map(({result}) => result.kind);
		expect(kinds(resumed)[0]).toBe(stillClosed.startsWith('drain') ? 'refused' : 'done');
		expect(kinds(resumed).slice(1)).toEqual(['done', 'refused']);
		expect(kinds(both)).toEqual(['done', 'done']);
	});

	test.each([
		['drained', {kind: 'drain', reason: 'mine'}],
		['resumed', {kind: 'resume'}],
	] satisfies ReadonlyArray<readonly [string, NodeChange]>)(
		'what alice may not have %s is refused in the words of the cluster',
		async (_word, change) => {
			const outcomes = await alice.changeNodes(['node001'], change, signal);

			expect(outcomes).toMatchObject([
				{result: {kind: 'refused', words: expect.stringMatching(/permission|denied|user/i)}},
			]);
			expect(await statesOf(cluster, 'node001')).toBe('idle');
		},
	);

	test('the screen shows who closed a node and why, and that alice may not open it again', async () => {
		await carol.changeNodes(['node004'], {kind: 'drain', reason: 'fan is loud'}, signal);
		const session = await openNodes(cluster);
		await session.sees('fan is loud · carol');
		session.type('/node004\r');
		await session.sees('› ▲ node004');
		session.type('U');
		await session.sees('Resume node004?');
		await session.sees('scontrol update NodeName=node004 State=RESUME');
		session.type('U');
		await session.sees('node004 is not resumed');
		const said = session.lines().at(-1);
		session.type('q');
		await session.ended();
		const state = await statesOf(cluster, 'node004');
		await carol.changeNodes(['node004'], {kind: 'resume'}, signal);
		await untilIdle(cluster, 'node004');

		expect(said).toMatch(/node004 is not resumed: .*(permission|denied|user)/i);
		expect(state).toBe('drained');
	});
});

function clientOf(cluster: SlurmLab, user: 'alice' | 'carol'): SlurmClient {
	return createSlurmClient({ask: cluster.ask(user), where: 'lab', clock: systemClock});
}

async function statesOf(cluster: SlurmLab, nodes: string): Promise<string> {
	const said = await cluster.as('root', ['sinfo', '-h', '-N', '-n', nodes, '-o', '%T']);
	return [...new Set(said.split('\n'))].join(' ');
}

async function untilIdle(cluster: SlurmLab, nodes: string): Promise<void> {
	const isIdle = async () => (await statesOf(cluster, nodes)) === 'idle';
	await eventually(isIdle, () => `${nodes} do not come back`);
}

async function openNodes({lab}: SlurmLab): Promise<ScreenSession> {
	const env = Object.entries(lab.environment).filter(
		(entry): entry is [string, string] => entry[1] !== undefined,
	);
	const session = openScreenSession({
		...{columns: 120, rows: 40, landmark: 'node004'},
		argv: lab.argvAt([process.execPath, programPath]),
		env: Object.fromEntries(env),
	});
	await session.drawn();
	await session.sees('2 Jobs');
	session.type('2');
	await session.sees('mine first');
	session.type('v');
	await session.sees('PARTITION');
	return session;
}
