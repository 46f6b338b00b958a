import {hotPi, twinGpus} from './home-workers.ts';
import {gpuServer, pi, server, storagePi} from './machine.ts';
import {between, type NodePlan, uneventful} from './plan.ts';

/**
 * Eight nodes at home. In its first second one of them is hot and throttled, one is away and six are well; then
 * something happens every minute or so:
 *
 *     0:50  gpu-02 begins a job         4:50  pi-main runs out of memory     8:05  pi-worker3 comes back with another key
 *     2:00  pi-worker1 cools down       6:35  ... and the kernel kills       9:00  pi-worker1 works and heats up again
 *     3:25  pi-storage has rebooted     7:05  pi-worker2 is lost             10:40 the job of gpu-01 ends
 *     3:30  the disk of login fills     7:50  login cleans up                12:00 the next one begins
 */
export const homeRack: readonly NodePlan[] = [
	{
		...uneventful,
		...{name: 'login', role: 'login', tags: ['x86'], machine: server, upDays: 93.4},
		...{roundTripMs: 0.4, cpu: 0.24, memory: 0.38, celsius: 48},
		...{received: 310e3, sent: 1.1e6, read: 1.4e6},
		fill: [between(0.55, 0.965, {fromSecond: 210, toSecond: 470, overSeconds: 140})],
		written: between(400e3, 640e6, {fromSecond: 208, toSecond: 345, overSeconds: 5}),
		ioStall: between(0.004, 0.12, {fromSecond: 208, toSecond: 345, overSeconds: 5}),
		absences: [{fromSecond: 1815, toSecond: 1845, how: 'unreachable'}],
	},
	{
		...uneventful,
		...{name: 'pi-main', role: 'main', tags: ['pi'], machine: pi, upDays: 6.1},
		...{roundTripMs: 0.6, cpu: 0.12, celsius: 52, fill: [0.38], received: 22e3, sent: 14e3},
		memory: between(0.41, 0.95, {fromSecond: 290, toSecond: 396, overSeconds: 25}),
		memoryStall: between(0, 0.16, {fromSecond: 305, toSecond: 394, overSeconds: 10}),
		swapping: between(0, 240, {fromSecond: 300, toSecond: 394, overSeconds: 12}),
		swapped: between(0.02, 0.72, {fromSecond: 300, toSecond: 410, overSeconds: 60}),
		oomKills: [396],
	},
	hotPi,
	{
		...uneventful,
		...{name: 'pi-worker2', role: 'worker', tags: ['pi'], machine: pi, upDays: 41.2},
		...{roundTripMs: 0.9, cpu: 0.71, memory: 0.64, celsius: 62, fill: [0.44]},
		...{received: 2.4e6, sent: 96e3},
		ioStall: between(0.006, 0.42, {fromSecond: 2100, toSecond: 2500, overSeconds: 20}),
		read: between(200e3, 38e6, {fromSecond: 2100, toSecond: 2500, overSeconds: 20}),
		absences: [
			{fromSecond: 425, toSecond: 535, how: 'unreachable'},
			{fromSecond: 535, toSecond: 555, how: 'refused', bootsAtSecond: 540},
		],
	},
	{
		...uneventful,
		...{name: 'pi-worker3', role: 'worker', tags: ['pi'], machine: pi, upDays: 41.2},
		...{roundTripMs: 2.7, cpu: 0.03, memory: 0.22, celsius: 46, fill: [0.36]},
		...{received: 900, sent: 600, read: 0, written: 9e3},
		absences: [{fromSecond: 485, toSecond: 500, how: 'unreachable'}],
		access: {kind: 'keyUnknown', fromSecond: 500},
	},
	{
		...uneventful,
		...{name: 'pi-storage', role: 'storage', tags: ['pi'], machine: storagePi, upDays: 120.7},
		...{roundTripMs: 0.8, cpu: 0.15, memory: 0.33, celsius: 50, fill: [0.35, 0.78]},
		...{received: 1.8e6, sent: 3.1e6, read: 2.2e6, written: 1.1e6},
		absences: [
			{fromSecond: 0, toSecond: 160, how: 'unreachable'},
			{fromSecond: 160, toSecond: 205, how: 'refused', bootsAtSecond: 170},
			{fromSecond: 3330, toSecond: 3600, how: 'unreachable'},
		],
	},
	twinGpus,
	{
		...uneventful,
		...{name: 'gpu-02', role: 'worker', tags: ['gpu', 'x86'], machine: gpuServer, upDays: 12.2},
		...{roundTripMs: 39, memory: 0.22, fill: [0.4], received: 12e3, sent: 38e3},
		cpu: between(0.18, 0.36, {fromSecond: 50, toSecond: 420, overSeconds: 8}),
		celsius: between(56, 63, {fromSecond: 50, toSecond: 420, overSeconds: 60}),
		gpuLoad: [between(0.42, 0.985, {fromSecond: 50, toSecond: 420, overSeconds: 6})],
		gpuMemory: [between(0.36, 0.91, {fromSecond: 50, toSecond: 420, overSeconds: 14})],
	},
];
