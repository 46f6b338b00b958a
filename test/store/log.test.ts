import {describe, expect, it} from 'vitest';
import {isEmptyFile, matchPlaces, rowsFrom} from '../../source/store/log-lines.ts';
import {LoggedRack, numbered} from '../helpers/logged-rack.ts';

const texts = (rack: LoggedRack, place: number, count: number) =>
	rowsFrom(rack.log, place, count).map(row =>
		row.kind === 'line' ? row.text : row.kind === 'leftOut' ? row.count : row.remark.kind,
	);

describe('lines of a log', () => {
	it('are kept in the order in which they came', () => {
		const rack = new LoggedRack().reads(numbered(3)).reads(numbered(2, 4));
		expect(texts(rack, 0, 10)).toEqual(numbered(5));
		expect(texts(rack, 2, 2)).toEqual(['line 3', 'line 4']);
	});

	it('what was left out has a row of its own between them', () => {
		const rack = new LoggedRack().reads(['one']).reads(['nine'], 7);
		expect(texts(rack, 0, 10)).toEqual(['one', 7, 'nine']);
		expect(texts(rack, 2, 1)).toEqual(['nine']);
		expect(rack.end).toBe(3);
	});

	it('of many the oldest go, and the others keep their places', () => {
		const rack = new LoggedRack();
		for (let piece = 0; piece < 30; piece += 1) {
			rack.reads(numbered(1000, piece * 1000 + 1));
		}

		expect(rack.log.droppedLines).toBe(20_000);
		expect(rack.end).toBe(30_000);
		expect(texts(rack, 25_000, 1)).toEqual(['line 25001']);
		expect(texts(rack, 0, 1)).toEqual(['line 20001']);
	});

	it('that one looks at stay however many come, with the newest, and what is between is counted', () => {
		const rack = new LoggedRack().reads(numbered(1000)).press('g', 'pagedown');
		const top = rack.view.top ?? 0;
		for (let piece = 1; piece < 300; piece += 1) {
			rack.reads(numbered(1000, piece * 1000 + 1));
		}

		expect(rack.view.top).toBe(top);
		expect(texts(rack, top, 2)).toEqual(['line 21', 'line 22']);
		const kept = rowsFrom(rack.log, 0, 1_000_000);
		expect(kept.length).toBeLessThan(12_000);
		expect(kept.at(-1)).toMatchObject({text: 'line 300000'});
		const lines = kept.filter(({kind}) => kind === 'line').length;
		const leftOut = kept.map(row => (row.kind === 'leftOut' ? row.count : 0));
		expect(lines + leftOut.reduce((sum, count) => sum + count, 0)).toBe(300_000);
		expect(leftOut.filter(count => count > 0)).toHaveLength(1);
		rack.press('G').reads(numbered(1000)).reads(numbered(1000)).reads(['last']);
		expect(rack.log.droppedLines).toBeGreaterThan(top);
		expect(texts(rack, rack.end - 1, 1)).toEqual(['last']);
	});

	it('and of much that is said of the file while one looks above, the last is kept', () => {
		const rack = new LoggedRack().reads(numbered(1000)).press('g', 'pagedown');
		const said = (kind: 'missing' | 'appeared') =>
			rack.send({type: 'log/remarked', log: 1, remark: {kind}, atMs: 0});
		for (let round = 0; round < 12_000; round += 1) {
			said(round % 2 === 0 ? 'missing' : 'appeared');
		}

		expect(rack.log.chunks.length).toBeLessThan(11_000);
		expect(rack.reads(['two']).log.chunks.at(-1)?.lines).toEqual(['two']);
	});

	it('what is said of the file again, with nothing between, is one row', () => {
		const rack = new LoggedRack().reads(['one']);
		const said = (times?: number) =>
			rack.send({type: 'log/remarked', log: 1, remark: {kind: 'shorter'}, times, atMs: 0});
		said();
		said(3);
		expect(texts(rack, 0, 10)).toEqual(['one', 'shorter']);
		expect(rowsFrom(rack.log, 1, 1)).toMatchObject([{times: 4}]);
		rack.reads(['two']);
		said();
		expect(texts(rack, 0, 10)).toEqual(['one', 'shorter', 'two', 'shorter']);
	});

	it('of long ones fewer are kept, but always the newest', () => {
		const rack = new LoggedRack();
		for (let piece = 0; piece < 40; piece += 1) {
			rack.reads(Array.from({length: 10}, () => 'x'.repeat(65_536)));
		}

		expect(rack.end - rack.log.droppedLines).toBe(250);
		rack.reads(['y'.repeat(20_000_000)]);
		expect(rack.end - rack.log.droppedLines).toBe(1);
	});

	it('a log that said nothing yet is not one that has nothing', () => {
		const rack = new LoggedRack();
		expect(rack.log.chunks).toEqual([]);
		expect(rack.reads([]).log.chunks).toHaveLength(1);
		expect(rack.reads([]).log.chunks).toHaveLength(1);
	});

	it('that come after the end, or of an opening before, mean nothing', () => {
		const rack = new LoggedRack().reads(['one']);
		const {log} = rack.view.opened;
		rack.send({type: 'log/read', log: log + 1, lines: ['other'], atMs: 0});
		rack.send({type: 'log/ended', log: log - 1, failure: undefined, atMs: 0});
		expect(rack.log.end).toBe('open');
		rack.send({type: 'log/ended', log, failure: undefined, atMs: 0}).reads(['late']);
		expect(rack.end).toBe(1);
		expect(rack.log.end).toEqual({failure: undefined});
	});
});

describe('a line that is being written', () => {
	const reads = (rack: LoggedRack, lines: readonly string[], unfinished: string | undefined) =>
		rack.send({type: 'log/read', log: 1, lines, unfinished, atMs: 0});

	it('is the last of all, as it is now, until it is one of them', () => {
		const rack = new LoggedRack();
		reads(rack, ['one'], '10%');
		reads(rack, [], '20%');
		expect(texts(rack, 0, 10)).toEqual(['one', '20%']);
		expect(texts(rack, 0, 1)).toEqual(['one']);
		expect(rack.end).toBe(2);
		reads(rack, ['done'], undefined);
		expect(texts(rack, 0, 10)).toEqual(['one', 'done']);
		expect(rack.end).toBe(2);
	});

	it('is something in a file that has no line yet', () => {
		const rack = new LoggedRack();
		rack.send({type: 'log/remarked', log: 1, remark: {kind: 'appeared'}, atMs: 0}).reads([]);
		expect(isEmptyFile(rack.log)).toBe(true);
		reads(rack, [], 'half');
		expect(isEmptyFile(rack.log)).toBe(false);
	});
});

describe('what is looked for', () => {
	it('is a regular expression, in capitals or not', () => {
		const rack = new LoggedRack()
			.reads(['step 18', 'STEP 9', 'stop', ''])
			.reads(['x', 'step 1'], 3);
		expect(matchPlaces(rack.log, 'step [0-9]+$')).toEqual([0, 1, 6]);
		expect(matchPlaces(rack.log, ' ')).toEqual([]);
		expect(matchPlaces(rack.log, '(')).toEqual([]);
	});

	it('is found at the places that lines keep', () => {
		const rack = new LoggedRack();
		for (let piece = 0; piece < 12; piece += 1) {
			rack.reads(numbered(1000, piece * 1000 + 1));
		}

		expect(matchPlaces(rack.log, 'line 11111')).toEqual([11_110]);
	});
});
