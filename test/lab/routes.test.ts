import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {onceInLab} from '../helpers/once-in-lab.ts';
import {fingerprintIn, type View, viewOf} from '../helpers/once-view.ts';

const jump = 'h2';
/** All three behind the jump host. */
const inner = ['h3', 'h4', 'h5'];
/** Behind it too, and only for who has a certificate. */
const certifiedInner = 'h6';

describe.skipIf(!isIsolated)('a way to a node that is not the plain one', () => {
	let rack: Lab;
	const look = (view: View) => onceInLab(rack, {env: viewOf(rack, view)});
	const loginsOn = (host: string): number =>
		rack.sshdLog(host).split('Accepted publickey for rack').length - 1;

	beforeAll(async () => {
		rack = await openLab({hosts: 6});
		for (const host of [...inner, certifiedInner]) {
			await rack.fault(host, 'behind', jump);
		}

		for (const host of ['h1', certifiedInner]) {
			await rack.fault(host, 'cert');
		}
	});

	afterAll(() => rack.close());

	test('is found by the program’s other transport where a user certificate is asked for, and it says so', async () => {
		const seen = await look({nodes: nodesOf('h1', jump)});

		expect(seen.node('h1')).toMatchObject({
			health: 'ok',
			connection: {
				state: 'ready',
				transport: 'system',
				transportReason: 'a user certificate',
			},
			system: {hostname: 'h1'},
			cpu: {loadFraction: expect.any(Number)},
			memory: {totalBytes: seen.node(jump).memory?.totalBytes},
			filesystems: expect.arrayContaining([expect.objectContaining({mount: '/'})]),
		});
		expect(seen.node(jump).connection).toMatchObject({state: 'ready', transport: 'ssh2'});
		expect(seen.node(jump).connection.transportReason).toBeUndefined();
		expect(rack.sshdLog('h1')).toContain('ED25519-CERT');
	});

	test('costs one login on the jump host for three nodes behind it', async () => {
		const before = [jump, ...inner].map(loginsOn);
		const seen = await look({nodes: nodesOf(...inner)});
		const after = [jump, ...inner].map(loginsOn);
		const nodes = inner.map(seen.node);

		expect(nodes.map(({system}) => system?.hostname)).toEqual(inner);
		expect(nodes.map(({connection}) => connection.transport)).toEqual(Array(3).fill('ssh2'));
		expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1, 1, 1]);
	});

	test('leads through the jump host with a certificate too', async () => {
		const seen = await look({nodes: nodesOf(certifiedInner)});

		expect(seen.node(certifiedInner)).toMatchObject({
			connection: {state: 'ready', transport: 'system'},
			system: {hostname: certifiedInner},
		});
	});

	test('ends at a jump host whose key is unknown, which is named', async () => {
		const before = [jump, ...inner, certifiedInner].map(loginsOn);
		const seen = await look({nodes: nodesOf('h3', certifiedInner), forgets: [jump]});

		for (const host of ['h3', certifiedInner]) {
			const {connection} = seen.node(host);
			expect(connection).toMatchObject({
				state: 'hostkey-unknown',
				failure: {kind: 'hostKeyUnknown'},
			});
			expect(connection.failure?.text).toMatch(/^h2 \(10\.77\.0\.2:22\): unknown host key/);
			expect(connection.failure?.text).toContain(fingerprintIn(rack, jump));
		}

		expect([jump, ...inner, certifiedInner].map(loginsOn)).toEqual(before);
	});

	test('ends at a jump host whose key has changed, which is named', async () => {
		await rack.fault(jump, 'changed-key');
		const before = [jump, 'h3', certifiedInner].map(loginsOn);
		const seen = await look({nodes: nodesOf('h3', certifiedInner)});
		const fingerprint = fingerprintIn(rack, jump);
		await rack.heal(jump);

		for (const host of ['h3', certifiedInner]) {
			const {connection} = seen.node(host);
			expect(connection).toMatchObject({
				state: 'hostkey-mismatch',
				failure: {kind: 'hostKeyMismatch'},
			});
			expect(connection.failure?.text).toMatch(/^h2 \(10\.77\.0\.2:22\): the host key changed/);
			expect(connection.failure?.text).toContain(fingerprint);
		}

		expect([jump, 'h3', certifiedInner].map(loginsOn)).toEqual(before);
	});

	test('ends at a node behind it whose key is unknown, and at no other', async () => {
		const before = ['h3', certifiedInner].map(loginsOn);
		const seen = await look({
			nodes: nodesOf('h3', 'h4', certifiedInner),
			forgets: ['h3', certifiedInner],
		});

		for (const host of ['h3', certifiedInner]) {
			const {connection} = seen.node(host);
			expect(connection.failure?.kind).toBe('hostKeyUnknown');
			expect(connection.failure?.text).toMatch(new RegExp(`^${host} \\(10\\.77\\.0\\.\\d:22\\): `));
			expect(connection.failure?.text).toContain(fingerprintIn(rack, host));
		}

		expect(seen.node('h4').system?.hostname).toBe('h4');
		expect(['h3', certifiedInner].map(loginsOn)).toEqual(before);
	});
});

const nodesOf = (...names: readonly string[]): readonly string[] =>
	names.map(name => `{name: ${name}}`);
