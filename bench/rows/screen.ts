import {setTimeout as pause} from 'node:timers/promises';
import {findOnPath} from '../find-on-path.ts';
import {buildHelloInk, type HelloInk} from '../hello-ink.ts';
import {type Consumption, consumptionOf, type PtyProgram, startOnPty} from '../pty-program.ts';
import {median, quantile, type Row} from '../row.ts';

const program = [process.execPath, '--max-semi-space-size=4', 'dist/clusterdeck.js'];
const starts = 9;
const keys = 120;
/** So long a program is let be before it is measured, so that its start is not. */
const settleMs = 8000;
const isFull = process.env['FULL'] === '1';
const measuredMs = isFull ? 600_000 : 40_000;

/** What the dashboard costs, beside the least program on Ink and the monitors that people know, on pseudo-terminals. */
export async function screenRows(): Promise<readonly Row[]> {
	const [hello, lean] = await Promise.all([buildHelloInk(), buildHelloInk({isLean: true})]);
	const rows = [
		...(await firstFrameRows(hello, lean)),
		...(await keyRows(hello)),
		...(await consumptionRows()),
	];
	await Promise.all([hello.remove(), lean.remove()]);
	return rows;
}

function demo(nodes: number): PtyProgram {
	return startOnPty([...program, '--demo', '--nodes', String(nodes), '--seed', '1']);
}

/** The hint that is last on both screens: by then everything above it is drawn. */
const isDrawn = (written: string): boolean => written.includes('help');

/** From starting the process to a whole frame, interleaved, so that a loud neighbour hits all of them alike. */
async function firstFrameRows(hello: HelloInk, lean: HelloInk): Promise<readonly Row[]> {
	const own: number[] = [];
	const floor: number[] = [];
	const leanFloor: number[] = [];
	for (let round = 0; round < starts; round += 1) {
		own.push(await msToFirstFrame([...program, '--config', 'config.yaml']));
		floor.push(await msToFirstFrame([process.execPath, hello.path]));
		leanFloor.push(await msToFirstFrame([process.execPath, lean.path]));
	}

	const row = {what: 'first full frame', value: median(own), unit: 'ms'} as const;
	return [
		{
			...row,
			floor: 'hello-world Ink bundle',
			floorValue: median(floor),
			budget: 1.7 * median(floor),
		},
		{
			...row,
			floor: 'the same, as lean at its start',
			floorValue: median(leanFloor),
			budget: undefined,
		},
	];
}

async function msToFirstFrame(argv: readonly string[]): Promise<number> {
	const running = startOnPty(argv);
	const ms = await running.msUntil(isDrawn);
	await running.end();
	return ms;
}

const budgetP50Ms = 20;
const budgetP99Ms = 50;

/** From a key to the first byte that shows the cursor elsewhere. */
async function keyRows({path}: HelloInk): Promise<readonly Row[]> {
	const own = demo(500);
	const floor = startOnPty([process.execPath, path]);
	await Promise.all([own.msUntil(isDrawn), floor.msUntil(isDrawn)]);
	await pause(settleMs);
	const ownMs: number[] = [];
	const floorMs: number[] = [];
	for (let key = 0; key < keys; key += 1) {
		ownMs.push(await msToCursor(own, key));
		floorMs.push(await msToCursor(floor, key));
	}

	await Promise.all([own.end(), floor.end()]);
	const rowOf = (what: string, share: number, budget: number): Row => ({
		what: `${what}, 500 nodes`,
		value: quantile(ownMs, share),
		unit: 'ms',
		floor: 'hello-world Ink bundle, idle',
		floorValue: quantile(floorMs, share),
		budget,
	});
	return [
		rowOf('key to frame p50', 0.5, budgetP50Ms),
		rowOf('key to frame p99', 0.99, budgetP99Ms),
	];
}

/** Down and up in turns of four, at no fixed beat. */
async function msToCursor(running: PtyProgram, key: number): Promise<number> {
	await pause(40 + ((key * 37) % 90));
	const moved = running.msUntil(written => written.includes('›'));
	running.type(key % 8 < 4 ? 'j' : 'k');
	return moved;
}

type Peer = {readonly name: string; readonly running: PtyProgram};

/** All at once, each on a terminal of its own, in the same stretch of time. */
async function consumptionRows(): Promise<readonly Row[]> {
	const started = startPeers();
	const racks = [4, 50, 500].map(nodes => ({nodes, running: demo(nodes)}));
	await Promise.all(racks.map(({running}) => running.msUntil(isDrawn)));
	await pause(settleMs);
	// An older one does not know the options of a newer one.
	const peers = started.filter(({running}) => !running.hasEnded());
	const running = [...racks, ...peers].map(one => one.running);
	const measured = await consumptionOf(running, measuredMs);
	await Promise.all(running.map(one => one.end()));
	const ofPeers = peers.map(({name}, index) => ({name, used: measured[racks.length + index]}));
	const [peer] = ofPeers;
	return racks.flatMap(({nodes}, index) => {
		const used = measured[index];
		return used === undefined ? [] : rowsOfUse(nodes, used, {name: peer?.name, used: peer?.used});
	});
}

function startPeers(): readonly Peer[] {
	const wanted: readonly (readonly [string, readonly string[]])[] = [
		['btop', ['--utf-force']],
		['htop', ['-d', '20']],
	];
	return wanted.flatMap(([name, args]) => {
		const path = findOnPath(name);
		return path === undefined ? [] : [{name, running: startOnPty([path, ...args])}];
	});
}

type MeasuredPeer = {
	readonly name: string | undefined;
	readonly used: Consumption | undefined;
};

function rowsOfUse(nodes: number, used: Consumption, peer: MeasuredPeer): readonly Row[] {
	const floor = peer.name ?? 'no peer is installed';
	const isSmall = nodes === 4;
	const residentBudget = isSmall ? 150 : nodes === 500 ? 250 : undefined;
	return [
		{
			what: `screen at rest, ${nodes} nodes, CPU`,
			value: used.cpuPercent,
			unit: '% of a core',
			floor,
			floorValue: peer.used?.cpuPercent ?? Number.NaN,
			budget: isSmall ? 2.5 : undefined,
		},
		{
			what: `screen at rest, ${nodes} nodes, to the terminal`,
			value: used.bytesPerSecond / 1000,
			unit: 'kB/s',
			floor,
			floorValue: (peer.used?.bytesPerSecond ?? Number.NaN) / 1000,
			budget: isSmall ? 2 : undefined,
		},
		{
			what: `screen, ${nodes} nodes, RSS after ${Math.round(measuredMs / 1000)} s`,
			value: used.residentMegabytes,
			unit: 'MB',
			floor,
			floorValue: peer.used?.residentMegabytes ?? Number.NaN,
			budget: residentBudget,
		},
	];
}
