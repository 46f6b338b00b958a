import {describe, expect, it} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {filesystem} from '../helpers/home-rack.ts';
import {noRoute, startWallMs, ToldRack} from '../helpers/told-rack.ts';

const commandsOf = (rack: ToldRack) =>
	rack.entries.flatMap(({what, wallMs}) =>
		what.kind === 'command'
			? [`${what.run.command} ${what.count} at ${(wallMs - startWallMs) / 1000}`]
			: [],
	);

describe('what was so at the start is no event:', () => {
	it('a node that answers, with a label, and a memory and disk over their limits', () => {
		const rack = new ToldRack().disks([filesystem('/', 0.97)]).memory(0.9, 0.9, 0.9, 0.9);
		rack.disks([filesystem('/', 0.97)]).disks([filesystem('/', 0.97)]);
		expect(rack.state.nodes[0]?.health).toBe('warning');
		expect(rack.told).toEqual([]);
	});

	it('the first configuration', () => {
		expect(new ToldRack().configure(['pi-1', 'pi-2']).told).toEqual([
			{kind: 'configLoaded', nodes: 2},
		]);
	});

	it('and it is known since when events are kept', () => {
		const {sinceWallMs} = new ToldRack().tick(5).state.events;
		expect(sinceWallMs).toBe(startWallMs);
	});
});

describe('a node', () => {
	it('that is down at the start is told of once, however often it is tried', () => {
		const rack = new ToldRack().refused().refused();
		rack.happens({type: 'node/dialled'}).refused();
		expect(rack.told).toEqual([{kind: 'wentDown', failure: noRoute, wasUpMs: undefined}]);
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
		const mismatch: Failure = {
			...{kind: 'hostKeyMismatch' as const, where: 'pi-1', keyType: 'ssh-ed25519'},
			...{fingerprint: 'SHA256:a', name: 'pi-1', files: []},
			recorded: {file: 'known_hosts', line: 1, isRevoked: false, fingerprint: undefined},
		};
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

describe('a limit', () => {
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
			{kind: 'configRejected', problems: 0},
			{kind: 'configLoaded', nodes: 3},
		]);
	});
});

describe('a command', () => {
	it('that is run again is the same entry, counted, at the time of its last run', () => {
		const rack = new ToldRack().at(5).runs('vcgencmd get_throttled').at(6).runs('df');
		const [first] = rack.entries;
		rack.at(15).runs('vcgencmd get_throttled');
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
});

it('what changes no node costs no entry and no new state', () => {
	const rack = new ToldRack().samples();
	const {events} = rack.state;
	rack.samples().tick(5).press('j');
	expect(rack.state.events).toBe(events);
	rack.happens({type: 'node/processesFailed', failure: noRoute}, 'pi-1' as NodeName);
	expect(rack.state.events).toBe(events);
});
