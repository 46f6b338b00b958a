import {describe, expect, it} from 'vitest';
import type {Connection} from '../../source/domain/connection.ts';
import type {Event} from '../../source/domain/event.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type NodeState, type State} from '../../source/store/state.ts';
import {aConfig, aNodeConfig, aSample, ticks} from '../helpers/node-builders.ts';

const node = 'pi-1' as NodeName;
const broken: Failure = {kind: 'unreachable', where: 'pi-1', reason: 'the link broke'};
const denied: Failure = {kind: 'authFailed', where: 'pi-1', user: 'pi'};
const config = aConfig([aNodeConfig('pi-1', {isLocal: false})]);
const loaded: Event = {type: 'config/loaded', config, atMs: 0};

type Step = (second: number) => Event;
const of = (second: number) => ({node, atMs: second * 1000});
const dialled: Step = second => ({type: 'node/dialled', ...of(second)});
const authenticated: Step = second => ({type: 'node/authenticated', ...of(second)});
const connected: Step = second => ({
	...{type: 'node/connected', ...of(second)},
	...{transport: 'ssh2', transportReason: undefined},
});
const sampled: Step = second => {
	const sample = aSample({uptimeSeconds: second});
	return {type: 'node/sampled', ...of(second), sample, tookMs: 1};
};
const missed: Step = second => ({
	...{type: 'node/sampleFailed', ...of(second)},
	...{failure: broken, retryInMs: 2000},
});
const lost: Step = second => ({
	...{type: 'node/lost', ...of(second)},
	...{failure: broken, retryInMs: 1000},
});
const unreached: Step = second => ({
	...{type: 'node/connectFailed', ...of(second)},
	...{failure: broken, retryInMs: 4000},
});
const refused: Step = second => ({
	...{type: 'node/connectFailed', ...of(second)},
	...{failure: denied, retryInMs: undefined},
});
const tick: Step = second => ({type: 'clock/ticked', atMs: second * 1000, wallMs: second * 1000});

const cpuAt = (second: number) => ticks({user: second * 10, idle: second * 90});

function play(events: readonly Event[]): State {
	return [loaded, ...events].reduce((state, event) => reduce(state, event)[0], initialState);
}

function only(state: State): NodeState {
	return state.nodes[0] ?? expect.unreachable();
}

/** One step a second, with the ticks of the runtime: what the node is after each of them. */
function statesAfter(steps: readonly Step[], gapSeconds = 1): readonly string[] {
	let state = play([]);
	return steps.map((step, index) => {
		const second = (index + 1) * gapSeconds;
		for (let at = index * gapSeconds + 1; at <= second; at += 1) {
			[state] = reduce(state, tick(at));
		}

		[state] = reduce(state, step(second));
		return `${only(state).connection.state} ${only(state).health}`;
	});
}

describe('a connection goes', () => {
	it.each<readonly [string, readonly Step[], readonly string[]]>([
		[
			'from dialling to ready with the first sample',
			[dialled, authenticated, connected, sampled],
			['connecting unknown', 'bootstrapping unknown', 'bootstrapping unknown', 'ready ok'],
		],
		[
			'the same way where nobody asks to be let in',
			[dialled, connected, sampled],
			['connecting unknown', 'bootstrapping unknown', 'ready ok'],
		],
		[
			'to backoff when the node was never heard of',
			[dialled, unreached, dialled, authenticated, unreached],
			['connecting unknown', ...Array<string>(4).fill('backoff down')],
		],
		[
			'through degraded when it breaks and is made anew at once',
			[dialled, connected, sampled, lost, dialled, authenticated, connected, sampled],
			[
				...['connecting unknown', 'bootstrapping unknown', 'ready ok'],
				...Array<string>(4).fill('degraded ok'),
				'ready ok',
			],
		],
		[
			'through degraded after a missed sample',
			[dialled, connected, sampled, missed, sampled],
			[
				...['connecting unknown', 'bootstrapping unknown', 'ready ok'],
				...['degraded ok', 'ready ok'],
			],
		],
		[
			'to a final state when the key is refused, and back when a person had it tried again',
			[dialled, refused, dialled, authenticated, connected, sampled],
			[
				...['connecting unknown', 'auth-failed down'],
				...Array<string>(3).fill('backoff down'),
				'ready ok',
			],
		],
		[
			'to a final state also when the node was fine before',
			[dialled, connected, sampled, lost, dialled, refused],
			[
				...['connecting unknown', 'bootstrapping unknown', 'ready ok'],
				...['degraded ok', 'degraded ok', 'auth-failed down'],
			],
		],
		[
			'to down when the shell starts and no sample comes',
			[dialled, authenticated, connected, missed, missed, lost],
			[
				...['connecting unknown', 'bootstrapping unknown', 'bootstrapping unknown'],
				...Array<string>(3).fill('backoff down'),
			],
		],
	])('%s', (_, steps, states) => {
		expect(statesAfter(steps)).toEqual(states);
	});

	it('from degraded to down when nothing was heard for 15 s, and stays down while it is tried', () => {
		const states = statesAfter(
			[dialled, connected, sampled, lost, dialled, unreached, dialled, unreached, dialled],
			4,
		);
		expect(states.slice(3)).toEqual([
			...['degraded ok', 'degraded ok', 'degraded ok'],
			...['backoff down', 'backoff down', 'backoff down'],
		]);
	});
});

