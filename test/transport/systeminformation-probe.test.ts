import {describe, expect, it} from 'vitest';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import type {Filesystem} from '../../source/domain/node-facts.ts';
import type {CpuTicks} from '../../source/domain/node-sample.ts';
import type {Result} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {createSysteminformationProbe} from '../../source/transport/systeminformation-probe.ts';

const {signal} = new AbortController();

describe.runIf(process.platform === 'linux')('systeminformation beside /proc', () => {
	it('tells the same machine at the same moment', async () => {
		const library = createSysteminformationProbe(systemClock);
		const proc = await openLocalProbe(systemClock);
		await library.readSample(signal);
		const [told, read] = await Promise.all([
			library.readSample(signal).then(succeeding),
			proc.readSample(signal).then(succeeding),
		]);
		expect(told.uptimeSeconds).toBeCloseTo(read.uptimeSeconds ?? 0, -1);
		expect(told.cores).toHaveLength(read.cores.length);
		expect(closeness(busy(told.cpu), busy(read.cpu))).toBeLessThan(0.03);
		expect(told.load?.load15).toBeCloseTo(read.load?.load15 ?? 0, 0);
		expect(told.memory?.totalBytes).toBe(read.memory?.totalBytes);
		expect(closeness(told.memory?.availableBytes, read.memory?.availableBytes)).toBeLessThan(0.03);
		const names = told.interfaces.map(counters => counters.interface);
		expect(names).toEqual(read.interfaces.map(counters => counters.interface));
		expect(told.problems).toEqual([]);
	});

	it('tells the same facts and disks', async () => {
		const library = createSysteminformationProbe(systemClock);
		const proc = await openLocalProbe(systemClock);
		const told = succeeding(await library.readFacts(signal));
		const read = succeeding(await proc.readFacts(signal));
		expect({...told, os: ''}).toEqual({...read, os: ''});
		expect(told.os).toContain('Linux');
		const sizes = succeeding(await library.readFilesystems(signal));
		const measured = succeeding(await proc.readFilesystems(signal));
		const rootOf = (list: typeof sizes) => list.find(({mount}) => mount === '/');
		const [toldRoot, readRoot] = [rootOf(sizes), rootOf(measured)];
		expect(toldRoot).toMatchObject({state: 'measured', device: readRoot?.device});
		expect(closeness(totalOf(toldRoot), totalOf(readRoot))).toBeLessThan(0.001);
	});

	it('leaves unknown what it cannot tell', async () => {
		const sample = succeeding(await createSysteminformationProbe(systemClock).readSample(signal));
		expect([sample.bootId, sample.paging, sample.frequencyHz]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(sample.disks).toEqual([]);
		expect(sample.interfaces[0]?.rxPackets).toBeUndefined();
	});

	it('measures time more finely than a second, and never backwards', async () => {
		const library = createSysteminformationProbe(systemClock);
		const before = succeeding(await library.readSample(signal)).uptimeSeconds ?? 0;
		await new Promise(resolve => systemClock.startTimer(60, () => resolve(undefined)));
		const after = succeeding(await library.readSample(signal)).uptimeSeconds ?? 0;
		expect(after - before).toBeGreaterThan(0.05);
		expect(after - before).toBeLessThan(5);
	});

	it('does not answer who has left', async () => {
		const left = AbortSignal.abort();
		const library = createSysteminformationProbe(systemClock);
		for (const result of [await library.readSample(left), await library.readFacts(left)]) {
			expect(result).toMatchObject({ok: false, failure: {kind: 'cancelled'}});
		}
	});
});

function succeeding<Value>(result: Result<Value>): Value {
	if (!result.ok) {
		throw new Error(JSON.stringify(result.failure));
	}

	return result.value;
}

/** User, nice and system time: os.cpus tells no iowait, and its irq is another. */
function busy(cpu: CpuTicks | undefined): number | undefined {
	return cpu && cpu.user + cpu.nice + cpu.system;
}

function totalOf(filesystem: Filesystem | undefined): number | undefined {
	return filesystem?.state === 'measured' ? filesystem.totalBytes : undefined;
}

function closeness(one: number | undefined, other: number | undefined): number {
	return one === undefined || other === undefined || other === 0
		? Number.POSITIVE_INFINITY
		: Math.abs(one - other) / other;
}
