import {describe, expect, it} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeProbe, OpenProbe} from '../../source/domain/node-probe.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {createLoginWay} from '../../source/runtime/reach-login.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {quietProbe} from '../helpers/surroundings.ts';

const login = aNodeConfig('login', {isLocal: false});
const refused: Failure = {kind: 'refused', where: 'login'};
const denied: Failure = {kind: 'authFailed', where: 'login', user: 'alice'};
const never = new AbortController().signal;

type World = {
	readonly openProbe?: OpenProbe;
	/** Undefined: it is not polled. */
	readonly isConnected?: () => boolean;
	readonly isAwaited?: () => boolean;
};

function aWay({openProbe, isConnected, isAwaited = () => false}: World) {
	const clock = new FakeClock();
	const way = createLoginWay(login, {
		...{clock, chance: () => 0.5, connectTimeoutMs: 5000},
		openProbe: openProbe ?? (async () => failed(refused)),
		polledNode: () =>
			isConnected && {
				...{openShell: quietProbe.openShell, intervalMs: 2000},
				...{isConnected, isAwaited},
			},
	});
	return {clock, way};
}

describe('a login node that is polled', () => {
	it('is reached as soon as it is connected', async () => {
		let isConnected = false;
		const {clock, way} = aWay({isConnected: () => isConnected});
		const reached = way.reach(never);
		await clock.advance(1000);
		isConnected = true;
		await clock.advance(100);
		expect(await reached).toMatchObject({ok: true});
	});

	it('that does not come in a while is told as unreachable, and looked for all the time', async () => {
		const {clock, way} = aWay({isConnected: () => false});
		const reached = way.reach(never);
		await clock.advance(3100);
		expect(await reached).toMatchObject({ok: false, failure: {kind: 'unreachable'}});
		expect(way.retryMs(refused, 9)).toBe(100);
	});
});

it('a login node that is dialled for the first time, or waits for its turn, is waited for as long as that takes', async () => {
	let isConnected = false;
	let isAwaited = true;
	const {clock, way} = aWay({isConnected: () => isConnected, isAwaited: () => isAwaited});
	const reached = way.reach(never);
	await clock.advance(30_000);
	isConnected = true;
	await clock.advance(100);
	expect(await reached).toMatchObject({ok: true});
	isConnected = false;
	const again = way.reach(never);
	await clock.advance(10_000);
	isAwaited = false;
	await clock.advance(100);
	expect(await again).toMatchObject({failure: {kind: 'unreachable'}});
});

describe('a login node of its own', () => {
	/** One whose connection a test cuts. */
	function aProbe() {
		let lose = (_: Failure): void => undefined;
		let closed = 0;
		const probe: NodeProbe = {
			...quietProbe,
			lost: new Promise(resolve => {
				lose = resolve;
			}),
			close() {
				closed += 1;
			},
		};
		return {probe, lose: () => lose(refused), closed: () => closed};
	}

	it('is dialled once, and again when the connection is lost', async () => {
		const probes = [aProbe(), aProbe()];
		let dials = 0;
		const {clock, way} = aWay({
			openProbe: async () => succeeded(probes[dials++]?.probe ?? quietProbe),
		});
		expect(await way.reach(never)).toMatchObject({ok: true});
		await way.reach(never);
		expect(dials).toBe(1);
		probes[0]?.lose();
		await clock.advance(0);
		expect(await way.openShell(never)).toMatchObject({failure: {kind: 'unreachable'}});
		await way.reach(never);
		expect([dials, probes[0]?.closed()]).toEqual([2, 1]);
		way.close();
		expect(probes[1]?.closed()).toBe(1);
	});

	it('that comes when nobody wants it any more is closed', async () => {
		const {probe, closed} = aProbe();
		const {clock, way} = aWay({
			openProbe: () =>
				new Promise(resolve => {
					clock.startTimer(1000, () => resolve(succeeded(probe)));
				}),
		});
		const stopping = new AbortController();
		const reached = way.reach(stopping.signal);
		await clock.advance(10);
		stopping.abort();
		expect(await reached).toMatchObject({failure: {kind: 'cancelled'}});
		await clock.advance(1000);
		expect(closed()).toBe(1);
	});

	it('is tried again ever later, and one that lets us not in only when something changes', () => {
		const {way} = aWay({});
		expect([1, 2, 3, 10].map(failures => way.retryMs(refused, failures))).toEqual([
			...[500, 1000, 2000, 30_000],
		]);
		expect(way.retryMs(denied, 1)).toBeUndefined();
		expect(way.retryMs({kind: 'missing', where: 'squeue'}, 1)).toBe(60_000);
	});
});
