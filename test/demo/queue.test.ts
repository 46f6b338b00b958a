/** The demo's cluster, read as a real one is: through the programs of Slurm. */
import {expect, it} from 'vitest';
import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import {createAskSlurm} from '../../source/clients/run-slurm.ts';
import type {Result} from '../../source/domain/result.ts';
import {demoWorld} from '../helpers/demo-rack.ts';

const never = new AbortController().signal;

async function openCluster(jobCount?: number) {
	const {clock, world} = demoWorld(jobCount === undefined ? {} : {jobCount});
	const dialling = world.dial('login', {signal: never, onAuthenticated: () => undefined});
	await clock.advance(100);
	const link = await dialling;
	if (!link.ok) {
		throw new Error('the login node is away');
	}

	const ask = createAskSlurm({openShell: link.value.openShell, clock, where: 'hpc'});
	const client = createSlurmClient({ask, where: 'hpc', clock});
	const told = async <Value>(asked: Promise<Result<Value>>): Promise<Value> => {
		await clock.advance(2000);
		const answer = await asked;
		if (!answer.ok) {
			throw new Error(JSON.stringify(answer.failure));
		}

		return answer.value;
	};
	const mine = async () => told(client.listJobs({kind: 'mine'}, never));
	const find = async (id: string) => (await mine()).find(job => job.id === id);
	return {clock, client, told, mine, find};
}

it('who opens the demo has jobs of every kind', async () => {
	const {client, told, mine} = await openCluster();
	const jobs = await mine();
	expect(jobs.map(({id, state, reason}) => [id, state, reason])).toEqual(
		expect.arrayContaining([
			['4711', 'RUNNING', 'None'],
			['4720_[14-63%4]', 'PENDING', 'JobArrayTaskLimit'],
			['4722', 'PENDING', 'Dependency'],
			['4731', 'PENDING', 'Resources'],
			['4735', 'PENDING', 'BeginTime'],
			['4736', 'PENDING', 'JobHeldUser'],
			['4737', 'PENDING', 'PartitionTimeLimit'],
			['4738', 'PENDING', 'DependencyNeverSatisfied'],
		]),
	);
	const finished = await told(client.listFinished(0, never));
	expect(finished.map(({state}) => state)).toEqual(
		expect.arrayContaining(['FAILED', 'OUT_OF_MEMORY', 'TIMEOUT', 'COMPLETED']),
	);
});

it('the job of gpu-01 ends when its cards fall idle, and the one behind it begins', async () => {
	const {clock, find} = await openCluster();
	expect(await find('4711')).toMatchObject({state: 'RUNNING', nodeList: 'gpu-01'});
	await clock.advance(645_000);
	expect(await find('4711')).toMatchObject({state: 'COMPLETED', exit: {code: 0, signal: 0}});
	expect(await find('4722')).toMatchObject({state: 'RUNNING', nodeList: 'gpu-01'});
});

it('no node is given away twice, however long it goes on', async () => {
	const {clock, client, told} = await openCluster();
	// Until the story takes the login node away for a while.
	for (let look = 0; look < 12; look += 1) {
		await clock.advance(140_000);
		const {nodes} = await told(client.listNodes(never));
		for (const {cpusAllocated = 0, cpusTotal = 0, gpusUsed = 0, gpusTotal = 0} of nodes) {
			expect(cpusAllocated).toBeLessThanOrEqual(cpusTotal);
			expect(gpusUsed).toBeLessThanOrEqual(gpusTotal);
		}
	}
});

it('what is done to jobs is done, and what is refused is refused in words', async () => {
	const {client, told, find} = await openCluster();
	const change = async (id: string, kind: 'cancel' | 'hold' | 'release') => {
		const job = await find(id);
		const outcomes = client.change(job === undefined ? [] : [job], {kind}, {signal: never});
		return told(outcomes.then(value => ({ok: true, value})));
	};
	expect(await change('4731', 'cancel')).toMatchObject([{result: {kind: 'done'}}]);
	expect(await find('4731')).toMatchObject({state: 'CANCELLED'});
	expect(await change('4736', 'release')).toMatchObject([{result: {kind: 'done'}}]);
	expect((await find('4736'))?.reason).not.toBe('JobHeldUser');
	const others = await told(client.listJobs({kind: 'all'}, never));
	const foreign = others.filter(({user, array}) => user === 'bob' && array === undefined);
	const outcomes = client.change(foreign.slice(0, 1), {kind: 'cancel'}, {signal: never});
	expect(await told(outcomes.then(value => ({ok: true, value})))).toMatchObject([
		{result: {kind: 'refused', words: expect.stringContaining('Access/permission denied')}},
	]);
});

it('a script that is submitted is a job', async () => {
	const {client, told, mine} = await openCluster();
	const script = {kind: 'remote', path: 'sweep.sbatch'} as const;
	const submission = {script, options: [], token: 'abc123'};
	const submitted = client.submit(submission, never).then(value => ({ok: true, value}) as const);
	const {outcome} = await told(submitted);
	expect(outcome).toMatchObject({kind: 'submitted'});
	const id = outcome.kind === 'submitted' ? outcome.id : '';
	expect((await mine()).some(job => job.array?.id === id)).toBe(true);
});

it('a folder that is asked for is where the job works and writes', async () => {
	const {client, told} = await openCluster();
	const script = {kind: 'remote', path: 'eval.sbatch'} as const;
	const submission = {script, options: ['--chdir=/data/runs'], token: 'abc123'};
	const submitted = client.submit(submission, never).then(value => ({ok: true, value}) as const);
	const {outcome} = await told(submitted);
	const id = outcome.kind === 'submitted' ? outcome.id : '';
	expect(await told(client.describeJob(id, never))).toMatchObject({
		...{workDir: '/data/runs', stdOut: expect.stringMatching(/^\/data\/runs\/slurm-/)},
	});
});

it('the workers of the rack are nodes of the cluster, and own jobs run there', async () => {
	const {client, told, mine} = await openCluster();
	const {nodes} = await told(client.listNodes(never));
	expect(nodes.map(({name}) => name)).toEqual(
		expect.arrayContaining(['gpu-01', 'gpu-02', 'pi-worker1', 'pi-worker2', 'pi-worker3']),
	);
	const [sweep] = (await mine()).filter(
		({array, state}) => array?.id === '4720' && state === 'RUNNING',
	);
	expect(sweep?.nodeList).toMatch(/^pi-worker[23]$/);
});

it('the limits that stand over a job are told, with what of them is used', async () => {
	const {client, told, find} = await openCluster();
	const job = await find('4737');
	const why = await told(
		job === undefined ? Promise.reject(new Error('no 4737')) : client.explain(job, never),
	);
	expect(why.limits).toEqual([
		{name: 'GrpTRES cpu', owner: 'account lab-a', limit: '512', used: expect.any(String)},
		{name: 'MaxSubmitJobs', owner: 'alice in lab-a', limit: '5000', used: expect.any(String)},
	]);
});

it('the same seed has the same queue, of any length', async () => {
	const [one, other] = [await openCluster(3000), await openCluster(3000)];
	const [first, second] = await Promise.all(
		[one, other].map(({client, told}) => told(client.listJobs({kind: 'all'}, never))),
	);
	expect(first?.length).toBeGreaterThan(2900);
	expect(first).toEqual(second);
});
