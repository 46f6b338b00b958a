import {PerformanceObserver} from 'node:perf_hooks';
import {setImmediate as turn, setTimeout as pause} from 'node:timers/promises';
import {readInSlices} from '../../source/clients/read-in-slices.ts';
import type {ClusterEvent} from '../../source/domain/event.ts';
import type {Job} from '../../source/domain/job.ts';
import {createSqueueReader} from '../../source/parsers/squeue.ts';
import {tellWhenReady} from '../../source/runtime/tell-when-ready.ts';
import {rowUnderCursor, shownRows} from '../../source/store/job-rows.ts';
import {allCounts} from '../../source/store/jobs-told.ts';
import {makeReady} from '../../source/store/ready-jobs.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {hpc, QueueRack} from '../../test/helpers/queue-rack.ts';
import {turnsOf} from '../loop-turns.ts';
import type {Row} from '../row.ts';

/** Of our own in one turn. */
const mostWorkMs = 10;
/** As much as Node reads of a pipe at once. */
const chunkLength = 65_536;

/** Lists of 100,000 jobs as they come: how long nobody else has a turn, and when their rows are there. */
export async function listRows(mark: string, text: string): Promise<readonly Row[]> {
	const rack = new QueueRack().press('a');
	const first = await listed(rack, mark, text);
	const atRest = await listed(rack.rested(), mark, text);
	rack.press('/').type('train').press('enter');
	const filtered = await listed(rack.rested(), mark, text);
	const held = await listed(rack.press('j'), mark, text);
	const rowOf = (what: string, {turns, collectedMs}: Listed): Row => ({
		...{what: `longest turn while ${what}`, value: Math.max(...turns), unit: 'ms CPU'},
		...{floor: 'longest collection of garbage, wall', floorValue: collectedMs},
		// A collection falls into some turn, and no cutting of our own work makes it shorter.
		budget: mostWorkMs + collectedMs,
	});
	return [
		{
			...{what: 'first rows of 100,000 after the last byte', value: first.tableMs, unit: 'ms CPU'},
			...{floor: 'reading them', floorValue: first.readMs, budget: 1500},
		},
		rowOf('100,000 jobs are listed first', first),
		rowOf('they are listed again', atRest),
		rowOf('they are listed again to a filter', filtered),
		rowOf('they are listed again right after a key', held),
	];
}

type Listed = {
	readonly turns: readonly number[];
	/** The longest collection of garbage. */
	readonly collectedMs: number;
	readonly readMs: number;
	readonly tableMs: number;
};

async function listed(rack: QueueRack, mark: string, text: string): Promise<Listed> {
	let jobs: readonly Job[] = [];
	const collections = collectionTimes();
	const reading = await turnsOf(async () => {
		jobs = await read(mark, text);
	});
	const telling = await turnsOf(() => told(rack, jobs));
	const turns = [...reading, ...telling];
	const collectedMs = Math.max(...(await collections.end()));
	return {turns, collectedMs, readMs: sum(reading), tableMs: sum(telling)};
}

/** How long each collection of garbage took from now on until it is ended: a turn may be one of them. */
function collectionTimes(): {readonly end: () => Promise<readonly number[]>} {
	const times: number[] = [];
	const observer = new PerformanceObserver(list => {
		for (const {duration} of list.getEntries()) {
			times.push(duration);
		}
	});
	observer.observe({entryTypes: ['gc']});
	return {
		async end() {
			// They are told in a later turn.
			await pause(20);
			observer.disconnect();
			return times;
		},
	};
}

function sum(values: readonly number[]): number {
	return values.reduce((one, other) => one + other, 0);
}

async function read(mark: string, text: string): Promise<readonly Job[]> {
	const jobs: Job[] = [];
	const reader = createSqueueReader(mark);
	const slices = readInSlices(systemClock, bytes => {
		for (const job of reader.push(bytes)) {
			jobs.push(job);
		}
	});
	for (let at = 0; at < text.length; at += chunkLength) {
		slices.push(text.slice(at, at + chunkLength));
		await turn();
	}

	await slices.end();
	return jobs;
}

/** As the runtime tells it, and what a frame asks of the store. */
function told(rack: QueueRack, jobs: readonly Job[]): Promise<void> {
	const event: ClusterEvent = {
		...{type: 'cluster/jobsListed', cluster: hpc, scope: 'all', jobs},
		...{tookMs: 10, intervalMs: 60_000, atMs: rack.state.clock.atMs},
	};
	return new Promise(resolve => {
		const {tell} = tellWhenReady({
			clock: systemClock,
			makeReady: one => makeReady(rack.state, one),
			dispatch(one) {
				rack.send(one);
				const {state} = rack;
				shownRows(state);
				rowUnderCursor(state);
				state.clusters.map(allCounts);
				resolve();
			},
		});
		tell(event);
	});
}
