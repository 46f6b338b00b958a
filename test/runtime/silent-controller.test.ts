import {describe, expect, it} from 'vitest';
import {AskedCluster} from '../helpers/asked-cluster.ts';
import {aRef} from '../helpers/job-builders.ts';
import {hpc, looked} from '../helpers/watched-cluster.ts';

const fiveMinutes = Array.from({length: 300}, (_, second) => second);
const everything = {
	...{...looked, hasAll: true, hasNodes: true, arrays: ['1', '2', '3']},
	...{job: aRef('1_4'), isOpen: true},
};

describe('a controller that hangs for five minutes', () => {
	it('has one program of ours at a time, and few in all, while a person presses r each second', async () => {
		const cluster = new AskedCluster();
		await cluster.start(undefined, everything).clock.advance(500);
		cluster.tookMs = undefined;
		cluster.programs.length = 0;
		for (const _ of fiveMinutes) {
			await cluster.refresh().clock.advance(1000);
		}

		expect(cluster.mostPrograms).toBe(1);
		// One each 24 s, and a ping after each: 12 s are waited for nothing, and as long until the next.
		expect(cluster.programs.length).toBeLessThanOrEqual(2 * 13 + 2);
		cluster.tookMs = 40;
		await cluster.refresh().clock.advance(24_000);
		expect(cluster.told('cluster/jobsListed').length).toBeGreaterThan(0);
	});

	it('has one at a time too while he asks each second why a job waits too', async () => {
		const cluster = new AskedCluster();
		await cluster.start(undefined, everything).clock.advance(500);
		cluster.tookMs = undefined;
		for (const second of fiveMinutes) {
			await cluster.refresh().explain(`${second}`).clock.advance(1000);
		}

		expect(cluster.mostPrograms).toBe(1);
		expect(cluster.programs.length).toBeLessThan(80);
		cluster.run({type: 'stopCluster', cluster: hpc});
		await cluster.clock.advance(0);
		expect(cluster.clock.timerCount).toBe(0);
	});
});
