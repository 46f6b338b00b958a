import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {type Impostor, impersonate} from '../helpers/mitm-impostor.ts';
import {onceInLab} from '../helpers/once-in-lab.ts';
import {viewOf} from '../helpers/once-view.ts';

/** Where the man in the middle sits: at a node, at a node behind an honest jump host (h2), at a jump host (of h4). */
const routes = {direct: 'h1', behind: 'h3', 'over-impostor': 'h4'};
const nodes = Object.entries(routes).flatMap(([name, host]) => [
	`{name: ${name}, host: ${host}, ssh: {transport: ssh2}}`,
	`{name: ${name}-system, host: ${host}, ssh: {transport: system}}`,
]);
/** What is said before a key is shown, and goodbye. Encrypted packets, the first after NEWKEYS, have other names. */
const untilKey = /^(Handshake in progress|Received DISCONNECT )/;

describe.skipIf(!isIsolated)('a man in the middle with a key of his own', () => {
	let rack: Lab;
	let atNode: Impostor;
	let behindJump: Impostor;

	beforeAll(async () => {
		rack = await openLab({hosts: 4});
		await rack.fault('h3', 'behind', 'h2');
		await rack.fault('h4', 'behind', 'h1');
		[atNode, behindJump] = await Promise.all([impersonate(rack, 'h1'), impersonate(rack, 'h3')]);
	});

	afterAll(async () => {
		atNode.stop();
		behindJump.stop();
		await rack.close();
	});

	test.each([
		['changed', 'hostKeyMismatch', []],
		['unknown', 'hostKeyUnknown', ['h1', 'h3']],
	])('sees not a byte of authentication where the key is %s', async (_, kind, forgets) => {
		const seen = await onceInLab(rack, {env: viewOf(rack, {nodes, forgets})});
		const told = (seen.document.nodes ?? []).map(({name, connection: {failure}}) => ({
			name,
			kind: failure?.kind,
			isHisKey: [atNode, behindJump].some(({fingerprint}) => failure?.text.includes(fingerprint)),
		}));

		expect(told).toEqual(
			['direct', 'behind', 'over-impostor']
				.flatMap(name => [name, `${name}-system`])
				.map(name => ({name, kind, isHisKey: true})),
		);
		for (const [impostor, connections] of [
			[atNode, 4],
			[behindJump, 2],
		] as const) {
			const heard = await impostor.heard(connections);
			expect(heard.authentications).toEqual([]);
			expect(heard.connections).toHaveLength(connections);
			expect(heard.connections.flat().filter(packet => !untilKey.test(packet))).toEqual([]);
		}
	});

	test('would see it if his key were believed, so that he is known to listen', async () => {
		const believes = {h1: atNode.key, h3: behindJump.key};
		const seen = await onceInLab(rack, {
			env: viewOf(rack, {nodes: nodes.slice(0, 4), forgets: ['h1', 'h3'], believes}),
		});

		for (const impostor of [atNode, behindJump]) {
			const {authentications, connections} = await impostor.heard(2);
			expect(connections).toEqual(
				Array(2).fill(expect.arrayContaining(['Received SERVICE_REQUEST (ssh-userauth)'])),
			);
			expect(authentications).toContain('authentication by publickey');
		}

		expect(seen.document.nodes?.map(({connection}) => connection.failure?.kind)).toEqual(
			Array(4).fill('authFailed'),
		);
	});
});
