import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import type {JobOutcome} from '../../source/domain/job-change.ts';
import {jobRowFacts} from '../../source/store/job-facts.ts';
import {rowUnderCursor} from '../../source/store/job-rows.ts';
import {keyHints} from '../../source/store/key-words.ts';
import {jobWhereParts} from '../../source/theme/job-where-text.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const train = aJob('4711', {name: 'train-llm', state: 'RUNNING', reason: undefined});
const eight = aJob('4725', {name: 'eval-llm'});
const held = aJob('4726', {reason: 'JobHeldUser', priority: 0});

function rackWith(...jobs: readonly Job[]): QueueRack {
	return new QueueRack().mine(...jobs);
}

describe('a change to jobs', () => {
	it('is asked for by a capital, and made by the same one', () => {
		const rack = rackWith(train).press('C');
		expect(rack.screen.dialog).toMatchObject({kind: 'changeJobs', change: {kind: 'cancel'}});
		expect(rack.asked).toEqual([]);
		rack.press('C');
		expect(rack.asked).toEqual([
			{
				...{type: 'changeJobs', cluster: hpc, number: 1},
				...{jobs: [aRef('4711')], change: {kind: 'cancel'}},
			},
		]);
		expect(rack.screen.dialog).toBeUndefined();
	});

	it.each(['enter', 'esc', 'ctrl-c'])('is not made by %s', key => {
		const rack = rackWith(train).press('C', key);
		expect(rack.asked).toEqual([]);
		expect(rack.screen.dialog).toBeUndefined();
	});

	it.each(['H', 'R', 'T', 'A', 'D', 'c', 'y', 'space'])('is not made by the wrong key %s', key => {
		const rack = rackWith(train).press('C', key);
		expect(rack.asked).toEqual([]);
		expect(rack.screen.dialog).toBeDefined();
	});

	it('is for all that are marked, and the marks have done their work then', () => {
		const rack = rackWith(train, eight).press('space', 'space', 'C', 'C');
		expect(rack.asked).toMatchObject([{jobs: [{id: '4711'}, {id: '4725'}]}]);
		expect(rack.screen.jobs.marks).toEqual([]);
	});

	it('H holds what is not held, and releases what is', () => {
		expect(rackWith(eight).press('H', 'H').asked).toMatchObject([{change: {kind: 'hold'}}]);
		expect(rackWith(held).press('H', 'H').asked).toMatchObject([{change: {kind: 'release'}}]);
	});

	it('H releases what was held while it runs, which its row says', () => {
		const held = {...train, priority: 0, nodeList: 'gpu-01'};
		const rack = rackWith(held);
		const row = rowUnderCursor(rack.state);
		const where = row && jobRowFacts(rack.state, row).where;
		expect(where?.kind === 'runs' && jobWhereParts(where, 0)).toEqual([
			'gpu-01',
			'held if requeued',
		]);
		expect(rack.press('H', 'H').asked).toMatchObject([{change: {kind: 'release'}}]);
		expect(rackWith(train).press('H', 'H').asked).toMatchObject([{change: {kind: 'hold'}}]);
	});

	it('H is hinted at as what it would do', () => {
		const hint = (rack: QueueRack) =>
			keyHints(rack.state).find(({keys}) => keys.includes('H'))?.words;
		expect(hint(rackWith(eight))).toBe('hold');
		expect(hint(rackWith(held))).toBe('release');
		expect(hint(rackWith(held, eight).press('space', 'space'))).toBe('hold');
	});

	it('R offers to requeue, and to hold as well', () => {
		expect(rackWith(train).press('R', 'R').asked).toMatchObject([{change: {kind: 'requeue'}}]);
		expect(rackWith(train).press('R', 'H').asked).toMatchObject([{change: {kind: 'requeueHold'}}]);
		expect(rackWith(train).press('R', 'C').asked).toEqual([]);
	});

	it.each([
		['90', {kind: 'setTimeLimit', seconds: 5400}],
		['1:30:00', {kind: 'setTimeLimit', seconds: 5400}],
		['2-0', {kind: 'setTimeLimit', seconds: 172_800}],
		['+30m', {kind: 'addTime', seconds: 1800}],
		['-1h', {kind: 'addTime', seconds: -3600}],
	])('T takes a time as Slurm and people write it: %s', (text, change) => {
		const rack = rackWith(train).press('T').type(text).press('enter');
		expect(rack.screen.dialog).toMatchObject({change});
		expect(rack.press('T').asked).toMatchObject([{jobs: [{id: '4711'}], change}]);
	});

	it('a time that is none stays in the line, with the reason', () => {
		const rack = rackWith(train).press('T').type('soon').press('enter');
		expect(rack.screen.line?.problem).toBe('Not a time: soon. Try 90, 1:30:00, 2-0 or +30m');
		expect(rack.press('esc').screen.line).toBeUndefined();
	});

	it('an array is meant whole, by its id', () => {
		const tasks = [aJob('4720_[5-64%2]'), aJob('4720_3', {state: 'RUNNING'})];
		const rack = rackWith(...tasks).press('C', 'C');
		expect(rack.asked).toMatchObject([{jobs: [{id: '4720'}]}]);
	});

	it('of what has ended is not asked for', () => {
		const rack = rackWith(aJob('4698', {state: 'FAILED'})).press('C');
		expect(rack.screen.dialog).toBeUndefined();
		expect(rack.screen.toast?.what).toMatchObject({notice: {kind: 'refused'}});
		expect(rack.press('T').screen.line).toBeUndefined();
		expect(rack.screen.toast?.what).toMatchObject({notice: {kind: 'refused'}});
	});

	it('is refused where nothing may be changed', () => {
		for (const key of ['C', 'H', 'R', 'T', 'S']) {
			const rack = rackWith(train);
			rack.send({type: 'session/opened', isReadOnly: true, isDemo: false, atMs: 0}).press(key);
			expect(rack.screen.dialog).toBeUndefined();
			expect(rack.screen.toast?.what).toMatchObject({notice: {kind: 'readOnly'}});
		}
	});

	it('is for the job of the key, whatever moves, comes or gets its id before it is confirmed', () => {
		const rack = rackWith(train, eight).press('C');
		rack.mine(aJob('4711', {submittedAtMs: 9000, name: 'other'}), eight).rested();
		expect(rack.press('C').asked).toMatchObject([{jobs: [{id: '4711', submittedAtMs: 1000}]}]);
	});
});

