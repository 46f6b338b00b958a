import {describe, expect, it} from 'vitest';
import type {ClusterNews} from '../../source/domain/cluster-news.ts';
import type {Event} from '../../source/domain/event.ts';
import type {Job} from '../../source/domain/job.ts';
import {unseenAlerts} from '../../source/store/shown-events.ts';
import {clusteredRack, hpc, mineListed} from '../helpers/clustered-rack.ts';
import {aJob} from '../helpers/job-builders.ts';
import type {ScreenedRack} from '../helpers/screened-rack.ts';

function newsOf(rack: ScreenedRack): readonly ClusterNews[] {
	return rack.state.events.entries.flatMap(({what}) =>
		what.kind === 'cluster' ? [what.news] : [],
	);
}

/** What is told when own jobs are these, and then those. */
function between(before: readonly Job[], after: readonly Job[]): readonly ClusterNews[] {
	return newsOf(clusteredRack().send(mineListed(before), mineListed(after, 20_000)));
}

const running = (id: string, parts: Partial<Job> = {}): Job =>
	aJob(id, {state: 'RUNNING', reason: 'None', nodeList: 'gpu-01', ...parts});
const failed = (id: string, parts: Partial<Job> = {}): Job =>
	running(id, {state: 'FAILED', exit: {code: 1, signal: 0}, ...parts});

describe('own jobs', () => {
	it('that are there when they are listed first are no news', () => {
		expect(newsOf(clusteredRack().send(mineListed([running('1'), failed('2')])))).toEqual([]);
	});

	it('that begin are told, also those that nobody saw waiting', () => {
		expect(between([aJob('1')], [running('1'), running('2')])).toMatchObject([
			{kind: 'jobStarted', cluster: hpc, job: {id: '1', count: 1}, nodeList: 'gpu-01'},
			{kind: 'jobStarted', job: {id: '2'}},
		]);
	});

	it.each([
		['COMPLETED', 'done'],
		['FAILED', 'failed'],
		['OUT_OF_MEMORY', 'failed'],
		['NODE_FAIL', 'failed'],
		['TIMEOUT', 'timedOut'],
		['CANCELLED', 'stopped'],
	])('that end as %s are told as %s, once', (state, how) => {
		const over = running('1', {state});
		expect(between([running('1')], [over])).toMatchObject([{kind: 'jobEnded', how}]);
		expect(between([over], [over])).toEqual([]);
		expect(between([], [over])).toMatchObject([{kind: 'jobEnded', how}]);
	});

	it('that ran and are told of no more have left the queue; those that waited are silent', () => {
		expect(between([running('1'), aJob('2')], [])).toMatchObject([{how: 'gone', job: {id: '1'}}]);
	});

	it('that are told of no more may be what of the list was not understood: that is no news', () => {
		const problem = {source: 'squeue', line: '2', reason: '21 fields instead of 22'};
		const inPart = {...mineListed([running('1')], 20_000), problems: [problem]} as Event;
		const rack = clusteredRack().send(mineListed([running('1'), running('2')]), inPart);
		expect(newsOf(rack)).toEqual([]);
		expect(rack.state.clusters[0]?.unread).toEqual({mine: [problem]});
		rack.send(mineListed([running('1'), running('2')], 30_000));
		expect(rack.state.clusters[0]?.unread).toEqual({});
	});

	it('that go on, or wait again, are no news', () => {
		expect(between([running('1')], [running('1', {elapsedSeconds: 9})])).toEqual([]);
		expect(between([running('1')], [aJob('1')])).toEqual([]);
	});

	it('of one array that became the same are one piece of news', () => {
		const waiting = aJob('9_[4-6]');
		const before = [waiting, running('9_1'), running('9_2'), running('9_3')];
		const after = [waiting, failed('9_1'), failed('9_2'), running('9_3', {state: 'COMPLETED'})];
		expect(between(before, after)).toMatchObject([
			{how: 'failed', job: {id: '9', count: 2}},
			{how: 'done', job: {id: '9_3', count: 1}},
		]);
	});

	it('that fail alarm, and those that are done do not', () => {
		const rack = clusteredRack().send(mineListed([running('1'), running('2')]));
		rack.send(mineListed([running('1', {state: 'COMPLETED'}), running('2')], 20_000));
		expect(unseenAlerts(rack.state)).toBe(0);
		rack.send(mineListed([failed('2')], 30_000));
		expect(unseenAlerts(rack.state)).toBe(1);
		expect(rack.screen.toast?.what).toMatchObject({kind: 'entry'});
	});
});

describe('a cluster', () => {
	const failing = (atMs: number): Event => ({
		...{type: 'cluster/askFailed', cluster: hpc, question: 'mine', subject: undefined, atMs},
		failure: {kind: 'timedOut', where: 'login', afterMs: 12_000},
		...{controller: 'down', tookMs: 12_000, intervalMs: 32_000},
	});
	const lost = (atMs: number): Event => ({
		...{type: 'cluster/lost', cluster: hpc, atMs, retryInMs: undefined},
		failure: {kind: 'unreachable', where: 'login', reason: 'no route to host'},
	});

	it('that answers no more is told once, and when it answers again', () => {
		const rack = clusteredRack().send(mineListed([]), failing(20_000), failing(60_000));
		expect(unseenAlerts(rack.state)).toBe(1);
		rack.send(mineListed([], 80_000));
		expect(newsOf(rack)).toMatchObject([{kind: 'lost'}, {kind: 'back', wasLostMs: 60_000}]);
	});

	it('that never answered is told without an alarm', () => {
		const rack = clusteredRack().send(failing(20_000));
		expect(newsOf(rack)).toMatchObject([{kind: 'lost', isFound: true}]);
		expect(unseenAlerts(rack.state)).toBe(0);
	});

	it('whose login node is of the rack is told of there, where the way to it is lost', () => {
		expect(newsOf(clusteredRack().send(mineListed([]), lost(20_000)))).toEqual([]);
		expect(newsOf(clusteredRack('gate').send(mineListed([]), lost(20_000)))).toMatchObject([
			{kind: 'lost'},
		]);
	});
});

it('a command is told as run on the login node: a poll counts, what a person asked is told anew', () => {
	const ran = (command: string, atMs: number, isByPerson: boolean): Event => ({
		...{type: 'cluster/commandRan', cluster: hpc, atMs},
		run: {
			...{command, tookMs: 62, result: {kind: 'exited', exitCode: 0}},
			...(isByPerson ? {isByPerson: true} : {}),
		},
	});
	const squeue = 'squeue -h --me -o …';
	const rack = clusteredRack();
	rack.send(ran(squeue, 10, false), ran('scancel 1', 20, true), ran(squeue, 30, false));
	expect(rack.state.events.entries.slice(1)).toMatchObject([
		{node: 'login', atMs: 10, what: {kind: 'command', count: 2, run: {command: squeue}}},
		{node: 'login', atMs: 20, what: {run: {command: 'scancel 1'}}},
	]);
	expect(
		clusteredRack('gate')
			.send(ran(squeue, 1, false))
			.state.events.entries.at(-1),
	).toMatchObject({
		node: 'gate',
	});
});
