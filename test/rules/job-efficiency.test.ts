import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import type {JobUsage} from '../../source/domain/job-detail.ts';
import {jobEfficiency} from '../../source/rules/job-efficiency.ts';
import {jobAdviceText} from '../../source/theme/job-advice-text.ts';
import {aJob} from '../helpers/job-builders.ts';

const gibibyte = 1024 ** 3;
const hour = 3600;

function told(job: Partial<Job>, usage: Partial<JobUsage>, liveGpuFraction?: number) {
	const known = {
		cpuSeconds: undefined,
		maxMemoryBytes: undefined,
		readBytes: undefined,
		writtenBytes: undefined,
		gpuFraction: undefined,
		...usage,
	};
	return jobEfficiency({
		job: aJob('4711', {cpuCount: undefined, nodeCount: undefined, reason: undefined, ...job}),
		detail: undefined,
		usage: known,
		liveGpuFraction,
	});
}

function advice(job: Partial<Job>, usage: Partial<JobUsage>, live?: number): readonly string[] {
	return told(job, usage, live).advice.map(jobAdviceText);
}

const done = {state: 'COMPLETED', elapsedSeconds: 7 * hour, timeLimitSeconds: 8 * hour};
const memory = {bytes: 256 * gibibyte, per: 'node'} as const;

describe('what a job has used of what it asked for', () => {
	it('is a share of each, and nothing where one of the two is not known', () => {
		const job = {...done, cpuCount: 4, memory, gpuCount: undefined};
		const {time, cpu, memory: held, gpu} = told(job, {cpuSeconds: 14 * hour});
		expect(time.fraction).toBe(0.875);
		expect(cpu).toEqual({asked: 4, used: 2, fraction: 0.5});
		expect(held).toEqual({asked: 256 * gibibyte, used: undefined, fraction: undefined});
		expect(gpu.asked).toBeUndefined();
	});

	it('counts the memory of each cpu on a node', () => {
		const job = {
			...done,
			cpuCount: 8,
			nodeCount: 2,
			memory: {bytes: gibibyte, per: 'cpu'} as const,
		};
		expect(told(job, {}).memory.asked).toBe(4 * gibibyte);
	});

	it('has no share of a limit that is none', () => {
		expect(told({...done, timeLimitSeconds: 'unlimited'}, {}).time.fraction).toBeUndefined();
	});

	it.each([
		{state: 'PENDING', reason: 'Priority'},
		{state: 'PENDING', reason: 'JobHeldUser'},
		{state: 'PENDING', reason: 'DependencyNeverSatisfied'},
		{state: 'CANCELLED by 1001', startsAtMs: undefined},
	])('is nothing of a job that has not started: %o', job => {
		const usage = {cpuSeconds: 0, maxMemoryBytes: 0, gpuFraction: 0};
		const asked = {timeLimitSeconds: hour, cpuCount: 4, gpuCount: 1, memory};
		const {time, cpu, memory: held, gpu} = told({...job, ...asked, elapsedSeconds: 0}, usage, 0.5);
		for (const one of [time, cpu, held, gpu]) {
			expect(one).toMatchObject({used: undefined, fraction: undefined});
			expect(one.asked).toBeDefined();
		}
	});

	it('takes the gauges of its gpus where Slurm measures none', () => {
		expect(told({...done, gpuCount: 2}, {}, 0.975).gpu).toEqual({
			asked: 2,
			used: 1.95,
			fraction: 0.975,
		});
	});
});

describe('what to ask for the next time', () => {
	it.each([
		[{memory}, {maxMemoryBytes: 15.4 * gibibyte}, ['6% of 256 GiB used: ask for --mem=20G']],
		[
			{memory: {bytes: 4 * gibibyte, per: 'cpu'} as const, cpuCount: 4},
			{maxMemoryBytes: 2 * gibibyte},
			['13% of 16 GiB used: ask for --mem-per-cpu=640M'],
		],
		[
			{elapsedSeconds: 0.04 * 8 * hour},
			{},
			['4% of 8 h 0 m used: ask for --time=40, and it may start sooner'],
		],
		[{cpuCount: 32}, {cpuSeconds: 7 * hour}, ['3% of 32 cpus used: 2 cpus would do']],
		[
			{state: 'TIMEOUT', elapsedSeconds: 8 * hour},
			{},
			['8 h 0 m were not enough: ask for more with --time, or save where it is'],
		],
		[
			{state: 'OUT_OF_MEMORY', memory: {bytes: 4 * gibibyte, per: 'node'} as const},
			{maxMemoryBytes: 3 * gibibyte},
			['4 GiB were hardly enough: ask for --mem=5G'],
		],
		[{gpuCount: 1}, {gpuFraction: 0.02}, ['its 1 gpu is idle, 2% used: does it find it?']],
	])('of %j with %j is %j', (job, usage, expected) => {
		expect(advice({...done, ...job}, usage)).toEqual(expected);
	});

	it.each([
		['one that has hardly run', {elapsedSeconds: 30, memory}, {maxMemoryBytes: gibibyte}],
		[
			'one that runs for a short time',
			{state: 'RUNNING', elapsedSeconds: 300, cpuCount: 32},
			{cpuSeconds: 1},
		],
		[
			'one that uses what it asked for',
			{cpuCount: 2, memory},
			{cpuSeconds: 13 * hour, maxMemoryBytes: 200 * gibibyte},
		],
		[
			'one with little to save',
			{memory: {bytes: gibibyte, per: 'node'} as const},
			{maxMemoryBytes: 1},
		],
		['one of which nothing was measured', {memory, cpuCount: 32, gpuCount: 2}, {}],
	])('is nothing for %s', (_what, job, usage) => {
		expect(advice({...done, ...job}, usage)).toEqual([]);
	});

	it('says nothing of the time of one that still runs', () => {
		expect(advice({...done, state: 'RUNNING', elapsedSeconds: 700}, {})).toEqual([]);
	});
});
