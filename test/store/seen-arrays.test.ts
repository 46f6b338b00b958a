import {expect, it} from 'vitest';
import {aJob} from '../helpers/job-builders.ts';
import {QueueRack} from '../helpers/queue-rack.ts';

const arrays = Array.from({length: 60}, (_, index) => aJob(`${1000 + index}_[1-9]`));

/** The arrays whose tasks are asked for. */
function askedFor(rack: QueueRack): readonly string[] {
	return rack.state.clusters[0]?.look.arrays ?? [];
}

/** Each array, from the first to the last, with the cursor on the last. */
function unfoldedRack(): QueueRack {
	const rack = new QueueRack().mine(...arrays);
	rack.press('g');
	for (const _ of arrays) {
		// Past the record of its tasks, which stands under it.
		rack.press('z').press('j').press('j');
	}

	return rack;
}

it('an array that is unfolded is asked for its tasks, and no more once it is folded', () => {
	const rack = new QueueRack().mine(...arrays);
	expect(askedFor(rack.press('z'))).toHaveLength(1);
	expect(askedFor(rack.press('z'))).toEqual([]);
});

it('of many that are unfolded only those are asked for that may be on the screen, the one under the cursor first', () => {
	const rack = unfoldedRack();
	const atEnd = askedFor(rack);
	const [last] = atEnd;
	expect(rack.screen.jobs.unfolded).toHaveLength(60);
	expect(atEnd.length).toBeLessThanOrEqual(32);
	rack.press('g');
	expect(askedFor(rack)[0]).not.toBe(last);
	expect(askedFor(rack).length).toBeLessThanOrEqual(32);
	expect(askedFor(rack)).not.toContain(last);
	expect(rack.screen.jobs.unfolded).toHaveLength(60);
});
