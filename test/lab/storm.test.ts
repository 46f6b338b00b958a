import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {ipIn, portOf} from '../../scripts/lab/network.ts';
import {commandLineOf} from '../../scripts/lab/processes.ts';
import {keeperOf, needState} from '../../scripts/lab/state.ts';
import type {StatusDocument} from '../../source/parsers/status-schema.ts';
import {
	connectionsTo,
	quote,
	sampledAtMs,
	smallHeap,
	type WatchedRack,
	watchRack,
} from '../helpers/watched-rack.ts';

const hosts = 20;
const rounds = process.env['FULL'] === '1' ? 50 : 5;
/** How long the cable is out, round after round. */
const cutsMs = [5000, 15_000, 7000, 10_000, 6000];
/**
 * Between two cuts. A host that is heard for less than 10 s in between is dialled ever more rarely; and that a login is
 * over the kernel tries to tell ever more rarely: after a cut of 15 s once more 12 s later, then after half a minute and
 * a minute, and never where all three meet another cut.
 */
const calmMs = 14_000;
const lookEveryMs = 50;
/** Then a host is counted as one that did not come back. */
const patienceMs = 60_000;

type Figures = {readonly residentMegabytes: number; readonly descriptors: number};

describe.skipIf(!isIsolated)(`${hosts} hosts whose cables are cut ${rounds} times`, () => {
	let rack: Lab;
	let program: WatchedRack;
	let restoredAtMs = Number.POSITIVE_INFINITY;
	const backAfterMs: number[] = [];
	const waiting = new Set<string>();
	const figures: Figures[] = [];
	const mostConnections = new Map<string, number>();
	let looking: NodeJS.Timeout;
	let sessions: Array<readonly [string, number]> = [];

	beforeAll(async () => {
		rack = await openLab({hosts});
		program = watchRack(rack, {
			title: 'storm',
			nodes: rack.hosts().map(({name}) => ({name})),
			everySeconds: 0.5,
			env: smallHeap,
			onDocument: noteWhoIsBack,
		});
		looking = setInterval(lookAtConnections, lookEveryMs);
		for (const {name} of rack.hosts()) {
			await program.untilNode(name, ({connection}) => connection.state === 'ready', patienceMs);
		}

		for (let round = 0; round < rounds; round += 1) {
			await sleep(calmMs);
			note();
			await setCables('down');
			await sleep(cutsMs[round % cutsMs.length] ?? 0);
			await setCables('up');
			restoredAtMs = performance.now();
			for (const {name} of rack.hosts()) {
				waiting.add(name);
			}

			while (waiting.size > 0 && performance.now() < restoredAtMs + patienceMs) {
				await sleep(100);
			}

			backAfterMs.push(...[...waiting].map(() => patienceMs));
			quote(`round ${round + 1}: longest ${Math.max(...backAfterMs.slice(-hosts)).toFixed(0)} ms`);
		}

		await endOfOldSessions();
		note();
		sessions = rack.hosts().map(({name}) => [name, sessionsOn(name)]);
		await program.end();
	});

	afterAll(() => {
		clearInterval(looking);
		return rack.close();
	});

	function noteWhoIsBack({nodes = []}: StatusDocument, atMs: number): void {
		for (const node of nodes) {
			const sampledMs = sampledAtMs(node, atMs) ?? 0;
			const isBack = node.connection.state === 'ready' && sampledMs > restoredAtMs;
			if (isBack && waiting.delete(node.name)) {
				backAfterMs.push(sampledMs - restoredAtMs);
			}
		}
	}

	function lookAtConnections(): void {
		for (const [name, count] of connectionsTo(rack)) {
			mostConnections.set(name, Math.max(count, mostConnections.get(name) ?? 0));
		}
	}

	function note(): void {
		figures.push({
			residentMegabytes: program.residentMegabytes(),
			descriptors: program.openDescriptors(),
		});
		quote(JSON.stringify(figures.at(-1)));
	}

	/** All at once, as when a switch loses its power. */
	async function setCables(to: 'up' | 'down'): Promise<void> {
		const state = needState(rack.folder);
		await ipIn(
			keeperOf(state),
			state.hosts.map(({name}) => `link set ${portOf(name)} ${to}`),
		);
	}

	/** A host learns that a login is over when our kernel tells it once more, seconds after the cable is in again. */
	async function endOfOldSessions(): Promise<void> {
		const endMs = performance.now() + patienceMs;
		const hasOld = () => rack.hosts().some(({name}) => sessionsOn(name) > 1);
		while (hasOld() && performance.now() < endMs) {
			await sleep(500);
		}
	}

	/** Logins that a host still has: of each, one process is called so. */
	function sessionsOn(name: string): number {
		const titles = rack.processes(name).map(commandLineOf);
		return titles.filter(title => title.startsWith('sshd: rack@notty')).length;
	}

	test('each is back within 15 s of its cable', () => {
		const sorted = backAfterMs.toSorted((a, b) => a - b);
		const at = (fraction: number) => sorted[Math.ceil(sorted.length * fraction) - 1] ?? 0;
		quote(
			`back after: p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms, longest ${at(1).toFixed(0)} ms of ${sorted.length}`,
		);

		expect(sorted).toHaveLength(hosts * rounds);
		expect(at(0.99)).toBeLessThan(15_000);
	});

	test('none is ever connected or dialled twice at the same time', () => {
		const [most = 0] = [...mostConnections.values()].sort((a, b) => b - a);
		expect(mostConnections.size).toBe(hosts);
		expect(most).toBe(1);
	});

	test('no host keeps a session of before', () => {
		expect(sessions).toEqual(rack.hosts().map(({name}) => [name, 1]));
	});

	test('no more logins than cuts', () => {
		const logins = rack
			.hosts()
			.map(({name}) => rack.sshdLog(name).split('Accepted publickey').length - 1);
		quote(`logins a host: ${Math.min(...logins)} to ${Math.max(...logins)} in ${rounds} cuts`);

		expect(Math.max(...logins)).toBeLessThanOrEqual(1 + rounds);
	});

	test('memory and file descriptors stay as they were', () => {
		const [before, after] = [figures[0], figures.at(-1)];
		const grown = (after?.residentMegabytes ?? 0) - (before?.residentMegabytes ?? 0);
		quote(
			`RSS ${after?.residentMegabytes.toFixed(0)} MB, ${grown.toFixed(1)} MB more than before the first cut; ${figures.map(({descriptors}) => descriptors).join(' ')} descriptors`,
		);

		expect(grown).toBeLessThan(20);
		expect(after?.descriptors).toBeLessThanOrEqual((before?.descriptors ?? 0) + 2);
	});
});
