import {describe, expect, it} from 'vitest';
import type {Effect} from '../../source/domain/effect.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {Preferences} from '../../source/domain/preferences.ts';
import {aJob} from '../helpers/job-builders.ts';
import {QueueRack} from '../helpers/queue-rack.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

function keptBy({effects}: {readonly effects: readonly Effect[]}): Preferences | undefined {
	const kept = effects.filter(effect => effect.type === 'keepPreferences');
	expect(kept.length).toBeLessThanOrEqual(1);
	return kept[0]?.preferences;
}

const opened = {...{isReadOnly: false, isDemo: false}, atMs: 0} as const;
const full: Failure = {kind: 'diskFull', where: '/state'};

describe('what a person chooses of the screen', () => {
	it('is kept at once: sorts, the grid and what it draws, the bell, commands among the events', () => {
		const rack = new ScreenedRack(['pi-1', 'pi-2']);
		expect(keptBy(rack.press('s'))).toMatchObject({nodeSort: 'name', nodeView: 'table'});
		expect(keptBy(rack.press('v'))).toMatchObject({nodeSort: 'name', nodeView: 'grid'});
		expect(keptBy(rack.press('m'))).toMatchObject({gridMetric: 'memory'});
		rack.press(':').type('set bell on');
		expect(keptBy(rack.press('enter'))).toMatchObject({isBellOn: true});
		rack.press(':').type('sort cpu');
		expect(keptBy(rack.press('enter'))).toMatchObject({nodeSort: 'cpu', nodeView: 'table'});
		const target = {kind: 'head', sort: 'memory'} as const;
		rack.send({type: 'mouse/clicked', target, atMs: 0});
		expect(keptBy(rack)).toMatchObject({nodeSort: 'memory'});
		rack.press('6');
		expect(keptBy(rack.press('c'))).toMatchObject({hasCommands: false});
	});

	it('is kept of the jobs and of the nodes of their cluster', () => {
		const rack = new QueueRack().mine(aJob('1'));
		expect(keptBy(rack.press('s'))).toMatchObject({jobSort: 'id', jobColumns: undefined});
		rack.press('o', 'space');
		expect(keptBy(rack)).toBeUndefined();
		expect(keptBy(rack.press('enter'))).toMatchObject({jobColumns: ['user']});
		rack.press('o', 'space', 'space');
		expect(keptBy(rack.press('esc'))).toBeUndefined();
		expect(keptBy(rack.press('o', 'enter'))).toBeUndefined();
		rack.press('v');
		expect(keptBy(rack.press('s'))).toMatchObject({slurmNodeSort: 'name', jobSort: 'id'});
	});

	it.each(['j', '2', '?', 'a', 'p', '+', 'm'])('%s chooses nothing that is kept', key => {
		expect(keptBy(new QueueRack().mine(aJob('1')).press(key))).toBeUndefined();
	});

	it('whose jobs are shown is not kept: everybody’s are asked for when a person asks', () => {
		const rack = new QueueRack().mine(aJob('1'));
		expect(keptBy(rack.press('a'))).toBeUndefined();
		expect(rack.screen.jobs.hasAll).toBe(true);
	});

	it('is kept with --read-only, which is about the cluster, also while it is paused', () => {
		const rack = new ScreenedRack(['pi-1']).send({
			...{type: 'session/opened', ...opened},
			isReadOnly: true,
		});
		expect(keptBy(rack.press('p', 's'))).toMatchObject({nodeSort: 'name'});
	});

	it('in a demo is not kept, and not said to be', () => {
		const rack = new QueueRack().mine(aJob('1'));
		rack.send({type: 'session/opened', ...opened, isDemo: true});
		expect(keptBy(rack.press('s'))).toBeUndefined();
		expect(rack.press('o').screen.dialog).toMatchObject({isKept: false});
	});

	it('is there again on the first screen', () => {
		const chosen: Preferences = {
			...{nodeSort: 'disk', nodeView: 'grid', gridMetric: 'temperature', jobSort: 'user'},
			...{jobColumns: ['qos'], slurmNodeSort: 'load', hasCommands: false, isBellOn: true},
		};
		const rack = new ScreenedRack(['pi-1']);
		rack.state = {...rack.state, screen: undefined};
		rack.send(
			{type: 'session/opened', ...opened, preferences: chosen},
			{type: 'screen/resized', size: {columns: 80, rows: 24}, atMs: 0},
		);
		expect(rack.screen).toMatchObject({
			...{tab: 'nodes', isBellOn: true, events: {hasCommands: false}},
			nodes: {sort: 'disk', view: 'grid', metric: 'temperature'},
			jobs: {sort: 'user', columns: ['qos'], nodes: {sort: 'load'}},
		});
		expect(keptBy(rack.press('2', 's'))).toEqual({...chosen, jobSort: 'state'});
	});
});

describe('where it cannot be written down', () => {
	it('that is said once, and the choice holds', () => {
		const rack = new QueueRack().mine(aJob('1')).press('s');
		const unwritten = {type: 'preferences/written', failure: full, atMs: 0} as const;
		rack.send(unwritten);
		expect(rack.screen.toast?.what).toEqual({
			...{kind: 'notice', notice: {kind: 'notKept', failure: full}},
		});
		expect(rack.press('o').screen.dialog).toMatchObject({isKept: false});
		rack.press('esc', 's').send(unwritten);
		expect(rack.screen.toast).toBeUndefined();
		expect(rack.screen.jobs.sort).toBe('name');
	});

	it('it is kept again as soon as it can be', () => {
		const rack = new QueueRack().mine(aJob('1'));
		rack.send({type: 'preferences/written', failure: full, atMs: 0});
		rack.send({type: 'preferences/written', failure: undefined, atMs: 0});
		expect(rack.press('o').screen.dialog).toMatchObject({isKept: true});
	});
});
