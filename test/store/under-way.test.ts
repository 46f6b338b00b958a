import {describe, expect, it} from 'vitest';
import type {JobChange} from '../../source/domain/job-change.ts';
import {longestUnderWay} from '../../source/store/under-way.ts';
import {frameOf} from '../helpers/frame.tsx';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const hold: JobChange = {kind: 'hold'};
const small = {columns: 80, rows: 24};

/** Two jobs are held, and the second is looked at then. */
function holding(): QueueRack {
	return new QueueRack().mine(aJob('2'), aJob('3')).press('H', 'H');
}

function tick(rack: QueueRack, atMs: number): QueueRack {
	return rack.send({type: 'clock/ticked', atMs, wallMs: atMs});
}

function told(rack: QueueRack, id: string): QueueRack {
	const outcomes = [{job: aRef(id), argv: ['scontrol', 'hold', id], result: {kind: 'done'}}];
	return rack.send({
		...{type: 'jobs/changed', cluster: hpc, change: hold, atMs: 0},
		outcomes: outcomes as never,
	});
}

const lastLine = (rack: QueueRack): string => frameOf(rack.state, small).at(-1) ?? '';

describe('what a person asked of a cluster', () => {
	it('is told while it is under way, from 300 ms on, with how long it takes', () => {
		const rack = holding();
		const {lastKeyAtMs: askedAtMs} = rack.screen;
		expect(lastLine(tick(rack, askedAtMs + 299))).not.toContain('asking');
		expect(lastLine(tick(rack, askedAtMs + 300))).toBe(' · asking login: scontrol hold 2');
		expect(lastLine(tick(rack, askedAtMs + 4000))).toBe(' · asking login: scontrol hold 2, 4 s');
	});

	it('is told no more when it is known what came of it, of several the one that takes longest', () => {
		const rack = holding().press('j', 'H', 'H');
		tick(rack, 9000);
		expect(longestUnderWay(rack.state)?.argv).toEqual(['scontrol', 'hold', '2']);
		expect(longestUnderWay(told(rack, '2').state)?.argv).toEqual(['scontrol', 'hold', '3']);
		expect(longestUnderWay(told(rack, '3').state)).toBeUndefined();
		expect(lastLine(rack)).toContain('3 is held.');
	});

	it('says how many of its jobs went out, where it takes several commands', () => {
		const jobs = Array.from({length: 60}, (_, index) => aJob(String(100 + index)));
		const rack = new QueueRack().mine(...jobs);
		rack.press(...jobs.map(() => 'space'), 'H', 'H');
		expect(lastLine(tick(rack, 60_000))).toMatch(/, 0 of 60 sent, 1 m 0 s$/);
		const argv = [
			'scontrol',
			'hold',
			jobs
				.slice(0, 50)
				.map(({id}) => id)
				.join(','),
		];
		rack.send({type: 'jobs/sending', cluster: hpc, argv, atMs: 60_000});
		expect(lastLine(rack)).toMatch(/, 50 of 60 sent, 1 m 0 s$/);
	});

	it('goes with its cluster', () => {
		const rack = tick(holding(), 9000);
		const state = {...rack.state, clusters: []};
		expect(longestUnderWay(state)).toBeUndefined();
	});

	it('is cut before its time is', () => {
		const jobs = Array.from({length: 30}, (_, index) => aJob(String(1_000_000 + index)));
		const rack = new QueueRack().mine(...jobs);
		rack.press(...jobs.map(() => 'space'), 'H', 'H');
		expect(lastLine(tick(rack, 60_000))).toMatch(/^ · asking login: scontrol hold 1.*…, 1 m 0 s$/);
	});
});
