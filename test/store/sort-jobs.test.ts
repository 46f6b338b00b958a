import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import type {JobSort} from '../../source/domain/screen.ts';
import {doAll} from '../../source/rules/steps.ts';
import {rowUnderCursor, shownRows} from '../../source/store/job-rows.ts';
import {makeSorted} from '../../source/store/ready-jobs.ts';
import {drawnState} from '../../source/store/selectors.ts';
import {frameOf} from '../helpers/frame.tsx';
import {aJob} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const names = ['c', 'a', 'b'];

function jobs(count: number, from = 100): readonly Job[] {
	return Array.from({length: count}, (_, index) =>
		aJob(String(from + index), {user: 'bob', name: `${names[index % 3]}${from + index}`}),
	);
}

/** Many jobs of bob, by the id of the newest first. */
function many(): QueueRack {
	const rack = new QueueRack().mine(aJob('1')).press('a', 's');
	return rack.all(...jobs(3000)).rested();
}

const firstId = ({state}: QueueRack): string | undefined => {
	const [row] = shownRows(state);
	return row === undefined || row.kind === 'blank' ? undefined : row.ref.id;
};

function sorted(rack: QueueRack, sort: JobSort): QueueRack {
	doAll(makeSorted(() => rack.state, sort));
	return rack.send({type: 'jobs/sorted', cluster: hpc, sort, atMs: 0});
}

/** Tells when its name is read, as of who sorts by it. */
function withCounted(job: Job, onRead: () => void): Job {
	return Object.defineProperty({...job}, 'name', {
		get() {
			onRead();
			return job.name;
		},
	});
}

const wishes = ({effects}: QueueRack) => effects.filter(({type}) => type === 'sortJobs');

describe('the order of very many jobs', () => {
	it('is asked for by a key, and the old one is shown until it is there', () => {
		const rack = many();
		expect(firstId(rack)).toBe('3099');
		rack.press('s');
		expect(wishes(rack)).toEqual([{type: 'sortJobs', cluster: hpc, sort: 'name'}]);
		expect(firstId(rack)).toBe('3099');
		expect(rack.screen.jobs.sort).toBe('id');
		expect(firstId(sorted(rack, 'name'))).toBe('1001');
		expect(rack.screen.jobs.sort).toBe('name');
	});

	it('is the one after that which was asked for last', () => {
		const rack = many().press('s', 's');
		expect(wishes(rack)).toMatchObject([{sort: 'user'}]);
		sorted(rack, 'name');
		expect(rack.screen.jobs.sort).toBe('id');
		sorted(rack, 'user');
		expect(rack.screen.jobs.sort).toBe('user');
	});

	it('is not taken any more where a person went back to the old one', () => {
		const rack = many().press('s');
		rack.press(':').type('sort id').press('enter');
		expect(rack.screen.jobs.nextSort).toBeUndefined();
		expect(firstId(sorted(rack, 'name'))).toBe('3099');
	});

	it('leaves the cursor on its job', () => {
		const rack = many().press('j', 'j');
		const under = rowUnderCursor(rack.state);
		expect(rowUnderCursor(sorted(rack.press('s'), 'name').state)).toBe(under);
	});

	it('is also that of a list which comes while it is made', () => {
		const rack = many().press('s');
		const steps = makeSorted(() => rack.state, 'name');
		steps.next();
		rack.all(...jobs(3000, 5000));
		doAll(steps);
		rack.send({type: 'jobs/sorted', cluster: hpc, sort: 'name', atMs: 0});
		const ids = shownRows(rack.state).flatMap(row => (row.kind === 'blank' ? [] : [row.ref.id]));
		expect(ids.slice(0, 2)).toEqual(['5001', '5004']);
	});

	it('costs nothing while it is made: what is drawn meanwhile is not sorted anew', () => {
		let reads = 0;
		const rack = new QueueRack()
			.mine(aJob('1'))
			.press('a', 's', 's')
			.all(...jobs(3000).map(job => withCounted(job, () => (reads += 1))))
			.press('s');
		shownRows(rack.state);
		for (const _step of makeSorted(() => rack.state, 'user')) {
			reads = 0;
			rack.press('j');
			shownRows(rack.state);
			rowUnderCursor(rack.state);
			expect(reads).toBeLessThan(50);
		}
	});

	it('is said to be made where that takes longer than a blink', () => {
		const tabs = (rack: QueueRack): string =>
			frameOf(rack.state, {columns: 120, rows: 40}).find(line => line.includes('2 Jobs')) ?? '';
		const rack = many().press('s');
		expect(tabs(rack)).toContain('by id');
		const {atMs} = rack.state.clock;
		rack.send({type: 'clock/ticked', atMs: atMs + 300, wallMs: 0});
		expect(tabs(rack)).toContain('sorting by name');
		expect(tabs(sorted(rack, 'name'))).toMatch(/(?<!sorting )by name/);
	});

	it('is made at once of few', () => {
		const rack = new QueueRack().mine(aJob('1'), aJob('2')).press('s');
		expect(wishes(rack)).toEqual([]);
		expect(firstId(rack)).toBe('2');
	});

	it('is there in a picture that stands still', () => {
		const rack = many()
			.press('p')
			.all(...jobs(3000, 5000))
			.press('s');
		const {state} = sorted(rack, 'name');
		expect(shownRows(drawnState(state))[0]).toMatchObject({ref: {id: '1001'}});
	});

	it('needs nothing but what is drawn when it is there', () => {
		let reads = 0;
		const counted = jobs(3000).map(job => withCounted(job, () => (reads += 1)));
		const rack = new QueueRack()
			.mine(aJob('1'))
			.press('a', 's')
			.all(...counted)
			.press('s');
		doAll(makeSorted(() => rack.state, 'name'));
		reads = 0;
		rack.send({type: 'jobs/sorted', cluster: hpc, sort: 'name', atMs: 0});
		shownRows(rack.state);
		rowUnderCursor(rack.state);
		expect(reads).toBeLessThan(50);
	});
});
