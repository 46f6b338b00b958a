import type {NodeName} from '../../source/domain/ids.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {createStore} from '../../source/store/create-store.ts';
import {reduceRack} from '../../source/store/rack-reducer.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {
	aConfig,
	aDisk,
	aNodeConfig,
	anInterface,
	aSample,
	ticks,
} from '../../test/helpers/node-builders.ts';
import {cpuMs, median, type Row} from '../row.ts';

const nodeCount = 500;
const rounds = 60;
/** The first rounds run cold code. */
const warmUp = 30;
const budgetMs = 20;
const cores = 16;

/** All nodes of a large rack report once. The floor copies the same samples, as any store must touch them. */
export async function reducingRows(): Promise<Row[]> {
	const names = Array.from({length: nodeCount}, (_, index) => `node-${index}` as NodeName);
	const store = createStore({
		clock: systemClock,
		reduce: reduceRack,
		runEffect: () => undefined,
		commitIntervalMs: 1000,
	});
	const config = aConfig(names.map(name => aNodeConfig(name)));
	store.dispatch({type: 'config/loaded', config, atMs: 0});
	const reduce: number[] = [];
	const copy: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		const samples = names.map(() => busySample(round));
		copy.push(await cpuMs(() => structuredClone(samples)));
		reduce.push(
			await cpuMs(() => {
				for (const [index, node] of names.entries()) {
					const sample = samples[index] ?? busySample(round);
					store.dispatch({type: 'node/sampled', node, sample, atMs: round * 2000, tookMs: 1});
				}
			}),
		);
	}

	store.close();
	return [
		{
			what: `reducing ${nodeCount} samples of ${cores} cores`,
			value: median(reduce.slice(warmUp)),
			unit: 'ms CPU',
			floor: 'structuredClone of them',
			floorValue: median(copy.slice(warmUp)),
			budget: budgetMs,
		},
	];
}

function busySample(round: number): NodeSample {
	const count = round * 200;
	return aSample({
		uptimeSeconds: 10 + round * 2,
		cpu: ticks({user: count, idle: count}),
		cores: Array.from({length: cores}, (_, core) => ({
			core,
			ticks: ticks({user: count, idle: count}),
		})),
		disks: ['nvme0n1', 'sda'].map(device => aDisk({device, sectorsRead: count, busyMs: count})),
		interfaces: ['eth0', 'eth1'].map(name => anInterface({interface: name, rxBytes: count})),
		temperatures: [{sensor: 'cpu_thermal', celsius: 55}],
		pressure: {
			cpu: {someMicroseconds: count, fullMicroseconds: 0},
			io: {someMicroseconds: count, fullMicroseconds: 0},
			memory: {someMicroseconds: count, fullMicroseconds: 0},
		},
	});
}
