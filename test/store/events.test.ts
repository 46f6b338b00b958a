import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {withEvents} from '../../source/store/events.ts';
import {filesystem} from '../helpers/home-rack.ts';
import {ticks} from '../helpers/node-builders.ts';
import {mismatch, noRoute, startWallMs, ToldRack} from '../helpers/told-rack.ts';

const commandsOf = (rack: ToldRack) =>
	rack.entries.flatMap(({what, wallMs}) =>
		what.kind === 'command'
			? [`${what.run.command} ${what.count} at ${(wallMs - startWallMs) / 1000}`]
			: [],
	);

describe('at the start', () => {
	it('what is over its limit is told as it was found, so that its end has a beginning', () => {
		const rack = new ToldRack().disks([filesystem('/', 0.97)]).memory(0.9, 0.9, 0.9);
		rack.disks([filesystem('/', 0.97)]).disks([filesystem('/', 0.97)]);
		expect(rack.told).toMatchObject([
			{measure: 'disk', subject: '/', severity: 'critical', isOver: true, isFound: true},
			{measure: 'memory', isOver: true, isFound: true},
		]);
		rack.memory(0.5, 0.5);
		expect(rack.told.at(-1)).toMatchObject({isOver: false, lastedMs: 8000});
		expect(rack.told.at(-1)).not.toHaveProperty('isFound');
	});

	it('a node that answers, with a label, is no event', () => {
		expect(new ToldRack().samples().samples().samples().samples().told).toEqual([]);
	});

	it('the first configuration is none', () => {
		expect(new ToldRack().configure(['pi-1', 'pi-2']).told).toEqual([
			{kind: 'configLoaded', nodes: 2},
		]);
	});

	it('it is known since when events are kept', () => {
		const {sinceWallMs} = new ToldRack().tick(5).state.events;
		expect(sinceWallMs).toBe(startWallMs);
	});
});

describe('a node', () => {
	it('that is down at the start is told of once, however often it is tried', () => {
		const rack = new ToldRack().refused().refused();
		rack.happens({type: 'node/dialled'}).refused();
		expect(rack.told).toEqual([
			{kind: 'wentDown', failure: noRoute, wasUpMs: undefined, isFound: true},
		]);
	});

	it('that goes down is told of with why, and with how long it had been up', () => {
		const rack = new ToldRack().samples({uptimeSeconds: 3600}).lost();
		expect(rack.told).toEqual([{kind: 'wentDown', failure: expect.anything(), wasUpMs: 3_600_000}]);
		expect(rack.entries.at(-1)).toMatchObject({node: 'pi-1'});
	});

	it('that misses a poll is not down', () => {
		const rack = new ToldRack().samples();
		rack.happens({type: 'node/sampleFailed', failure: noRoute, retryInMs: 2000}).samples();
		expect(rack.told).toEqual([]);
	});

	it('that comes back is told of with how long it was down', () => {
		const rack = new ToldRack().refused().at(40).samples();
		expect(rack.told.at(-1)).toEqual({kind: 'cameUp', wasDownMs: 42_000});
		expect(rack.samples().kinds).toBe('wentDown cameUp');
	});

	it('whose key changes while it is down is told of again', () => {
		const rack = new ToldRack().refused().refused(mismatch).refused(mismatch);
		expect(rack.told).toMatchObject([{failure: noRoute}, {failure: mismatch}]);
	});

	it('that was booted anew is told of', () => {
		expect(new ToldRack().samples().samples({bootId: 'boot-2'}).kinds).toBe('rebooted');
	});

	it('that is not configured tells nothing', () => {
		const rack = new ToldRack().runs('df', {}, 'stranger').refused(noRoute, 'stranger');
		expect(rack.entries).toEqual([]);
	});

	it('whose label changes is told of, but not as it is known first', () => {
		const hot = {
			...{throttledNow: true, underVoltageNow: false},
			...{throttledSinceBoot: true, underVoltageSinceBoot: undefined},
		};
		const rack = new ToldRack().busy().busy().busy().busy();
		expect(rack.state.nodes[0]?.label.label.name).toBe('balanced');
		expect(rack.kinds).toBe('');
		rack.busy({pi: hot});
		expect(rack.told).toEqual([
			{
				...{kind: 'labelChanged', before: 'balanced', after: 'throttled'},
				evidence: [{kind: 'piThrottled', underVoltage: false}],
			},
		]);
		expect(rack.lost().busy().busy().busy().busy().kinds).toBe('labelChanged wentDown cameUp');
	});
});

