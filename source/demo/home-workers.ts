import {pi, trainingLog, twinGpuServer} from './machine.ts';
import {between, type NodePlan, uneventful} from './plan.ts';

/** Works, becomes too hot, is throttled, and cools down when its work is done. */
export const hotPi: NodePlan = {
	...uneventful,
	...{name: 'pi-worker1', role: 'worker', tags: ['pi'], machine: pi, upDays: 41.2},
	...{roundTripMs: 0.7, fill: [0.71], received: 4100, sent: 2200},
	cpu: [
		...([
			[0, 0.96],
			[115, 0.96],
			[130, 0.42],
			[535, 0.42],
			[550, 0.96],
		] as const),
		...([
			[1500, 0.96],
			[1520, 0.4],
			[2900, 0.4],
			[2960, 0.96],
		] as const),
	],
	memory: [
		...([
			[0, 0.88],
			[118, 0.88],
			[150, 0.58],
			[540, 0.58],
			[600, 0.88],
		] as const),
		...([
			[1500, 0.88],
			[1560, 0.55],
			[2900, 0.55],
			[3000, 0.88],
		] as const),
	],
	celsius: [
		...([
			[0, 81],
			[120, 81],
			[230, 62],
			[540, 61],
			[650, 81],
		] as const),
		...([
			[1500, 81],
			[1650, 61],
			[2900, 61],
			[3100, 81],
		] as const),
	],
	throttled: [
		...([
			[0, 1],
			[150, 1],
			[151, 0],
			[620, 0],
			[621, 1],
		] as const),
		...([
			[1530, 1],
			[1531, 0],
			[3060, 0],
			[3061, 1],
		] as const),
	],
};

const pause = {fromSecond: 640, toSecond: 720, overSeconds: 8};

/** Its job runs when the story begins, ends, and the next one begins; in the third its cards become too hot. */
export const twinGpus: NodePlan = {
	...uneventful,
	...{name: 'gpu-01', role: 'worker', tags: ['gpu', 'x86'], machine: twinGpuServer},
	...{upDays: 12.17, logs: [trainingLog], roundTripMs: 0.5, fill: [0.43, 0.71], written: 3.1e6},
	cpu: between(0.87, 0.12, pause),
	memory: between(0.61, 0.2, pause),
	celsius: between(71, 48, {...pause, overSeconds: 60}),
	received: between(1.2e6, 30e3, pause),
	sent: between(240e3, 9e3, pause),
	read: between(12e6, 20e3, pause),
	gpuLoad: [between(0.98, 0, pause), between(0.97, 0, pause)],
	gpuMemory: [between(0.88, 0.002, pause), between(0.867, 0.002, pause)],
	gpuHeat: between(0, 17, {fromSecond: 2400, toSecond: 2700, overSeconds: 90}),
	throttled: between(0, 1, {fromSecond: 2470, toSecond: 2740, overSeconds: 1}),
};