it('says when it is tried again, and not while it is tried', () => {
	const retryAt = (events: readonly Event[]): number | undefined | 'none' => {
		const {connection} = only(play(events));
		return 'retryAtMs' in connection ? connection.retryAtMs : 'none';
	};
	const down = [dialled(1), unreached(2)];
	expect(retryAt(down)).toBe(6000);
	expect(retryAt([...down, dialled(6)])).toBeUndefined();
	expect(retryAt([...down, dialled(6), unreached(7)])).toBe(11_000);
	const quick = [dialled(1), connected(2), sampled(3), lost(4)];
	expect(retryAt(quick)).toBe(5000);
	expect(retryAt([...quick, dialled(5)])).toBeUndefined();
	expect(retryAt([...quick, dialled(5), refused(6)])).toBe('none');
});

it('tells the failure that is known while it is tried again', () => {
	expect(only(play([dialled(1), refused(2), dialled(3)])).connection).toEqual({
		...{state: 'backoff', failure: denied, retryAtMs: undefined},
	} satisfies Connection);
	expect(only(play([dialled(1), unreached(2), dialled(3)])).connection).toMatchObject({
		failure: broken,
	});
});

it('names what carries it, also when it missed a poll and while it is made anew', () => {
	const carrier = {transport: 'system', transportReason: 'a user certificate'} as const;
	const bySystem: Event = {type: 'node/connected', ...of(2), ...carrier};
	const ready = [dialled(1), bySystem, sampled(3)];
	expect(only(play(ready)).connection).toMatchObject({state: 'ready', ...carrier});
	for (const step of [missed, lost]) {
		const degraded = only(play([...ready, step(4), dialled(5)])).connection;
		expect(degraded).toMatchObject({state: 'degraded', ...carrier});
	}

	const changed = [...ready, lost(4), dialled(5), connected(6), sampled(7)];
	expect(only(play(changed)).connection).toMatchObject({transport: 'ssh2'});
	expect(only(play(changed)).connection).toHaveProperty('transportReason', undefined);
});

it('keeps the last sample over a quick reconnect, so that rates go on, but not over a long one', () => {
	const busy: Step = second => {
		const sample = aSample({uptimeSeconds: second, cpu: cpuAt(second)});
		return {type: 'node/sampled', ...of(second), sample, tookMs: 1};
	};
	const loadAfter = (second: number): number | undefined => {
		const {reading} = only(
			play([dialled(1), connected(2), busy(3), lost(4), dialled(5), connected(6), busy(second)]),
		);
		return reading.state === 'fresh' ? reading.value.figures.cpu.loadFraction : Number.NaN;
	};
	expect(loadAfter(8)).toBe(0.1);
	expect(loadAfter(30)).toBeUndefined();
});

it('starts its label anew when the node has rebooted in between', () => {
	const booted =
		(bootId: string): Step =>
		second => {
			const sample = aSample({uptimeSeconds: second, bootId, cpu: cpuAt(second)});
			return {type: 'node/sampled', ...of(second), sample, tookMs: 1};
		};
	const label = (bootId: string): string => {
		const known = [3, 5, 7, 9].map(booted('one'));
		const events = [dialled(1), connected(2), ...known, lost(10), connected(12)];
		return only(play([...events, booted(bootId)(14)])).label.label.name;
	};
	expect(label('one')).not.toBe('unknown');
	expect(label('two')).toBe('unknown');
});

it('a try that failed and a connection that was lost are holes in the history', () => {
	expect(only(play([dialled(1), unreached(2)])).history.length).toBe(1);
	const story = [dialled(1), authenticated(2), connected(3), sampled(4), lost(5)];
	expect(only(play(story)).history.length).toBe(2);
});

it('what is told twice changes nothing', () => {
	const state = play([dialled(1)]);
	expect(reduce(state, dialled(2))[0]).toBe(state);
	const ready = play([dialled(1), connected(2), sampled(3)]);
	expect(reduce(ready, authenticated(4))[0]).toBe(ready);
});
