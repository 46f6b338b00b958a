import {openQueue} from '../../source/demo/queue/queue.ts';
import {squeueAnswer} from '../../source/demo/queue/squeue-text.ts';
import type {Job} from '../../source/domain/job.ts';
import type {Key} from '../../source/domain/screen.ts';
import {createSqueueReader, squeueFormat} from '../../source/parsers/squeue.ts';
import {doAll} from '../../source/rules/steps.ts';
import {makeReady} from '../../source/store/ready-jobs.ts';
import {rowUnderCursor, shownRows} from '../../source/store/job-rows.ts';
import {hpc, QueueRack} from '../../test/helpers/queue-rack.ts';
import {median, quantile, type Row} from '../row.ts';
import {threadCpuMs} from '../thread-cpu.ts';
import {listRows} from './jobs-lists.ts';

const jobCount = 100_000;
const mark = '0123456789abcdef0123456789abcdef';
/** As much as Node reads of a pipe at once; the client cuts that in four (clients/read-in-slices.ts). */
const chunkLength = 65_536;
const sliceLength = 16_384;
const rounds = 3;
const keys = 100;

/** A queue of 100,000 jobs: what reading, ordering, scrolling and filtering it costs. */
export async function jobsRows(): Promise<readonly Row[]> {
	const text = queueText();
	return [
		...readingRows(text),
		...(await listRows(mark, text)),
		...keyRows(createSqueueReader(mark).push(text)),
	];
}

function queueText(): string {
	const state = openQueue({seed: 1, jobCount, plans: []});
	const argv = ['squeue', `--Format=${squeueFormat(mark)}`];
	return [...squeueAnswer(argv, state, 1_795_350_000).stdout].join('');
}

function threadMs(work: () => unknown): number {
	const before = threadCpuMs();
	work();
	return threadCpuMs() - before;
}

function readingRows(text: string): readonly Row[] {
	const slices: number[] = [];
	const floors: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		const jobs: Job[] = [];
		const reader = createSqueueReader(mark);
		slices.length = 0;
		floors.length = 0;
		for (let at = 0; at < text.length; at += sliceLength) {
			const bytes = text.slice(at, at + sliceLength);
			floors.push(threadMs(() => bytes.split('\n').map(line => line.split('\u001f'))));
			slices.push(threadMs(() => jobs.push(...reader.push(bytes))));
		}
	}

	const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);
	const floor = 'splitting the same bytes';
	const named = `${slices.length} pieces of ${sliceLength / 1024} KiB, ${chunkLength / sliceLength} a read`;
	const row = {unit: 'ms CPU', floor} as const;
	return [
		{
			...row,
			...{what: `reading 100,000 jobs, ${named}`, value: sum(slices)},
			...{floorValue: sum(floors), budget: undefined},
		},
		{
			...row,
			...{what: 'a piece of them, p99', value: quantile(slices, 0.99)},
			...{floorValue: quantile(floors, 0.99), budget: 10},
		},
		{
			...row,
			...{what: 'a piece of them, longest', value: Math.max(...slices)},
			...{floorValue: Math.max(...floors), budget: 10},
		},
	];
}

/** What a key costs the store and what a frame asks of it; the frame itself is that of 500 nodes (rows/screen.ts). */
function keyRows(jobs: readonly Job[]): readonly Row[] {
	const rack = new QueueRack().mine(...jobs.slice(0, 20)).press('a');
	const told = {scope: 'all', jobs, tookMs: 10, intervalMs: 60_000, atMs: 0} as const;
	const event = {type: 'cluster/jobsListed', cluster: hpc, ...told} as const;
	doAll(makeReady(rack.state, event));
	rack.send(event).press('j');
	const msOf = (key: Key): number =>
		threadMs(() => [rack.press(key), shownRows(rack.state), rowUnderCursor(rack.state)]);
	const scroll = Array.from({length: keys}, (_, key) => msOf(key % 40 < 20 ? 'pagedown' : 'k'));
	rack.press('/');
	const typed = (text: string): readonly number[] => {
		const letters = [...text].map(msOf);
		rack.press('esc', '/');
		return letters;
	};
	const filter = typed('train');
	const lastId = typed(jobs.at(-1)?.id ?? '');
	const rareName = typed(rarestName(jobs));
	const floors = filter.map(() => threadMs(() => jobs.filter(({name}) => /train/i.test(name))));
	const row = {
		unit: 'ms CPU',
		floor: 'one pattern over the names',
		floorValue: median(floors),
	} as const;
	return [
		{
			...row,
			what: 'a key that scrolls 100,000 jobs, p99',
			value: quantile(scroll, 0.99),
			budget: 33,
		},
		{...row, what: 'a letter of a filter of them, p50', value: median(filter), budget: 50},
		{...row, what: 'a letter of a filter of them, longest', value: Math.max(...filter), budget: 50},
		{
			...row,
			what: 'a digit of the id of the last, longest',
			value: Math.max(...lastId),
			budget: 50,
		},
		{
			...row,
			what: 'a letter of the rarest name, longest',
			value: Math.max(...rareName),
			budget: 50,
		},
	];
}

/** Of a name that few have the matches are far from each other. */
function rarestName(jobs: readonly Job[]): string {
	const counts = new Map<string, number>();
	for (const {name} of jobs) {
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}

	const [rarest] = [...counts].toSorted(([, one], [, other]) => one - other);
	return rarest?.[0] ?? '';
}
