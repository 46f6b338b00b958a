import {describe, expect, test} from 'vitest';
import type {Connection} from '../../source/domain/connection.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import {frameOf, inColour, rawFrame} from '../helpers/frame.tsx';
import {aNode, atMs, homeRack, quiet, stateOf} from '../helpers/home-rack.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';

const small = {columns: 80, rows: 24};
const rack = homeRack();

function rows(state: State, from: number, count: number): string[] {
	return frameOf(state, small).slice(from, from + count);
}

/** One that has not answered yet. */
function silent(name: string, connection: Connection): NodeState {
	return {
		...aNode(name, quiet),
		connection,
		reading: {state: 'loading'},
		facts: {state: 'loading'},
		health: 'unknown',
	};
}

/** Heard of 6 s ago; the second poll in a row is missing. */
function stale(node: NodeState): NodeState {
	const failure = {kind: 'timedOut', where: node.config.name, afterMs: 2000} as const;
	const {reading, carrier} = node;
	return reading.state === 'fresh'
		? {
				...node,
				connection: {state: 'degraded', failure, retryAtMs: atMs + 3000, ...carrier},
				reading: {...reading, state: 'stale', atMs: atMs - 6000, failure},
			}
		: node;
}

describe('a rack', () => {
	test('without nodes says so, and how to get some', () => {
		const frame = frameOf(stateOf([]), small);
		expect(frame).toHaveLength(24);
		expect(frame[1]).toBe(' 1 Nodes  3 Chat  4 Models  6 Events');
		expect(frame[3]).toBe('     No nodes yet. :add lists some.');
	});

	test('whose configuration is not read yet says that', () => {
		const frame = frameOf({...stateOf([]), config: undefined}, small);
		expect(frame[3]).toBe('     reading the configuration');
	});

	test('of this machine alone has a hint under it, and no column for gpus', () => {
		const local = {state: 'ready', roundTripMs: 0, transport: 'local'} as const;
		const node = aNode('pi-main', quiet, {
			config: aNodeConfig('pi-main'),
			connection: {...local, transportReason: undefined},
		});
		expect(rows(stateOf([node]), 2, 12)).toEqual([
			'     NODE            CPU         MEM         TEMP  STATE',
			' › ● pi-main          2% ▏       30% █▌      40°C  idle',
			'',
			'     This is one node: the machine you are on. To add more:',
			'',
			'     :add                 lists the hosts of ~/.ssh/config: mark some',
			'     clusterdeck init     writes a config.yaml to edit',
			'     clusterdeck --demo   shows a simulated cluster',
			'',
			'     A node needs only sshd and your key.',
			'',
			' ─── pi-main ───────────────────── this machine · 4 cores · 8 GiB · up 12 d 4 h',
		]);
	});

	test('of one remote node has no hint', () => {
		expect(rows(stateOf([aNode('pi-1', quiet)]), 4, 1)[0]).toMatch(/^ ─── pi-1 ─/);
	});

	test('that a filter leaves empty says which, and its panes stay where they are', () => {
		const frame = frameOf(stateOf(rack, {nodes: {filter: 'gpu>99'}}), small);
		expect(frame[1]).toBe(
			' 1 Nodes  3 Chat  4 Models  6 Events           filter gpu>99 · every 2 s · live',
		);
		expect(frame[3]).toBe('     Nothing matches "gpu>99". esc clears the filter.');
		expect(frame).toHaveLength(24);
	});

	test('that a filter leaves empty says nothing of esc while that lets marks go', () => {
		const nodes = {filter: 'gpu>99', marks: ['gpu-01' as NodeName]};
		expect(frameOf(stateOf(rack, {nodes}), small)[3]).toBe('     Nothing matches "gpu>99".');
	});

	test('that nobody was ever heard of in is neither live nor old', () => {
		const state = stateOf([silent('pi-1', {state: 'connecting'})]);
		expect(rows(state, 1, 1)[0]).toMatch(/ {2}every 2 s$/);
	});

	test('where nobody is asked counts its nodes as unknown', () => {
		const nodes = ['pi-1', 'pi-2'].map(name => ({
			...silent(name, {state: 'disabled'}),
			config: aNodeConfig(name, {isEnabled: false}),
		}));
		expect(rows(stateOf(nodes), 0, 1)[0]).toMatch(/^ home-rack {2}● 0 {2}▲ 0 {2}✖ 0 {2}○ 2 /);
	});

	test('that nobody is heard of in is old as a whole', () => {
		const late = rack.map(node => ({...node}));
		const state = stateOf(late);
		const frame = frameOf({...state, clock: {...state.clock, atMs: atMs + 8000}}, small);
		expect(frame[1]).toMatch(/every 2 s · ▲ 8 s old$/);
	});
});

