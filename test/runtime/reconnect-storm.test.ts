import {expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import type {NodeProbe, OpenProbe} from '../../source/domain/node-probe.ts';
import {createDialTurns} from '../../source/runtime/dial-turns.ts';
import {keepConnected} from '../../source/runtime/keep-connected.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {quietProbe} from '../helpers/surroundings.ts';

const broken: Failure = {kind: 'unreachable', where: 'the rack', reason: 'the link broke'};
const connectTimeoutMs = 10_000;
const handshakeMs = 100;
const cutAtMs = 60_000;
/** The keepalive finds a dead link in 5 to 6 s, each connection in its own moment. */
const noticedWithinMs = {least: 5000, spread: 1000};

type Rack = {readonly nodes: number; readonly cutMs: number; readonly seed: number};

/**
 * A rack whose switch goes away for a while. The worst case: a dial that begins while the link is cut hears nothing of
 * its return and takes its whole timeout.
 */
async function cutAndHeal({nodes, cutMs, seed}: Rack) {
	const clock = new FakeClock();
	const chance = seededChance(seed);
	const healAtMs = cutAtMs + cutMs;
	const isCut = (): boolean => clock.monotonicMs() >= cutAtMs && clock.monotonicMs() < healAtMs;
	const dialledAtMs: number[] = [];
	let inHandshake = 0;
	let mostInHandshake = 0;

	const openProbe: OpenProbe = () => {
		const isSilent = isCut();
		dialledAtMs.push(clock.monotonicMs());
		inHandshake += isSilent ? 0 : 1;
		mostInHandshake = Math.max(mostInHandshake, inHandshake);
		return new Promise<Result<NodeProbe>>(resolve => {
			clock.startTimer(isSilent ? connectTimeoutMs : handshakeMs, () => {
				inHandshake -= isSilent ? 0 : 1;
				resolve(
					isSilent
						? failed({kind: 'timedOut', where: 'the rack', afterMs: connectTimeoutMs})
						: succeeded({...quietProbe, transport: 'ssh2', lost: lossOf(clock, healAtMs, chance)}),
				);
			});
		});
	};
	const events: Event[] = [];
	const turns = createDialTurns({clock, atOnce: 8, turnMs: 250, mostTurnMs: 2500});
	const kept = Array.from({length: nodes}, (_, index) =>
		keepConnected({
			node: aNodeConfig(`n${index}`, {isLocal: false, pollIntervalMs: 3_600_000}),
			...{openProbe, clock, chance, connectTimeoutMs, turns, phaseMs: undefined},
			dispatch: event => events.push(event),
			firstDelayMs: index % 2000,
		}),
	);
	await clock.advance(healAtMs + 120_000);
	for (const {stop} of kept) {
		stop();
	}

	const backAfterMs = events
		.flatMap(event =>
			event.type === 'node/connected' && event.atMs > healAtMs ? [event.atMs - healAtMs] : [],
		)
		.sort((one, other) => one - other);
	return {backAfterMs, dialledAtMs, healAtMs, mostInHandshake};
}

function lossOf(clock: FakeClock, healAtMs: number, chance: () => number): Promise<Failure> {
	if (clock.monotonicMs() >= healAtMs) {
		return new Promise(() => undefined);
	}

	const {least, spread} = noticedWithinMs;
	const delayMs = cutAtMs - clock.monotonicMs() + least + spread * chance();
	return new Promise(resolve => {
		clock.startTimer(delayMs, () => resolve(broken));
	});
}

function percentile(sorted: readonly number[], share: number): number {
	return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

it.each([5000, 10_000, 15_000, 20_000])(
	'after a cut of %d ms all nodes are back within 15 s, though a dial may take 10 s to give up',
	async cutMs => {
		const {backAfterMs} = await cutAndHeal({nodes: 100, cutMs, seed: 7});
		expect(backAfterMs).toHaveLength(100);
		expect(percentile(backAfterMs, 0.99)).toBeLessThanOrEqual(15_000);
	},
);

it('however long the cut was, all are back when the longest wait and a dial are over', async () => {
	const {backAfterMs} = await cutAndHeal({nodes: 60, cutMs: 900_000, seed: 11});
	expect(backAfterMs).toHaveLength(60);
	expect(percentile(backAfterMs, 1)).toBeLessThanOrEqual(60_000 + connectTimeoutMs + 1000);
	expect(percentile(backAfterMs, 0.5)).toBeLessThanOrEqual(35_000);
});

it('500 nodes that fall together come back spread, a few handshakes at a time', async () => {
	const {backAfterMs, dialledAtMs, mostInHandshake} = await cutAndHeal({
		nodes: 500,
		cutMs: 10_000,
		seed: 3,
	});
	expect(backAfterMs).toHaveLength(500);
	expect(percentile(backAfterMs, 0.99)).toBeLessThanOrEqual(25_000);
	expect(mostInHandshake).toBeLessThanOrEqual(8);
	const afterCut = dialledAtMs.filter(atMs => atMs > cutAtMs);
	const perSecond = new Map<number, number>();
	for (const atMs of afterCut) {
		const second = Math.floor(atMs / 1000);
		perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
	}

	expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(88);
}, 60_000);
