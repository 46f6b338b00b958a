import {expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import {createPace} from '../../source/runtime/pace.ts';
import {type NodePolling, pollNode} from '../../source/runtime/poll-node.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig, aSample} from '../helpers/node-builders.ts';
import {silentHttp} from '../helpers/silent-http.ts';

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
	transport: 'ssh2',
	transportReason: undefined,
	lost: new Promise(() => undefined),
	readFacts: async () => facts,
	readSample: async () => succeeded(aSample()),
	readFilesystems: async () => succeeded([]),
	openHttp: silentHttp,
	openShell: async () => failed({kind: 'unsupported', where: 'pi-1', reason: 'no shell here'}),
	serveHttp: async () => failed({kind: 'unsupported', where: 'pi-1', reason: 'no server here'}),
	close: () => undefined,
};

type Parts = Partial<NodeProbe & Pick<NodePolling, 'node' | 'phaseMs'>>;

function polled({node = aNodeConfig('pi-1'), phaseMs, ...parts}: Parts) {
	const clock = new FakeClock();
	const events: Event[] = [];
	const losses: Array<{failure: Failure; heardAtMs: number | undefined; atMs: number}> = [];
	const pace = createPace(node.pollIntervalMs);
	const stop = pollNode({
		node,
		pace,
		probe: {...probe, ...parts},
		clock,
		dispatch: event => events.push(event),
		phaseMs,
		onLost: (failure, heardAtMs) => losses.push({failure, heardAtMs, atMs: clock.monotonicMs()}),
	});
	const of = (type: Event['type']) => events.filter(event => event.type === type);
	const timesOf = (type: Event['type']): readonly number[] =>
		of(type).map(event => ('atMs' in event ? event.atMs : Number.NaN));
	return {clock, pace, stop, events, losses, of, timesOf};
}

it('facts are asked for every ten minutes, filesystems every 30 s', async () => {
	const {clock, timesOf} = polled({});
	await clock.advance(1_200_000);
	expect(timesOf('node/described')).toEqual([0, 600_000, 1_200_000]);
	expect(timesOf('node/filesystemsMeasured').slice(0, 3)).toEqual([0, 30_000, 60_000]);
});

it('facts that could not be read are asked for again after 30 s', async () => {
	const {clock, timesOf, of} = polled({readFacts: async () => refused});
	await clock.advance(60_000);
	expect(timesOf('node/describeFailed')).toEqual([0, 30_000, 60_000]);
	expect(of('node/filesystemsFailed')).toEqual([]);
});

it('filesystems that could not be read keep their pace', async () => {
	const {clock, timesOf, of} = polled({readFilesystems: async () => refused});
	await clock.advance(60_000);
	expect(timesOf('node/filesystemsFailed')).toEqual([0, 30_000, 60_000]);
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
		const {clock, timesOf} = polled({
			readSample: hangs,
			node: aNodeConfig('pi-1', {pollIntervalMs}),
		});
		await clock.advance(3000);
		expect(timesOf('node/sampleFailed')).toEqual([3000]);
	}
});

it('a node a long way off has four round trips, once one was measured', async () => {
	const answer = Promise.withResolvers<Result<NodeSample>>();
	let round = 0;
	const {clock, timesOf, of} = polled({
		readSample() {
			round += 1;
			return round === 1 ? answer.promise : hangs();
		},
	});
	await clock.advance(2500);
	answer.resolve(succeeded(aSample()));
	await clock.advance(0);
	expect(timesOf('node/sampled')).toEqual([2500]);
	await clock.advance(11_400);
	expect(of('node/sampleFailed')).toEqual([]);
	await clock.advance(200);
	expect(of('node/sampleFailed')).toMatchObject([{failure: {kind: 'timedOut', afterMs: 10_000}}]);
});

it('two misses are told and asked again on the beat; the third loses the connection', async () => {
	const {clock, losses, timesOf, events} = polled({readSample: async () => refused});
	await clock.advance(60_000);
	expect(timesOf('node/sampleFailed')).toEqual([0, 2000]);
	expect(losses).toEqual([{failure: refused.failure, heardAtMs: undefined, atMs: 4000}]);
	expect(events.filter(event => 'atMs' in event && event.atMs > 4000)).toEqual([]);
	expect(clock.timerCount).toBe(0);
});

it('a good answer forgives the misses before it and tells how long it took', async () => {
	let round = 0;
	const {clock, losses, of, timesOf} = polled({
		readSample: () => {
			round += 1;
			return round % 3 === 0
				? new Promise(resolve => {
						clock.startTimer(70, () => resolve(succeeded(aSample())));
					})
				: Promise.resolve(refused);
		},
	});
	await clock.advance(30_000);
	expect(of('node/sampled')[0]).toMatchObject({tookMs: 70, atMs: 4070});
	expect(timesOf('node/sampleFailed').slice(0, 4)).toEqual([0, 2000, 6000, 8000]);
	expect(losses).toEqual([]);
});

