import {expect, it} from 'vitest';
import type {NodeConfig} from '../../source/domain/config.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import {pollNode} from '../../source/runtime/poll-node.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig, aSample} from '../helpers/node-builders.ts';

const refused = failed({kind: 'refused', where: 'pi-1'});
const facts = succeeded({
	hostname: 'pi-1',
	os: undefined,
	kernel: undefined,
	architecture: undefined,
	cpuModel: undefined,
	cores: 4,
});
const hangs = <Value>(): Promise<Result<Value>> => new Promise(() => undefined);
const probe: NodeProbe = {
	readFacts: async () => facts,
	readSample: async () => succeeded(aSample()),
	readFilesystems: async () => succeeded([]),
	close: () => undefined,
};

function polled(parts: Partial<NodeProbe>, node: NodeConfig = aNodeConfig('pi-1')) {
	const clock = new FakeClock();
	const events: Event[] = [];
	const stop = pollNode({
		node,
		probe: {...probe, ...parts},
		clock,
		chance: () => 1,
		dispatch: event => events.push(event),
		firstDelayMs: 0,
	});
	const of = (type: Event['type']) => events.filter(event => event.type === type);
	const timesOf = (type: Event['type']): readonly number[] =>
		of(type).map(event => ('atMs' in event ? event.atMs : Number.NaN));
	return {clock, stop, events, of, timesOf};
}

it('facts are asked for every ten minutes, filesystems every 15 s', async () => {
	const {clock, timesOf} = polled({readSample: hangs});
	await clock.advance(1_200_000);
	expect(timesOf('node/described')).toEqual([0, 600_000, 1_200_000]);
	expect(timesOf('node/filesystemsMeasured').slice(0, 3)).toEqual([0, 15_000, 30_000]);
});

it('facts that could not be read are asked for again after 30 s', async () => {
	const {clock, timesOf, of} = polled({readFacts: async () => refused, readSample: hangs});
	await clock.advance(60_000);
	expect(timesOf('node/describeFailed')).toEqual([0, 30_000, 60_000]);
	expect(of('node/filesystemsFailed')).toEqual([]);
});

it('filesystems that could not be read keep their pace', async () => {
	const {clock, timesOf, of} = polled({readFilesystems: async () => refused, readSample: hangs});
	await clock.advance(30_000);
	expect(timesOf('node/filesystemsFailed')).toEqual([0, 15_000, 30_000]);
	expect(of('node/describeFailed')).toEqual([]);
});

it('facts and filesystems that hang are given up after 10 s, and delay no sample', async () => {
	const {clock, timesOf} = polled({readFacts: hangs, readFilesystems: hangs});
	await clock.advance(10_000);
	expect(timesOf('node/describeFailed')).toEqual([10_000]);
	expect(timesOf('node/filesystemsFailed')).toEqual([10_000]);
	expect(timesOf('node/sampled')).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
});

it('a sample may take 3 s, however seldom it is asked for', async () => {
	for (const pollIntervalMs of [500, 2000, 3_600_000]) {
		const {clock, timesOf} = polled({readSample: hangs}, aNodeConfig('pi-1', {pollIntervalMs}));
		await clock.advance(3000);
		expect(timesOf('node/sampleFailed')).toEqual([3000]);
	}
});

it('failures in a row are retried after 2, 2, then 1, 2, 4 ... 60 s, never below the interval', async () => {
	const {clock, of} = polled({readSample: async () => refused});
	await clock.advance(300_000);
	const delays = of('node/sampleFailed').map(event => ('retryInMs' in event ? event.retryInMs : 0));
	expect(delays.slice(0, 9)).toEqual([2000, 2000, 2000, 2000, 4000, 8000, 16_000, 32_000, 60_000]);
});

it('a good answer ends the back-off and tells how long it took', async () => {
	let round = 0;
	const {clock, of, timesOf} = polled({
		readSample: () => {
			round += 1;
			return round % 5 === 0
				? new Promise(resolve => {
						clock.startTimer(70, () => resolve(succeeded(aSample())));
					})
				: Promise.resolve(refused);
		},
	});
	await clock.advance(30_000);
	expect(of('node/sampled')[0]).toMatchObject({tookMs: 70, atMs: 8070});
	expect(timesOf('node/sampleFailed').slice(0, 8)).toEqual([
		0, 2000, 4000, 6000, 10_000, 12_000, 14_000, 16_000,
	]);
});

it('a failure that trying again cannot mend ends its lane alone', async () => {
	const denied = failed({kind: 'authFailed', where: 'pi-1', user: 'pi'});
	const {clock, timesOf} = polled({readFacts: async () => denied});
	await clock.advance(60_000);
	expect(timesOf('node/describeFailed')).toEqual([0]);
	expect(timesOf('node/sampled')).toHaveLength(31);
});

it('stopped, it closes the probe, aborts what is under way and says nothing more', async () => {
	let closed = 0;
	const signals: AbortSignal[] = [];
	const {clock, stop, events} = polled({
		readSample: signal => {
			signals.push(signal);
			return new Promise(resolve => {
				clock.startTimer(500, () => resolve(succeeded(aSample())));
			});
		},
		close: () => {
			closed += 1;
		},
	});
	await clock.advance(100);
	const before = events.length;
	stop();
	await clock.advance(100_000);
	expect(closed).toBe(1);
	expect(signals.map(({aborted}) => aborted)).toEqual([true]);
	expect(events).toHaveLength(before);
	expect(clock.timerCount).toBe(0);
});
