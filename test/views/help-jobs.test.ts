import {describe, expect, it} from 'vitest';
import {frameOf} from '../helpers/frame.tsx';
import {QueueRack} from '../helpers/queue-rack.ts';

const sizes = [
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
];

describe.each(sizes)('help in the tab of jobs, in %o', size => {
	it('names the place', () => {
		const jobs = frameOf(new QueueRack().press('?').state, size).join('\n');
		expect(jobs).toContain('IN JOBS');
		const nodes = frameOf(new QueueRack().press('v', '?').state, size).join('\n');
		expect(nodes).toContain('IN NODES OF THE CLUSTER');
	});

	it('keeps keys and words apart, and cuts no words', () => {
		const frame = frameOf(new QueueRack().press('?').state, size).join('\n');
		expect(frame).toContain('alt-1 alt-2 alt-3 alt-4 alt-6  same');
		expect(frame).toContain('jobs, or partitions and nodes ');
	});
});