it('tells when the next sample is asked for, counted from the miss', async () => {
	const {clock, of, timesOf} = polled({
		readSample: signal =>
			new Promise(resolve => {
				signal.addEventListener('abort', () => resolve(refused));
			}),
	});
	await clock.advance(6999);
	expect(of('node/sampleFailed')).toMatchObject([{atMs: 3000, retryInMs: 1000}]);
	await clock.advance(1);
	expect(timesOf('node/sampleFailed')).toEqual([3000, 7000]);
});

it('a sample that hangs is not asked again while it hangs, and is lost with the third beat', async () => {
	let asked = 0;
	const {clock, losses} = polled({
		readSample: () => {
			asked += 1;
			return hangs();
		},
	});
	await clock.advance(60_000);
	expect(asked).toBe(1);
	expect(losses).toMatchObject([{failure: {kind: 'timedOut', afterMs: 3000}, atMs: 6000}]);
});

it('a probe that says it is lost ends everything at once, and once', async () => {
	let lose: (failure: Failure) => void = () => undefined;
	let closed = 0;
	const {clock, losses, events, stop} = polled({
		lost: new Promise(resolve => {
			lose = resolve;
		}),
		readSample: async () => succeeded(aSample()),
		readFacts: hangs,
		close: () => {
			closed += 1;
		},
	});
	await clock.advance(2500);
	const before = events.length;
	lose({kind: 'unreachable', where: 'pi-1', reason: 'the link broke'});
	await clock.advance(60_000);
	stop();
	expect(losses).toMatchObject([{failure: {kind: 'unreachable'}, heardAtMs: 2000, atMs: 2500}]);
	expect(events).toHaveLength(before);
	expect(closed).toBe(1);
	expect(clock.timerCount).toBe(0);
});

it('facts and filesystems that fail or hang for ever never end the connection', async () => {
	for (const lane of [hangs, async () => refused]) {
		const {clock, losses, timesOf} = polled({readFacts: lane, readFilesystems: lane});
		await clock.advance(600_000);
		expect(losses).toEqual([]);
		expect(timesOf('node/sampled')).toHaveLength(301);
	}
});

it('a node with a place in the interval is asked at once, and from then on in its place', async () => {
	const {clock, timesOf} = polled({phaseMs: 300});
	await clock.advance(6000);
	expect(timesOf('node/sampled')).toEqual([0, 2300, 4300]);
	const late = polled({phaseMs: 1700});
	await late.clock.advance(6000);
	expect(late.timesOf('node/sampled')).toEqual([0, 1700, 3700, 5700]);
});

it('a sample that trying again cannot mend loses the connection at once', async () => {
	const unsupported = failed({kind: 'unsupported', where: 'pi-1', reason: 'no /proc'});
	const {clock, losses, of} = polled({readSample: async () => unsupported});
	await clock.advance(60_000);
	expect(losses).toMatchObject([{failure: {kind: 'unsupported'}, atMs: 0}]);
	expect(of('node/sampleFailed')).toEqual([]);
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

it('a faster pace is taken over within two seconds, at the place of the node, and kept', async () => {
	const node = aNodeConfig('pi-1', {pollIntervalMs: 60_000});
	const {clock, pace, timesOf} = polled({node, phaseMs: 600});
	await clock.advance(5000);
	pace.change(1000);
	await clock.advance(3000);
	expect(timesOf('node/sampled')).toEqual([0, 5600, 6600, 7600]);
});

it('a slower pace is taken over with the next sample', async () => {
	const {clock, pace, timesOf} = polled({node: aNodeConfig('pi-1', {pollIntervalMs: 2000})});
	await clock.advance(2500);
	pace.change(10_000);
	await clock.advance(20_000);
	expect(timesOf('node/sampled')).toEqual([0, 2000, 4000, 14_000]);
});

it('a pace that changes while a sample is under way delays and doubles nothing', async () => {
	const answers: Array<() => void> = [];
	const readSample = (): Promise<Result<NodeSample>> =>
		new Promise(resolve => {
			answers.push(() => resolve(succeeded(aSample())));
		});
	const {clock, pace, stop, timesOf} = polled({readSample});
	await clock.advance(100);
	pace.change(500);
	await clock.advance(100);
	expect(answers).toHaveLength(1);
	answers[0]?.();
	await clock.advance(300);
	expect(answers).toHaveLength(2);
	expect(timesOf('node/sampled')).toEqual([200]);
	stop();
	pace.change(1000);
	await clock.advance(5000);
	expect(answers).toHaveLength(2);
	expect(clock.timerCount).toBe(0);
});