it('what comes and goes while nothing holds a node back is no news, what does is', () => {
	const rack = new ToldRack();
	const run = (load: number, seconds: number) => {
		for (const end = rack.second + seconds; rack.second < end; ) {
			passed.user += load * 200;
			passed.idle += (1 - load) * 200;
			rack.samples({uptimeSeconds: rack.second + 2, cpu: ticks(passed)});
		}
	};
	const passed = {user: 0, idle: 0};
	for (const load of [0.7, 0.3, 0.7, 0.3, 0.02]) {
		run(load, 40);
	}

	expect(rack.state.nodes[0]?.label.label.name).toBe('idle');
	expect(rack.told).toEqual([]);
	run(0.95, 40);
	run(0.3, 40);
	expect(rack.told).toMatchObject([
		{before: 'idle', after: 'cpu-bound'},
		{before: 'cpu-bound', after: 'underutilized'},
	]);
});

describe('a limit', () => {
	it('that was passed once before the node was lost begins to count anew', () => {
		const rack = new ToldRack().memory(0.5, 0.85).lost().memory(0.85);
		expect(rack.kinds).toBe('wentDown cameUp');
		expect(rack.memory(0.85).kinds).toBe('wentDown cameUp crossed');
	});

	it('that is lost from is over still, and told as under again after two samples', () => {
		const rack = new ToldRack().memory(0.5, 0.9, 0.9, 0.5).lost().memory(0.5);
		expect(rack.kinds).toBe('crossed wentDown cameUp');
		expect(rack.memory(0.5).told.at(-1)).toMatchObject({kind: 'crossed', isOver: false});
	});

	it('that is moved by the configuration is not one that was crossed', () => {
		const rack = new ToldRack().memory(0.5, 0.9, 0.9);
		const {thresholds, ...others} = rack.state.config ?? expect.unreachable();
		const withMemory = (warning: number) => {
			const memory = {warning, critical: 0.99};
			const config = {...others, thresholds: {...thresholds, memory}};
			rack.send({type: 'config/loaded', config, atMs: rack.second * 1000});
		};
		withMemory(0.95);
		expect(rack.memory(0.9, 0.9, 0.9).kinds).toBe('crossed configLoaded');
		withMemory(0.7);
		expect(rack.memory(0.9, 0.9, 0.9).kinds).toBe('crossed configLoaded configLoaded');
		expect(rack.memory(0.5, 0.5).told.at(-1)).toMatchObject({isOver: false, limit: 0.7});
	});

	it('is told of with the second sample over it, and with the second under it again', () => {
		const rack = new ToldRack().memory(0.5, 0.82, 0.84);
		expect(rack.told).toMatchObject([
			{
				...{kind: 'crossed', measure: 'memory', severity: 'warning', isOver: true},
				...{limit: 0.8, lastedMs: undefined},
			},
		]);
		rack.memory(0.7, 0.64);
		expect(rack.told.at(-1)).toMatchObject({isOver: false, limit: 0.8, lastedMs: 4000});
	});

	it('of a node that was lost meanwhile is over still', () => {
		const rack = new ToldRack().memory(0.5, 0.9, 0.9).lost().memory(0.9, 0.9);
		expect(rack.kinds).toBe('crossed wentDown cameUp');
	});

	it('of a disk counts its own measurements, not the samples between them', () => {
		const rack = new ToldRack().memory(0.5).disks([filesystem('/', 0.5)]);
		rack.disks([filesystem('/', 0.9)]).memory(0.5, 0.5, 0.5);
		expect(rack.kinds).toBe('');
		rack.disks([filesystem('/', 0.9)]);
		expect(rack.told).toMatchObject([{measure: 'disk', subject: '/', severity: 'warning'}]);
	});
});

describe('the configuration', () => {
	it('is told of when it is loaded again, and when it is not taken', () => {
		const rack = new ToldRack();
		rack.send({type: 'config/rejected', problems: [], atMs: 5});
		rack.configure(['pi-1', 'pi-2', 'pi-3']);
		expect(rack.told).toEqual([
			{kind: 'configRejected', problems: []},
			{kind: 'configLoaded', nodes: 3},
		]);
	});
});

