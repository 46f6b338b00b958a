import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {ChatLine} from '../../source/components/chat-turn-lines.ts';
import type {TranscriptPlace} from '../../source/domain/chat-layout.ts';
import type {ChatScroll} from '../../source/store/chat-screen.ts';
import {clean} from '../../source/theme/safe.ts';
import {type Parts, transcriptWindow, type WindowOf} from '../../source/views/transcript-window.ts';

/** Lines of each chunk of each part. */
type Heights = ReadonlyArray<readonly number[]>;

/** Each line says which one it is; with more columns a chunk has fewer of them. */
function partsOf(heights: Heights, asked = new Set<number>()): Parts {
	return {
		count: heights.length,
		idAt: index => (index < heights.length ? `p${index}` : undefined),
		indexOf: id => heights.findIndex((_, index) => `p${index}` === id),
		chunksAt: (index, columns) =>
			(heights[index] ?? []).map((height, chunk) => () => {
				asked.add(index);
				const count = Math.ceil((height * 80) / columns);
				return Array.from({length: count}, (_, line): ChatLine => {
					return {pieces: [{text: clean(`${index}.${chunk}.${line}`)}]};
				});
			}),
	};
}

function seen(of: Partial<WindowOf> & Pick<WindowOf, 'parts'>) {
	const {lines, at} = transcriptWindow({
		...{scroll: {kind: 'end'}, cursor: of.parts.count - 1, rows: 10, columns: 80},
		...of,
	});
	return {texts: lines.map(({line}) => line.pieces[0]?.text), at};
}

function allLines({count, chunksAt}: Parts): ReadonlyArray<readonly (string | undefined)[]> {
	return Array.from({length: count}, (_, index) =>
		chunksAt(index, 80).flatMap(chunk => chunk().map(({pieces}) => pieces[0]?.text)),
	);
}

const heights = fc.array(fc.array(fc.nat({max: 12}), {minLength: 1, maxLength: 3}), {maxLength: 9});
const steps = fc.array(fc.integer({min: -30, max: 30}), {maxLength: 20});

it('rows are scrolled as in a text that is laid out whole, and no further than it goes', () => {
	fc.assert(
		fc.property(heights, steps, fc.integer({min: 1, max: 20}), (all, moves, rows) => {
			const parts = partsOf(all);
			const text = allLines(parts).flat();
			const last = Math.max(0, text.length - rows);
			let top = last;
			let from: TranscriptPlace = 'end';
			for (const by of moves) {
				const scroll: ChatScroll = {kind: 'rows', from, by};
				top = Math.max(0, Math.min(last, top + by));
				const {texts, at} = seen({parts, scroll, rows});
				expect(texts).toEqual(text.slice(top, top + rows));
				expect(at === 'end').toBe(top === last);
				from = at;
			}
		}),
	);
});

it('a turn that is chosen is seen, and the window moves no further than it must', () => {
	fc.assert(
		fc.property(heights, fc.nat(), fc.nat(), (all, chosen, scrolled) => {
			const parts = partsOf(all);
			const whole = allLines(parts);
			const text = whole.flat();
			const cursor = all.length === 0 ? 0 : chosen % all.length;
			const start = whole.slice(0, cursor).flat().length;
			const height = whole[cursor]?.length ?? 0;
			const last = Math.max(0, text.length - 10);
			const before = Math.max(0, last - (scrolled % 60));
			const from = seen({parts, scroll: {kind: 'rows', from: 'end', by: before - last}}).at;
			const least = Math.min(start, start + height - 10);
			const top = Math.min(last, Math.max(least, Math.min(start, before)));
			const {texts} = seen({parts, scroll: {kind: 'turn', from}, cursor});
			expect(texts).toEqual(text.slice(top, top + 10));
		}),
	);
});

it('what is seen stays where it is while lines come below it, and above it', () => {
	const spot = seen({
		parts: partsOf([[9], [9, 9], [9]]),
		scroll: {kind: 'rows', from: 'end', by: -9},
	});
	const scroll: ChatScroll = {kind: 'rows', from: spot.at, by: 0};
	expect(spot.texts[0]).toBe('1.0.8');
	expect(seen({parts: partsOf([[9], [9, 9], [30], [7]]), scroll}).texts).toEqual(spot.texts);
	expect(seen({parts: partsOf([[1], [9, 9], [9]]), scroll}).texts).toEqual(spot.texts);
});

it('a part that is called otherwise now is found where it was', () => {
	const parts = partsOf([[9], [9], [9]]);
	const from = {part: 'asked 1', index: 1, chunk: 0, line: 3, columns: 80};
	expect(seen({parts, scroll: {kind: 'rows', from, by: 0}}).texts[0]).toBe('1.0.3');
	const gone = {...from, index: 7, line: 0};
	expect(seen({parts, scroll: {kind: 'rows', from: gone, by: 0}})).toEqual(seen({parts}));
});

it('in other columns the same part of an answer is seen', () => {
	const parts = partsOf([[40], [40], [40]]);
	const from = {part: 'p1', index: 1, chunk: 0, line: 20, columns: 80};
	expect(seen({parts, scroll: {kind: 'rows', from, by: 0}, columns: 40}).texts[0]).toBe('1.0.40');
	expect(seen({parts, scroll: {kind: 'rows', from, by: 0}, columns: 160}).texts[0]).toBe('1.0.10');
});

it('only what is seen is laid out, and what is just beside it', () => {
	const asked = new Set<number>();
	const parts = partsOf(
		Array.from({length: 1000}, () => [10, 10]),
		asked,
	);
	const {at} = seen({parts});
	expect([...asked]).toEqual([999]);
	const up = seen({parts, scroll: {kind: 'rows', from: at, by: -30}});
	seen({parts, scroll: {kind: 'turn', from: up.at}, cursor: 500});
	seen({parts, scroll: {kind: 'turn', from: up.at}, cursor: 0, columns: 40});
	expect(asked.size).toBeLessThan(10);
});

it('of nothing there is nothing to see', () => {
	const parts = partsOf([]);
	for (const kind of ['rows', 'turn'] as const) {
		const from = {part: 'p1', index: 1, chunk: 0, line: 20, columns: 80};
		expect(seen({parts, scroll: {kind, from, by: -3}, cursor: 0})).toEqual({texts: [], at: 'end'});
	}
});
