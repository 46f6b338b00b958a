import {describe, expect, it} from 'vitest';
import {keyHints} from '../../source/store/key-words.ts';
import {aJob} from '../helpers/job-builders.ts';
import {QueueRack} from '../helpers/queue-rack.ts';

function hints(rack: QueueRack): readonly string[] {
	return keyHints(rack.state).map(({keys, words}) => `${keys.join(' ')} ${words}`);
}

/** What the line of speech answers to keys. */
function said(rack: QueueRack): unknown {
	const told = rack.screen.toast?.what;
	return told?.kind === 'notice' && told.notice.kind === 'refused' ? told.notice.reason : told;
}

const running = aJob('4711', {state: 'RUNNING', nodeList: 'pi-1', reason: undefined});
const ended = aJob('4712', {state: 'FAILED', nodeList: 'node009', reason: undefined});
const array = aJob('4720_[1-9]');

describe('of jobs is hinted', () => {
	it('that tasks come and go only on an array', () => {
		expect(hints(new QueueRack().mine(array))).toContain('z unfold');
		expect(hints(new QueueRack().mine(array).press('z'))).toContain('z fold');
		expect(hints(new QueueRack().mine(running)).join()).not.toContain('z ');
	});

	it('nothing of a job that the cluster tells of no more', () => {
		const rack = new QueueRack().mine(running, ended).press('j').mine(ended);
		expect(hints(rack).join()).toContain('w why');
		const gone = new QueueRack().mine(running, aJob('9')).press('j').mine(running);
		expect(hints(gone).join()).not.toMatch(/why|log|cancel|hold|requeue|time/);
	});

	it('what lets a held job go before what there may be no room for', () => {
		const held = aJob('9', {reason: 'JobHeldUser', priority: 0});
		const words = hints(new QueueRack().mine(held));
		expect(words.indexOf('H release')).toBeLessThan(words.indexOf('/ filter'));
		const release = keyHints(new QueueRack().mine(held).state).find(({keys}) => keys.includes('H'));
		expect(release).not.toHaveProperty('isMinor');
		expect(hints(new QueueRack().mine(running)).indexOf('H hold')).toBeGreaterThan(
			words.indexOf('/ filter'),
		);
	});

	it('no change of a job that has ended, but to run it again', () => {
		const words = hints(new QueueRack().mine(ended)).join();
		expect(words).not.toMatch(/cancel|hold|time/);
		expect(words).toContain('R requeue');
		expect(words).toContain('l log');
	});
});

describe('a key that has nothing to do says so', () => {
	it('z on a job that is no array', () => {
		expect(said(new QueueRack().mine(running).press('z'))).toBe(
			'4711 is no array: there are no tasks to show.',
		);
	});

	it('n where a job has no node yet, and where the rack does not have it', () => {
		expect(said(new QueueRack().mine(array).press('n'))).toBe('4720 has no node yet: it waits.');
		expect(said(new QueueRack().mine(ended).press('n'))).toBe('node009 is not in this rack.');
		const {screen} = new QueueRack().mine(running).press('n');
		expect(screen).toMatchObject({tab: 'nodes', toast: undefined});
	});

	it('nothing is said where there is no job', () => {
		expect(said(new QueueRack().mine().press('z', 'n', 'w'))).toBeUndefined();
	});
});

describe('of the log of a job is hinted', () => {
	it('one key for the other of its streams, and none for a log that it has not', () => {
		const words = hints(new QueueRack().mine(running).press('l'));
		expect(words).toContain('o stdout/stderr');
		expect(words.join()).not.toMatch(/e stdout|other log/);
	});

	it('none where both are one file, which is told by both keys', () => {
		const rack = new QueueRack().mine(running).press('l');
		const log = rack.screen.log?.opened.log ?? 0;
		const remark = {kind: 'file', path: 'a.out', isBoth: true} as const;
		rack.send({type: 'log/remarked', log, remark, atMs: 0});
		expect(hints(rack).join()).not.toContain('stderr');
		for (const key of ['o', 'e']) {
			expect(said(rack.press(key))).toBe('stdout and stderr are one file.');
			expect(rack.screen.log?.opened.source).toMatchObject({stream: 'stdout'});
		}
	});
});
