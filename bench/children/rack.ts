/**
 * rack.ts FOLDER HOST NODES SECONDS WHAT: what it costs to poll so many connections to one host every 2 s. `program` is
 * the runtime with all its lanes, as started from source; `bare` asks the same samples and throws the bytes away. One
 * line of JSON: {RackCost}.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {createOpenSshNode} from '../../source/clients/open-ssh-node.ts';
import {samplerScript} from '../../source/clients/sampler-script.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import {ringCapacity, series} from '../../source/store/rings.ts';
import type {State} from '../../source/store/state.ts';
import {systemChance} from '../../source/transport/chance.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aConfig} from '../../test/helpers/node-builders.ts';
import {createLogin, deadlineMs, nodeAt, openRaw, type Raw, world} from '../ssh-way.ts';

export type RackCost = {
	readonly cpuFraction: number;
	/** With what full rings take. */
	readonly rssBytes: number;
	/** Of those that were due. */
	readonly sampledFraction: number;
	readonly connectMs: number;
};

const intervalMs = 2000;
/** As many as the program dials beside a screen (cli/watch-command.ts). */
const dialsAtOnce = 8;
/** A rack is watched all day: until V8 has compiled what is hot, its compiler costs a third of all. */
const settleMs = 60_000;
const patienceMs = 120_000;

const [, host = '', count = '', seconds = '', what = ''] = process.argv.slice(2);
const nodes = Array.from({length: Number(count)}, (_, index) => nodeAt(host, `node-${index}`));
const cost = await (what === 'program' ? costOfProgram() : costOfBytes());
console.log(JSON.stringify(cost));
process.exit();

async function costOfProgram(): Promise<RackCost> {
	const startedMs = performance.now();
	const runtime = startRuntime({
		...{clock: systemClock, chance: systemChance, openProbe: createOpenSshNode(world)},
		...{commitIntervalMs: intervalMs, spreadMs: intervalMs, connectTimeoutMs: deadlineMs},
		dialsAtOnce,
	});
	const {store} = runtime;
	store.dispatch({type: 'config/loaded', config: aConfig(nodes), atMs: systemClock.monotonicMs()});
	await until(() => store.getState().nodes.every(isWhole));
	const connectMs = performance.now() - startedMs;
	await sleep(settleMs);
	const cost = await measured(() => samplesOf(store.getState()));
	return {...cost, rssBytes: cost.rssBytes + unwrittenBytes(store.getState()), connectMs};
}

type NodeState = State['nodes'][number];

/** Every lane of it has answered. */
function isWhole({reading, facts, filesystems}: NodeState): boolean {
	return [reading, facts, filesystems].every(({state}) => state === 'fresh');
}

function samplesOf({nodes: all}: State): number {
	return all.reduce((sum, {history}) => sum + history.version, 0);
}

/** What the rings will take that have not been written yet: a time and a value of each series, a point. */
function unwrittenBytes({nodes: all}: State): number {
	const capacity = ringCapacity(intervalMs);
	const unwritten = all.reduce((sum, {history}) => sum + Math.max(0, capacity - history.length), 0);
	return unwritten * (8 + 4 * series.length);
}

async function costOfBytes(): Promise<RackCost> {
	const sampler: Raw = {script: samplerScript, ready: 'READY awk\n', end: '\n.\n'};
	const startedMs = performance.now();
	const login = createLogin();
	const asks: Array<() => Promise<void>> = [];
	const waiting = nodes.values();
	await Promise.all(
		Array.from({length: dialsAtOnce}, async () => {
			for (const node of waiting) {
				asks.push(await openRaw((await login(node.host)).openShell, sampler));
			}
		}),
	);
	const connectMs = performance.now() - startedMs;
	let samples = 0;
	for (const [index, ask] of asks.entries()) {
		const poll = (): void => {
			setTimeout(poll, intervalMs);
			void ask().then(() => {
				samples += 1;
			});
		};
		setTimeout(poll, (index * intervalMs) / asks.length);
	}

	await sleep(settleMs);
	return {...(await measured(() => samples)), connectMs};
}

async function measured(samples: () => number): Promise<Omit<RackCost, 'connectMs'>> {
	const startedMs = performance.now();
	const before = {cpu: process.cpuUsage(), samples: samples()};
	await sleep(Number(seconds) * 1000);
	const {user, system} = process.cpuUsage(before.cpu);
	const elapsedMs = performance.now() - startedMs;
	return {
		cpuFraction: (user + system) / 1000 / elapsedMs,
		rssBytes: process.memoryUsage.rss(),
		sampledFraction: (samples() - before.samples) / ((nodes.length * elapsedMs) / intervalMs),
	};
}

async function until(condition: () => boolean): Promise<void> {
	const endMs = performance.now() + patienceMs;
	while (!condition()) {
		if (performance.now() > endMs) {
			throw new Error(`not all connections are there after ${patienceMs / 1000} s`);
		}

		await sleep(100);
	}
}
