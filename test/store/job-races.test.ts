/** Between the key and the capital that confirms it the queue may become anything: only what was seen at the key is meant. */
import process from 'node:process';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {Job, JobRef} from '../../source/domain/job.ts';
import {rowUnderCursor} from '../../source/store/job-rows.ts';
import {aJob} from '../helpers/job-builders.ts';
import {QueueRack} from '../helpers/queue-rack.ts';

const races = process.env['FULL'] === '1' ? 1000 : 100;

/** Few ids, users and times, so that they are given anew all the time. */
const job = fc
	.record({
		id: fc.constantFrom('7', '8', '9', '10', '20_[3-9%2]', '20_1', '20_2', '21_[1-4]'),
		user: fc.constantFrom('alice', 'alice', 'bob'),
		submittedAtMs: fc.constantFrom(1000, 2000, 3000, undefined),
		state: fc.constantFrom('PENDING', 'RUNNING', 'COMPLETING'),
		reason: fc.constantFrom('Priority', 'JobHeldUser', undefined),
		priority: fc.integer({min: 0, max: 9}),
	})
	.map(({id, ...parts}): Job => aJob(id, parts));

const queue = fc.uniqueArray(job, {selector: ({id}) => id, maxLength: 8});

type Step = (rack: QueueRack) => unknown;

const step: fc.Arbitrary<Step> = fc.oneof(
	queue.map(jobs => (rack: QueueRack) => rack.mine(...jobs.filter(({user}) => user === 'alice'))),
	queue.map(jobs => (rack: QueueRack) => rack.all(...jobs)),
	fc.constant((rack: QueueRack) => rack.rested()),
	fc.constant((rack: QueueRack) =>
		rack.send({type: 'screen/resized', size: {columns: 120, rows: 40}, atMs: 0}),
	),
	fc.constant((rack: QueueRack) =>
		rack.send({
			...{type: 'cluster/lost', cluster: 'hpc' as never, retryInMs: 1000, atMs: 0},
			failure: {kind: 'refused', where: 'login'},
		}),
	),
);

const moves = fc.array(fc.constantFrom('j', 'k', 'G', 'g', 'a', 's', 'space', 'z'), {maxLength: 6});
const ways = fc.constantFrom(
	...[['C', 'C'] as const, ['H', 'H'] as const, ['R', 'R'] as const, ['R', 'H'] as const],
);

const race = fc.record({
	mine: queue,
	all: queue,
	moves,
	way: ways,
	steps: fc.array(step, {maxLength: 12}),
});

it(`changes the jobs that were seen at the key, in ${races} races`, () => {
	let confirmed = 0;
	fc.assert(
		fc.property(race, ({mine, all, moves: keys, way: [ask, act], steps}) => {
			const rack = new QueueRack();
			rack
				.mine(...mine.filter(({user}) => user === 'alice'))
				.all(...all)
				.press(...keys);
			const {marks} = rack.screen.jobs;
			const under = rowUnderCursor(rack.state)?.ref;
			const {dialog} = rack.press(ask).screen;
			if (dialog === undefined) {
				return;
			}

			for (const one of steps) {
				one(rack);
			}

			expect(rack.screen.dialog).toEqual(dialog);
			const [effect] = rack.press(act).asked;
			const jobs: readonly JobRef[] = effect?.type === 'changeJobs' ? effect.jobs : [];
			const seen = marks.length > 0 ? marks : [under];
			confirmed += 1;
			expect(jobs.length).toBeGreaterThan(0);
			expect(jobs.filter(meant => !seen.some(one => isOf(one, meant)))).toEqual([]);
		}),
		{numRuns: races},
	);
	expect(confirmed).toBeGreaterThan(races / 4);
});

/**
 * A range of tasks is meant with its array, which was submitted with the first of its tasks: one that was queued anew was
 * submitted later, and its record may not say when.
 */
function isOf(seen: JobRef | undefined, meant: JobRef): boolean {
	const isRange = /_\[/.test(seen?.id ?? '');
	const {submittedAtMs = Number.POSITIVE_INFINITY} = seen ?? {};
	return (
		seen !== undefined &&
		seen.id.replace(/_\[.*$/, '') === meant.id &&
		seen.user === meant.user &&
		(seen.submittedAtMs === meant.submittedAtMs ||
			(isRange && (meant.submittedAtMs ?? 0) <= submittedAtMs))
	);
}
