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

function holdingMany(count: number): QueueRack {
	const jobs = Array.from({length: count}, (_, index) => aJob(String(100 + index)));
	return new QueueRack().mine(...jobs).press(...jobs.map(() => 'space'), 'H', 'H');
}

function sent(rack: QueueRack, from: number, to: number): QueueRack {
	const ids = Array.from({length: to - from}, (_, index) => String(100 + from + index));
	const argv = ['scontrol', 'hold', ids.join(',')];
	return rack.send({type: 'jobs/sending', cluster: hpc, argv, atMs: 60_000});
}

const sentAll = (rack: QueueRack): QueueRack => sent(sent(rack, 0, 50), 50, 60);

function tick(rack: QueueRack, atMs: number): QueueRack {
	return rack.send({type: 'clock/ticked', atMs, wallMs: atMs});
}

function told(rack: QueueRack, id: string, number: number): QueueRack {
	const outcomes = [{job: aRef(id), argv: ['scontrol', 'hold', id], result: {kind: 'done'}}];
	return rack.send({
		...{type: 'jobs/changed', cluster: hpc, number, change: hold, atMs: 0},
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
		expect(longestUnderWay(told(rack, '2', 1).state)?.argv).toEqual(['scontrol', 'hold', '3']);
		expect(longestUnderWay(told(rack, '3', 2).state)).toBeUndefined();
		expect(lastLine(rack)).toContain('3 is held.');
	});

	it('says how many of its jobs went out, where it takes several commands', () => {
		const rack = holdingMany(60);
		expect(lastLine(tick(rack, 60_000))).toMatch(/, 0 of 60 sent, 1 m 0 s/);
		expect(lastLine(sent(rack, 0, 50))).toMatch(/, 50 of 60 sent, 1 m 0 s/);
	});

	it('is told apart from what else is done with the same jobs', () => {
		const rack = holdingMany(60).press('g', ...Array.from({length: 60}, () => 'space'), 'C', 'C');
		const counts = (): readonly unknown[] =>
			rack.state.underWay.map(({progress}) => progress?.sent);
		expect(rack.state.underWay.map(({argv}) => argv[0])).toEqual(['scontrol', 'scancel']);
		sentAll(rack);
		expect(counts()).toEqual([60, 0]);
		const ids = Array.from({length: 50}, (_, index) => String(100 + index));
		const argv = ['scancel', '--user=alice', ...ids];
		rack.send({type: 'jobs/sending', cluster: hpc, argv, atMs: 60_000});
		expect(counts()).toEqual([60, 50]);
		expect(lastLine(tick(rack, 60_000))).toMatch(/^ · asking login: scancel .*50 of 60 sent/);
		rack.press('esc');
		expect(rack.state.underWay.map(({isStopped}) => isStopped)).toEqual([undefined, true]);
	});

	it('is stopped by a key where not all of it went out, and says so before and after', () => {
		const rack = holdingMany(60);
		expect(lastLine(tick(rack, 60_000))).toMatch(/, 0 of 60 sent, 1 m 0 s, esc stops it$/);
		rack.press('esc');
		expect(rack.effects).toContainEqual({
			...{type: 'stopChange', cluster: hpc, number: 1},
		});
		expect(lastLine(tick(rack, 61_000))).toMatch(/, 0 of 60 sent, 1 m 1 s, stopped$/);
	});

	it('is stopped alone, though another does the same to the same jobs, and ends alone', () => {
		const rack = holdingMany(60).press('g', ...Array.from({length: 60}, () => 'space'), 'H', 'H');
		tick(rack, 60_000).press('esc');
		const left = (): readonly unknown[] =>
			rack.state.underWay.map(({key, isStopped}) => [key, isStopped === true]);
		expect(left()).toEqual([
			[1, true],
			[2, false],
		]);
		told(rack, '100', 2);
		expect(left()).toEqual([[1, true]]);
	});

	it('is stopped once: then the key goes back as ever', () => {
		const rack = tick(holdingMany(60), 60_000).press('/').type('x').press('enter');
		tick(rack, 61_000).press('esc');
		expect(rack.screen.jobs.filter).toBe('x');
		rack.press('esc');
		expect(rack.screen.jobs.filter).toBe('');
		expect(rack.effects.map(({type}) => type)).not.toContain('stopChange');
	});

	it.each([
		['one command', () => holding()],
		['all that has gone out', () => sentAll(holdingMany(60))],
	])('is no matter of a key any more: %s', (_, given) => {
		const rack = tick(given(), 60_000);
		expect(lastLine(rack)).not.toContain('esc');
		expect(rack.press('esc').effects.map(({type}) => type)).not.toContain('stopChange');
	});

	it('leaves the key to what is typed', () => {
		const rack = tick(holdingMany(60), 60_000).press('/', 'esc');
		expect(rack.effects.map(({type}) => type)).not.toContain('stopChange');
		expect(rack.screen.line).toBeUndefined();
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
