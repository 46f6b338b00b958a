import {expect, it} from 'vitest';
import {createLineBatch, type LogItem} from '../../source/runtime/line-batch.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function aBatch() {
	const clock = new FakeClock();
	const told: {readonly lines: readonly LogItem[]; readonly leftOutLines: number}[] = [];
	const batch = createLineBatch({
		clock,
		deliver: (lines, leftOutLines) => told.push({lines, leftOutLines}),
	});
	return {clock, told, ...batch};
}

it('the first line is told at once, the next ones together ten times a second', async () => {
	const {clock, told, add} = aBatch();
	add(['one']);
	await clock.advance(0);
	expect(told).toEqual([{lines: ['one'], leftOutLines: 0}]);
	for (let step = 0; step < 100; step += 1) {
		add([`${step}`]);
		await clock.advance(10);
	}

	expect(told.length).toBeLessThanOrEqual(11);
	await clock.advance(100);
	expect(told.flatMap(({lines}) => lines)).toHaveLength(101);
});

it('of a flood the newest lines are kept, and the others counted', async () => {
	const {clock, told, add} = aBatch();
	for (let piece = 0; piece < 50; piece += 1) {
		add(Array.from({length: 300}, (_, line) => `${piece * 300 + line}`));
	}

	await clock.advance(0);
	const [first] = told;
	expect(first?.lines.at(-1)).toBe('14999');
	expect(first?.lines).toHaveLength(2000);
	expect(first?.leftOutLines).toBe(13_000);
	add(['later']);
	await clock.advance(100);
	expect(told.at(-1)).toEqual({lines: ['later'], leftOutLines: 0});
});

it('of long lines fewer are kept', async () => {
	const {clock, told, add} = aBatch();
	add(Array.from({length: 100}, () => 'x'.repeat(65_536)));
	await clock.advance(0);
	expect(told[0]?.lines).toHaveLength(4);
	expect(told[0]?.leftOutLines).toBe(96);
});

it('what is told beside lines is delivered without any, ten times a second too', async () => {
	const {clock, told, touch} = aBatch();
	touch();
	await clock.advance(0);
	expect(told).toEqual([{lines: [], leftOutLines: 0}]);
	touch();
	touch();
	await clock.advance(50);
	expect(told).toHaveLength(1);
	await clock.advance(1000);
	expect(told).toHaveLength(2);
});

it('what waits is told at once when it is flushed, and never when it is stopped', async () => {
	const {clock, told, add, flush, stop} = aBatch();
	add(['one']);
	flush();
	expect(told).toHaveLength(1);
	add(['two']);
	stop();
	await clock.advance(1000);
	expect(told).toHaveLength(1);
	expect(clock.timerCount).toBe(0);
});

it('what is said of the file again is one with how often, and of much that is said the newest is kept', async () => {
	const {clock, told, add} = aBatch();
	const said = (kind: 'shorter' | 'gone', times = 1): LogItem => ({remark: {kind}, times});
	add(['one', ...Array.from({length: 1000}, () => said('shorter')), 'two']);
	await clock.advance(0);
	expect(told).toEqual([{lines: ['one', said('shorter', 1000), 'two'], leftOutLines: 0}]);
	add(Array.from({length: 500}, () => [said('shorter'), 'x', said('gone')]).flat());
	await clock.advance(100);
	const items = told.at(-1)?.lines ?? [];
	expect(items.filter(item => typeof item === 'object')).toHaveLength(4);
	expect(items.filter(item => item === 'x')).toHaveLength(500);
	expect(items.at(-1)).toEqual(said('gone'));
});