describe('a node', () => {
	test('that is being dialled says connecting, also in its detail', () => {
		const state = stateOf([silent('pi-1', {state: 'connecting'}), silent('pi-2', {state: 'idle'})]);
		expect(rows(state, 3, 4)).toEqual([
			' › ○ pi-1           connecting',
			'   ○ pi-2           connecting',
			expect.stringMatching(/^ ─── pi-1 ─+ worker$/),
			'     connecting',
		]);
	});

	test('that missed two polls keeps its values and its shape, dim, and says how old they are', () => {
		const nodes = rack.map(node => (node.config.name === 'gpu-02' ? stale(node) : node));
		const state = stateOf(nodes);
		const row = ' › ● gpu-02          18% ▉       22% █▏      42% ██▏     61°C  6 s old';
		const cursor = {nodes: {cursor: 'gpu-02' as NodeName}};
		expect(rows(stateOf(nodes, cursor), 6, 1)).toEqual([row]);
		const [raw] = rawFrame(state, small, {profile: inColour}).slice(6);
		// Dim are the share and its bar, amber is the age.
		expect(raw).toMatch(/\[38;2;154;160;168m 18%(?:(?!38;2).)*(?:\S*38;2;154;160;168m)?▉/);
		expect(raw).toContain('\u001b[38;2;229;181;103m6 s old');
	});

	test('that is lost says in the detail what happened, what to do and what happens next', () => {
		const state = stateOf(rack, {nodes: {cursor: 'pi-storage' as NodeName}});
		expect(rows(state, 11, 4)).toEqual([
			' ─── pi-storage ────────────────────────────────────── worker · 4 cores · 8 GiB',
			'     pi-storage: no route to host. Is it switched on, and is the network there?',
			'',
			'     last seen 13:48 · next try in 12 s · r tries now',
		]);
	});

	test('whose failure is a long sentence has all of it in the detail, its command on one line', () => {
		const failure = {
			kind: 'hostKeyMismatch',
			where: 'pi-1',
			keyType: 'ED25519',
			fingerprint: 'SHA256:abc',
			name: 'pi-1',
			files: ['/home/pi/.ssh/known_hosts'],
			recorded: {
				...{file: '/home/pi/.ssh/known_hosts', line: 3, isRevoked: false},
				fingerprint: 'SHA256:def',
			},
		} as const;
		const state = stateOf([silent('pi-1', {state: 'hostkey-mismatch', failure})]);
		expect(rows(state, 5, 6)).toEqual([
			'     pi-1: the host key changed to ED25519 SHA256:abc, but line 3 of',
			'     /home/pi/.ssh/known_hosts records SHA256:def for pi-1: refused. Ask the',
			"     node's owner; only if the change was meant:",
			'     ssh-keygen -R pi-1 -f /home/pi/.ssh/known_hosts',
			'',
			'',
		]);
	});

	test('whose memory and temperature are over their limits shows them in the colour of its health', () => {
		const raw = rawFrame(stateOf(rack), small, {profile: inColour})[4];
		expect(raw).toContain('\u001b[38;2;229;181;103m 88%');
		expect(raw).toContain('\u001b[38;2;229;181;103m 81°C');
		expect(raw).not.toContain('\u001b[38;2;229;181;103m 96%');
	});

	test('with a disk that is nearly full says so in STATE', () => {
		const reasons = [
			{measure: 'disk', severity: 'critical', value: 0.96, limit: 0.95, subject: '/data'} as const,
		];
		const state = stateOf([
			aNode('pi-1', {...quiet, health: 'warning', reasons}),
			aNode('pi-2', quiet),
		]);
		expect(rows(state, 3, 1)[0]).toMatch(/40°C {2}disk 96% full$/);
	});
});