describe('what came of a change', () => {
	function told(...results: ReadonlyArray<JobOutcome['result']>) {
		const outcomes = results.map((result, index): JobOutcome => {
			const argv = result.kind === 'gone' ? [] : ['scancel', '--user=alice', '4711', '4712'];
			return {job: aRef(String(4711 + index)), result, argv};
		});
		const change = {kind: 'cancel'} as const;
		const changed = {type: 'jobs/changed', cluster: hpc, number: 1, change, outcomes} as const;
		return rackWith(train).send({...changed, atMs: 0});
	}

	it('is told in the line of speech, in the events, and in the audit log for each that was sent', () => {
		const words = 'Access/permission denied';
		const rack = told({kind: 'done'}, {kind: 'refused', words}, {kind: 'gone'});
		expect(rack.screen.toast?.what).toMatchObject({notice: {kind: 'deeds'}});
		const entries = rack.state.events.entries.filter(({what}) => what.kind === 'deed');
		expect(entries).toHaveLength(3);
		const argv = ['scancel', '--user=alice', '4711', '4712'];
		const about = {what: 'cancelJob', argv};
		expect(rack.asked).toEqual([
			{
				type: 'appendAudit',
				records: [
					{...about, target: 'hpc 4711', result: 'done'},
					{...about, target: 'hpc 4712', result: `refused: ${words}`},
				],
			},
		]);
	});

	it('writes nothing down where nothing was sent', () => {
		expect(told({kind: 'gone'}).asked).toEqual([]);
	});
});

describe('what is typed about jobs', () => {
	it.each([
		['cancel', {kind: 'cancel'}, 'C'],
		['release', {kind: 'release'}, 'H'],
		['time +30m', {kind: 'addTime', seconds: 1800}, 'T'],
		['nice 100', {kind: 'setNice', nice: 100}, 'A'],
		['rename two words', {kind: 'setName', name: 'two words'}, 'A'],
		['comment a $(b)', {kind: 'setComment', comment: 'a $(b)'}, 'A'],
	])(':%s asks as its key does', (text, change, key) => {
		const rack = rackWith(train).press('1', ':').type(text).press('enter');
		expect(rack.screen.tab).toBe('jobs');
		expect(rack.screen.dialog).toMatchObject({kind: 'changeJobs', change});
		expect(rack.press(key).asked).toMatchObject([{jobs: [{id: '4711'}], change}]);
	});

	it.each([
		['time soon', 'Not a time: soon. Try 90, 1:30:00, 2-0 or +30m'],
		['time', 'Which time limit? Try 90, 1:30:00, 2-0 or +30m'],
		['nice much', 'A nice value is a number, as 100: the higher, the later it starts.'],
		['rename', 'Which name?'],
	])(':%s says what is missing', (text, problem) => {
		const rack = rackWith(train).press(':').type(text).press('enter');
		expect(rack.screen.line?.problem).toBe(problem);
	});

	it('says that there is no job', () => {
		const rack = rackWith().press(':').type('cancel').press('enter');
		expect(rack.screen.line?.problem).toBe('There is no job here.');
	});

	it(':submit takes a path, or lets one be chosen', () => {
		const rack = rackWith(train).press(':').type('submit llm/x.sh').press('enter');
		expect(rack.asked).toEqual([{type: 'readScriptFile', cluster: hpc, path: 'llm/x.sh'}]);
		const choosing = rackWith(train).press(':').type('submit').press('enter');
		expect(choosing.screen.dialog).toMatchObject({kind: 'chooseScript'});
		expect(choosing.screen.line).toMatchObject({purpose: 'scriptName'});
	});
});