describe('a command', () => {
	const polled = () => new ToldRack().at(5).runs('vcgencmd get_throttled').at(6).runs('df').at(15);

	it('that is run again is the same entry, counted, where and when it was told first', () => {
		const rack = polled().runs('vcgencmd get_throttled', {tookMs: 12});
		expect(commandsOf(rack)).toEqual(['vcgencmd get_throttled 2 at 5', 'df 1 at 6']);
		expect(rack.entries[0]).toMatchObject({what: {run: {tookMs: 12}}});
	});

	it.each([
		['ends otherwise', {result: {kind: 'exited', exitCode: 1}}],
		['fails', {result: {kind: 'failed', failure: noRoute}}],
		['is asked for by a person', {isByPerson: true}],
	] as const)('that %s is told again, as the same entry', (_, run) => {
		const rack = polled();
		const [first] = rack.entries;
		rack.runs('vcgencmd get_throttled', run);
		expect(commandsOf(rack)).toEqual(['df 1 at 6', 'vcgencmd get_throttled 2 at 15']);
		expect(rack.entries.at(-1)?.id).toBe(first?.id);
	});

	it('that goes on is told when it began', () => {
		const goesOn = {tookMs: undefined, result: {kind: 'runs'}} as const;
		const rack = new ToldRack().at(5).runs('nvidia-smi -l 2', goesOn).at(6).runs('df');
		rack.at(7).runs('nvidia-smi -l 2', goesOn);
		expect(commandsOf(rack)).toEqual(['nvidia-smi -l 2 2 at 5', 'df 1 at 6']);
	});

	it('of another node is another entry', () => {
		const rack = new ToldRack(['pi-1', 'pi-2']).runs('df').runs('df', {}, 'pi-2');
		expect(commandsOf(rack)).toHaveLength(2);
	});

	it('that reads the samples is told once, and the node counts them', () => {
		const rack = new ToldRack().samples().samples().samples();
		expect(commandsOf(rack)).toEqual(['sh (sampler) 1 at 2']);
		expect(rack.state.nodes[0]?.samples).toBe(3);
	});

	it('that reads the samples starts with a connection, and with no poll that was missed', () => {
		const connected = {
			type: 'node/connected',
			transport: 'ssh2',
			transportReason: undefined,
		} as const;
		const rack = new ToldRack().happens(connected).samples();
		rack.happens({type: 'node/sampleFailed', failure: noRoute, retryInMs: 2000}).samples();
		expect(commandsOf(rack)).toEqual(['sh (sampler) 1 at 2']);
		rack.lost().at(100).tick().happens(connected).runs('df').samples();
		expect(commandsOf(rack)).toEqual(['df 1 at 100', 'sh (sampler) 2 at 102']);
	});
});

describe('of what happened', () => {
	it('the last 1000 are kept', () => {
		const rack = new ToldRack();
		for (let time = 0; time < 1010; time += 1) {
			rack.send({type: 'config/rejected', problems: [], atMs: time});
		}

		expect(rack.entries).toHaveLength(1000);
		expect(rack.entries.at(-1)).toMatchObject({id: 1010, atMs: 1009});
	});

	it('commands never push out what became of nodes', () => {
		const rack = new ToldRack().refused();
		for (let number = 0; number < 1500; number += 1) {
			rack.runs(`command ${number}`);
		}

		expect(rack.kinds).toBe('wentDown');
		expect(rack.entries).toHaveLength(701);
	});

	it('what is polled on a large rack does not push out other rows of its kind, but what fails does', () => {
		const rack = new ToldRack();
		for (let number = 0; number < 710; number += 1) {
			rack.runs(`statvfs ${number}`);
		}

		const before = rack.entries;
		expect(before).toHaveLength(700);
		rack.runs('statvfs 705').runs('statvfs 706');
		expect(rack.entries).toBe(before);
		rack.runs('df', {result: {kind: 'exited', exitCode: 1}});
		expect(commandsOf(rack)).toContain('df 1 at 0');
		expect(commandsOf(rack)).not.toContain('statvfs 0 1 at 0');
		expect(rack.entries).toHaveLength(700);
	});

	it('changes of labels never push out what a person should look at', () => {
		const names = Array.from({length: 400}, (_, index) => `pi-${index + 1}`);
		const rack = new ToldRack(names).refused();
		const {nodes} = rack.state;
		const labelled = (name: 'cpu-bound' | 'io-bound') => (node: (typeof nodes)[number]) => ({
			...node,
			label: {...node.label, label: {...node.label.label, name}},
		});
		let events = rack.state.events;
		for (const [before, after] of [
			['cpu-bound', 'io-bound'],
			['io-bound', 'cpu-bound'],
			['cpu-bound', 'io-bound'],
		] as const) {
			const state = {...rack.state, events, nodes: nodes.map(labelled(before))};
			const told = {...state, nodes: nodes.map(labelled(after))};
			({events} = withEvents(state, told, {type: 'clock/ticked', atMs: 9000, wallMs: 9000}));
		}

		const kinds = events.entries.map(({what}) => what.kind);
		expect(kinds[0]).toBe('wentDown');
		expect(kinds.filter(kind => kind === 'labelChanged')).toHaveLength(200);
	});

	it('where there is no room, what is passing goes first', () => {
		const rack = new ToldRack();
		rack.runs('df').refused();
		for (let time = 0; time < 1000; time += 1) {
			rack.send({type: 'config/rejected', problems: [], atMs: time});
		}

		expect(commandsOf(rack)).toEqual([]);
		expect(rack.entries).toHaveLength(1000);
		expect(rack.entries[0]).toMatchObject({what: {kind: 'wentDown'}});
	});
});

it('what changes no node costs no entry and no new state', () => {
	const rack = new ToldRack().samples();
	const {events} = rack.state;
	rack.samples().tick(5).press('j');
	expect(rack.state.events).toBe(events);
	rack.happens({type: 'node/processesFailed', failure: noRoute}, 'pi-1' as NodeName);
	expect(rack.state.events).toBe(events);
});
