/** The poller of the program against a real cluster whose daemons hang, die and come back. */
import {setTimeout as pause} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {loginHost} from '../../scripts/lab/slurm-cluster.ts';
import {type PolledCluster, pollCluster} from '../helpers/polled-cluster.ts';
import {hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';
import {quote} from '../helpers/watched-rack.ts';

describe.skipIf(!hasSlurmLab)('a real cluster that is polled', () => {
	let cluster: SlurmLab;
	let polled: PolledCluster;

	beforeAll(async () => {
		cluster = await raiseSlurmLab();
		polled = pollCluster(cluster);
		await polled.next('cluster/jobsListed', () => true);
	});

	afterAll(async () => {
		polled.stop();
		await cluster.close();
	});

	const untilListed = (id: string) =>
		polled.next('cluster/jobsListed', ({jobs}) => jobs.some(job => job.id === id));

	test('shows an own job within 12 s of its sbatch, for few calls of the controller', async () => {
		await cluster.as('root', ['sdiag', '-r']);
		const fromMs = performance.now();
		const tookMs: number[] = [];
		for (const delayMs of [0, 4000]) {
			await pause(delayMs);
			const id = await cluster.submit('alice', 'sleep 600');
			const submittedMs = performance.now();
			await untilListed(id);
			tookMs.push(Math.round(performance.now() - submittedMs));
		}

		const asked = polled.since('cluster/called', fromMs).length;
		const calls = callsOf('alice', await cluster.as('root', ['sdiag']));
		quote(
			`own jobs after ${tookMs.join(' and ')} ms; ${asked} questions were ${calls} calls in ${Math.round((performance.now() - fromMs) / 1000)} s`,
		);
		await cluster.cancelAll();

		// And four seconds for a busy machine to ask: where a round is left out it is twenty.
		expect(Math.max(...tookMs)).toBeLessThan(12_000 + 4000);
		// A question is one program; squeue asks what the federation, the jobs and the partitions are, and sbatch counts too.
		expect(calls).toBeLessThanOrEqual(3 * (asked + 1) + 2);
	});

	test('whose controller hangs is told of, never asked twice at once, and read again when it is back', async () => {
		const {lab} = cluster;
		await lab.fault(loginHost, 'slurmctld-stop');
		const stopWatching = watchPrograms(polled);
		const failed = await polled.next('cluster/askFailed', () => true);
		await lab.heal(loginHost);
		const healedMs = performance.now();
		await polled.next('cluster/jobsListed', () => true);
		const most = stopWatching();
		quote(
			`hung: ${failed.failure.kind}, controller ${failed.controller}; at most ${most} programs at once; back after ${Math.round(performance.now() - healedMs)} ms`,
		);

		expect(failed).toMatchObject({failure: {kind: expect.stringMatching(/timedOut|exited/)}});
		expect(failed.controller).toBe('slow');
		expect(most).toBeLessThanOrEqual(2);
	});

	test('whose controller is killed is told to be down, and read again when it is started', async () => {
		const {lab, submit, untilState, untilSaved} = cluster;
		const id = await submit('alice', 'sleep 600');
		await untilState(id, 'RUNNING');
		await untilSaved(id);
		await lab.fault(loginHost, 'slurmctld-kill');
		const failed = await polled.next('cluster/askFailed', () => true);
		await lab.heal(loginHost);
		const healedMs = performance.now();
		await untilListed(id);
		quote(
			`killed: controller ${failed.controller}; its job is back after ${Math.round(performance.now() - healedMs)} ms`,
		);
		await cluster.cancelAll();

		expect(failed.controller).toBe('down');
	});

	test('goes on while its accounting hangs', async () => {
		const {lab, submit} = cluster;
		await lab.fault(loginHost, 'slurmdbd-stop');
		const id = await submit('alice', 'sleep 600');
		await untilListed(id);
		await lab.heal(loginHost);
		await cluster.cancelAll();
	});
});

/** The most that were seen at once. */
function watchPrograms(polled: PolledCluster): () => number {
	let most = 0;
	const timer = setInterval(() => {
		most = Math.max(most, polled.programs());
	}, 50);
	return () => {
		clearInterval(timer);
		return most;
	};
}

/** `\talice           (   60021) count:12     ave_time:212    total_time:2548` of sdiag. */
function callsOf(user: string, text: string): number {
	return Number(new RegExp(`^\\s+${user}\\s+\\(\\s*\\d+\\)\\s+count:(\\d+)`, 'm').exec(text)?.[1]);
}
