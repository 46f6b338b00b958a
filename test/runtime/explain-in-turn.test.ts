import {describe, expect, it} from 'vitest';
import {succeeded} from '../../source/domain/result.ts';
import {createControllerTurn} from '../../source/runtime/controller-turn.ts';
import {askInControllerTurn, createExplainer} from '../../source/runtime/explain-in-turn.ts';
import {AskedCluster, nothing} from '../helpers/asked-cluster.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aRef} from '../helpers/job-builders.ts';
import {looked} from '../helpers/watched-cluster.ts';

const {signal} = new AbortController();
const evidence = {
	...{startsAtMs: undefined, plannedNodes: undefined, ahead: 0, aheadJobs: [], running: []},
	...{priorityParts: undefined, limits: undefined, dependencies: []},
};

describe('why a job waits', () => {
	it('is never asked while the controller answers another question of ours, and is counted', async () => {
		const cluster = new AskedCluster();
		cluster.tookMs = 700;
		await cluster.start(undefined, {...looked, hasAll: true}).clock.advance(1000);
		for (let index = 0; index < 60; index += 1) {
			cluster.explain(`${index}`);
			await cluster.clock.advance(1000);
		}

		expect(cluster.mostPrograms).toBe(1);
		expect(cluster.told('jobs/explained').length).toBeGreaterThan(30);
		expect(cluster.told('cluster/called').length).toBeGreaterThanOrEqual(cluster.programs.length);
	});

	it('is not asked of a controller that does not answer: a person is told so', async () => {
		const cluster = new AskedCluster();
		cluster.tookMs = undefined;
		await cluster.start().clock.advance(20_000);
		const before = cluster.programs.length;
		await cluster.explain('1').clock.advance(0);
		expect(cluster.programs).toHaveLength(before);
		expect(cluster.told('jobs/explained')).toMatchObject([
			{evidence: {failure: {kind: 'rejected'}}},
		]);
	});

	it('is told again as it was for a quarter of a minute, until something is changed', async () => {
		const clock = new FakeClock();
		let asked = 0;
		const explainer = createExplainer({
			...{clock, where: 'hpc', controller: () => 'ready'},
			async explain(job) {
				asked += 1;
				return succeeded({...evidence, job});
			},
		});
		const look = (id: string) => explainer.explain(aRef(id), signal);
		expect(await look('1')).toMatchObject({value: {job: {id: '1'}}});
		await look('1');
		expect(asked).toBe(1);
		expect(await look('2')).toMatchObject({value: {job: {id: '2'}}});
		explainer.forget();
		await look('2');
		expect(asked).toBe(3);
		await clock.advance(15_000);
		await look('2');
		expect(asked).toBe(4);
	});

	it('is not kept where something is changed before it is told', async () => {
		const clock = new FakeClock();
		let asked = 0;
		const explainer = createExplainer({
			...{clock, where: 'hpc', controller: () => 'ready'},
			explain: job =>
				new Promise(resolve => {
					asked += 1;
					clock.startTimer(1000, () => resolve(succeeded({...evidence, job})));
				}),
		});
		const before = explainer.explain(aRef('1'), signal);
		explainer.forget();
		await clock.advance(1000);
		expect(await before).toMatchObject({ok: true});
		void explainer.explain(aRef('1'), signal);
		expect(asked).toBe(2);
	});

	it('is asked with gaps of two seconds of a controller that limits how often', async () => {
		const clock = new FakeClock();
		const atMs: number[] = [];
		const ask = askInControllerTurn({
			...{clock, where: 'hpc', turn: createControllerTurn(), controller: () => 'limited'},
			async ask() {
				atMs.push(clock.monotonicMs());
				return succeeded(nothing);
			},
		});
		const command = {argv: ['squeue'], limitMs: 1000, maxBytes: 1000};
		void ask(command, signal).then(() => ask(command, signal));
		await clock.advance(10_000);
		expect(atMs).toEqual([2000, 4000]);
	});

	it('is not asked any more where nobody wants to know when its turn comes', async () => {
		const clock = new FakeClock();
		const turn = createControllerTurn();
		let asked = 0;
		const ask = askInControllerTurn({
			...{clock, where: 'hpc', turn, controller: () => 'ready'},
			async ask() {
				asked += 1;
				return succeeded(nothing);
			},
		});
		void turn.take(() => new Promise<void>(resolve => clock.startTimer(1000, resolve)));
		const leaving = new AbortController();
		const told = ask({argv: ['squeue'], limitMs: 1000, maxBytes: 1000}, leaving.signal);
		leaving.abort();
		await clock.advance(1000);
		expect(await told).toMatchObject({failure: {kind: 'cancelled'}});
		expect(asked).toBe(0);
	});
});
