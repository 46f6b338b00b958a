import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {Draft} from '../../source/domain/draft.ts';
import {insertNewline, moveLeft} from '../../source/rules/draft.ts';
import {charactersIn} from '../../source/rules/draft-characters.ts';
import {emptyDraft} from '../../source/rules/draft-edit.ts';
import {draftOf} from '../../source/rules/draft-paste.ts';
import {
	type DraftRow,
	draftRows,
	isOnFirstRow,
	isOnLastRow,
	moveVertically,
} from '../../source/rules/draft-rows.ts';
import {typedCells} from '../../source/rules/typed-cells.ts';
import {clean} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';
import {anyDraft, pasting} from '../helpers/any-draft.ts';

const layout = {columns: 11, widthOf: typedCells, mostRows: 100};

function texts(rows: readonly DraftRow[]): readonly string[] {
	return rows.map(({pieces}) => pieces.map(({text}) => text).join(''));
}

function at(text: string, caret: number): Draft {
	return {...draftOf(text), caret};
}

it('rows break behind a blank, a word longer than a row where the row ends', () => {
	const {rows} = draftRows(draftOf('how many shards\nabcdefghijklm 漢字漢字漢字\n'), layout);
	expect(texts(rows)).toEqual([
		'how many ',
		'shards',
		'abcdefghij',
		'klm ',
		'漢字漢字漢',
		'字',
		'',
	]);
});

it('the caret stands in the cell behind what is before it; at a wrapped end, on the next row', () => {
	expect(draftRows(at('漢字ab', 3), layout).caret).toEqual({row: 0, column: 5});
	expect(draftRows(at('how many shards', 9), layout).caret).toEqual({row: 1, column: 0});
	expect(draftRows(draftOf('abcdefghij'), layout).caret).toEqual({row: 0, column: 10});
	expect(draftRows(draftOf('a\n'), layout).caret).toEqual({row: 1, column: 0});
	expect(draftRows(emptyDraft, layout)).toEqual({
		rows: [{start: 0, end: 0, pieces: []}],
		caret: {row: 0, column: 0},
		isMoreAbove: false,
		isMoreBelow: false,
	});
});

it('a paste is a piece of its own', () => {
	const draft = pasting('x\n'.repeat(42))(draftOf('see '));
	expect(draftRows(draft, {...layout, columns: 40}).rows[0]?.pieces).toEqual([
		{kind: 'text', text: 'see ', startOffset: 0},
		{kind: 'paste', text: '[pasted 42 lines]', startOffset: 4},
	]);
});

it('each of several pastes is told by its own label, on whichever line it is', () => {
	const first = insertNewline(pasting('x\n'.repeat(42))(draftOf('see ')));
	const {rows} = draftRows(pasting('y\n'.repeat(7))(first), {...layout, columns: 40});
	expect(texts(rows)).toEqual(['see [pasted 42 lines #1]', '[pasted 7 lines #2]']);
});

it('up and down keep the column that was wished', () => {
	const draft = at('long line\nab\nlong again', 7);
	const down = moveVertically(draft, 1, layout);
	expect(down.caret).toBe('long line\nab'.length);
	expect(moveVertically(down, 1, layout).caret).toBe('long line\nab\nlong ag'.length);
	expect(moveVertically(moveLeft(down), 1, layout).caret).toBe('long line\nab\nl'.length);
	expect(moveVertically(down, -1, layout).caret).toBe(7);
});

it('down onto a row that is wrapped stays on it, wherever the column is', () => {
	const draft = at('long lines\nhow many shards', 'long lines'.length);
	const down = moveVertically(draft, 1, layout);
	expect(down.caret).toBe('long lines\nhow many'.length);
	expect(draftRows(down, layout).caret).toEqual({row: 1, column: 8});
});

it('up on the first row and down on the last change nothing', () => {
	const draft = at('one\ntwo', 1);
	expect(moveVertically(draft, -1, layout)).toBe(draft);
	expect([isOnFirstRow(draft, layout), isOnLastRow(draft, layout)]).toEqual([true, false]);
	const last = moveVertically(draft, 5, layout);
	expect(last.caret).toBe('one\nt'.length);
	expect(moveVertically(last, 1, layout)).toBe(last);
	expect([isOnFirstRow(last, layout), isOnLastRow(last, layout)]).toEqual([false, true]);
});

it('only so many rows are shown, and they scroll no further than the caret needs', () => {
	const text = Array.from({length: 20}, (_, line) => `${line}`.padStart(3, '0')).join('\n');
	const few = {...layout, mostRows: 4};
	const end = draftRows(draftOf(text), few);
	expect(texts(end.rows)).toEqual(['016', '017', '018', '019']);
	expect(end).toMatchObject({caret: {row: 3}, isMoreAbove: true, isMoreBelow: false});
	const from = end.rows[0]?.start ?? 0;
	expect(texts(draftRows(at(text, from + 4), few, from).rows)).toEqual(texts(end.rows));
	expect(texts(draftRows(at(text, from - 4), few, from).rows)[0]).toBe('015');
	expect(texts(draftRows(at(text, 4 * 2), few, 0).rows)[0]).toBe('000');
	expect(texts(draftRows(at(text, 4 * 10), few, 0).rows)[3]).toBe('010');
	expect(draftRows(at(text, 0), few, from)).toMatchObject({isMoreAbove: false, isMoreBelow: true});
});

it('the rows of any draft are its text, none is wider than its box, and the caret is on one', () => {
	fc.assert(
		fc.property(anyDraft, fc.integer({min: 6, max: 40}), (draft, columns) => {
			const {rows, caret} = draftRows(draft, {columns, widthOf: typedCells, mostRows: 10_000});
			const joined = rows.map(({start, end}, row) => {
				const isLast = row === rows.length - 1;
				const isWrapped = rows[row + 1]?.start === end;
				return draft.text.slice(start, end) + (isLast || isWrapped ? '' : '\n');
			});
			expect(joined.join('')).toBe(draft.text);
			const here = rows[caret.row];
			expect(here !== undefined && here.start <= draft.caret && draft.caret <= here.end).toBe(true);
			const drawn = rows.flatMap(({pieces}) => pieces.filter(({kind}) => kind === 'text'));
			for (const {text, startOffset} of drawn.filter(one => charactersIn(one.text).length > 1)) {
				expect(widthOf(clean(text.replaceAll('\t', '    ')))).toBeLessThan(columns);
				expect(draft.text.startsWith(text, startOffset)).toBe(true);
			}
		}),
	);
});

it('a line of exactly one part has no row too many', () => {
	const {rows} = draftRows(draftOf(`${'x'.repeat(8192)}\ny`), {...layout, mostRows: 10_000});
	expect(rows).toHaveLength(Math.ceil(8192 / 10) + 1);
});

it('a line of many thousand characters is the same rows wherever the caret is, and halves no character', () => {
	const text = `abc${'wörter 漢字 👩‍👧 '.repeat(1500)}`;
	const all = draftRows(draftOf(text), {...layout, mostRows: 100_000});
	expect(texts(all.rows).join('')).toBe(text);
	const whole = new Set(charactersIn(text));
	const drawn = all.rows.flatMap(({start, end}) => charactersIn(text.slice(start, end)));
	expect(drawn.filter(character => !whole.has(character))).toEqual([]);
	for (const caret of [0, 8193, 9000, text.length]) {
		const {rows} = draftRows(at(text, caret), {...layout, mostRows: 5});
		expect(all.rows).toEqual(expect.arrayContaining([...rows]));
	}
});
