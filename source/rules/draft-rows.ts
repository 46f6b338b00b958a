import {type Draft, pasteMark} from '../domain/draft.ts';
import {charactersIn, edgeFrom, lineEnd, lineStart} from './draft-characters.ts';
import {pasteLabel} from './draft-paste.ts';

/** UTF-16 units: a longer line is wrapped in parts of so many, so that a key costs no more than a few of them. */
const partUnits = 8192;

export type RowLayout = {
	/** Cells of a row; its last is kept for the caret. */
	readonly columns: number;
	/** Cells of one character as a person counts them: typed-cells.ts, in the store and in the view. */
	readonly widthOf: (character: string) => number;
};

/** One row as it is drawn. */
export type DraftRow = {
	/** Where it begins and ends in the text of the draft; a line feed belongs to no row. */
	readonly start: number;
	readonly end: number;
	readonly pieces: readonly DraftPiece[];
};

export type DraftPiece = {
	readonly kind: 'text' | 'paste';
	/** Raw; of a paste, what stands for it. */
	readonly text: string;
	readonly startOffset: number;
};

/** The rows that have room, and where the caret stands among them. */
export type DraftWindow = {
	readonly rows: readonly DraftRow[];
	/** The row counts from the first that is shown, the column in cells. */
	readonly caret: {readonly row: number; readonly column: number};
	readonly isMoreAbove: boolean;
	readonly isMoreBelow: boolean;
};

/**
 * @param from where the first row began that was shown before, so that nothing scrolls without need
 */
export function draftRows(
	draft: Draft,
	layout: RowLayout & {readonly mostRows: number},
	from = 0,
): DraftWindow {
	const most = Math.max(1, layout.mostRows);
	const around = rowsAround(draft, layout, most);
	const at = rowAt(around, draft.caret);
	const before = rowAt(around, from);
	const wanted = Math.min(at, Math.max(before, at - most + 1));
	const first = Math.max(0, Math.min(wanted, around.length - most));
	const rows = around.slice(first, first + most);
	return {
		rows: rows.map(({start, end, characters}) => ({start, end, pieces: piecesOf(characters)})),
		caret: {row: at - first, column: columnOf(around[at], draft.caret)},
		isMoreAbove: (rows[0]?.start ?? 0) > 0,
		isMoreBelow: (rows.at(-1)?.end ?? 0) < draft.text.length,
	};
}

/** So many rows down, or up where it is less than 0, in the column where the caret was. No further row: the same draft. */
export function moveVertically(draft: Draft, rows: number, layout: RowLayout): Draft {
	const around = rowsAround(draft, layout, Math.abs(rows) + 1);
	const at = rowAt(around, draft.caret);
	const to = around[Math.max(0, Math.min(at + rows, around.length - 1))];
	if (to === undefined || to === around[at]) {
		return draft;
	}

	const wishedColumn = draft.wishedColumn ?? columnOf(around[at], draft.caret);
	return {...draft, caret: placeIn(to, wishedColumn, draft), run: undefined, wishedColumn};
}

/** Whether up leads out of the text. */
export function isOnFirstRow(draft: Draft, layout: RowLayout): boolean {
	return rowAt(rowsAround(draft, layout, 1), draft.caret) === 0;
}

export function isOnLastRow(draft: Draft, layout: RowLayout): boolean {
	const around = rowsAround(draft, layout, 1);
	return rowAt(around, draft.caret) === around.length - 1;
}

type Stretch = {readonly start: number; readonly end: number};

type WrappedRow = Stretch & {readonly characters: readonly Drawn[]};

/** A character as it is drawn. */
type Drawn = DraftPiece & {readonly columns: number};

/** The row of a place; where a row is wrapped, its end belongs to the next one. */
function rowAt(rows: readonly WrappedRow[], place: number): number {
	const at = rows.findLastIndex(({start}) => start <= place);
	return Math.max(0, at);
}

function columnOf(row: WrappedRow | undefined, place: number): number {
	const before = row?.characters.filter(({startOffset}) => startOffset < place) ?? [];
	return columnsOf(before);
}

function columnsOf(characters: readonly Drawn[]): number {
	return characters.reduce((sum, {columns}) => sum + columns, 0);
}

function placeIn({characters, end}: WrappedRow, column: number, {text}: Draft): number {
	let columns = 0;
	for (const character of characters) {
		columns += character.columns;
		if (columns > column) {
			return character.startOffset;
		}
	}

	const isWrapped = end < text.length && text[end] !== '\n';
	return isWrapped ? (characters.at(-1)?.startOffset ?? end) : end;
}

function piecesOf(characters: readonly Drawn[]): readonly DraftPiece[] {
	const pieces: DraftPiece[] = [];
	for (const {kind, text, startOffset} of characters) {
		const last = pieces.at(-1);
		if (last?.kind === 'text' && kind === 'text') {
			pieces[pieces.length - 1] = {...last, text: last.text + text};
		} else {
			pieces.push({kind, text, startOffset});
		}
	}

	return pieces;
}

/** At least so many rows before the caret and behind it, as far as there are. */
function rowsAround(draft: Draft, layout: RowLayout, most: number): readonly WrappedRow[] {
	const {text, caret} = draft;
	const here = stretchAt(text, caret);
	const rows = [wrapped(draft, here, layout)];
	const at = rowAt(rows.flat(), caret);
	let {start, end} = here;
	for (let count = at; count < most && start > 0; count += rows[0]?.length ?? 0) {
		const above = stretchAt(text, start - 1);
		rows.unshift(wrapped(draft, above, layout));
		({start} = above);
	}

	const first = rows.at(-1)?.length ?? 0;
	for (let count = first - at; count <= most && end < text.length; ) {
		const below = stretchAt(text, text[end] === '\n' ? end + 1 : end);
		const more = wrapped(draft, below, layout);
		rows.push(more);
		count += more.length;
		({end} = below);
	}

	return rows.flat();
}

/** The line that a place is in, or of a long one the part. */
function stretchAt(text: string, place: number): Stretch {
	const line = {start: lineStart(text, place), end: lineEnd(text, place)};
	const inside = Math.max(line.start, Math.min(place, line.end - 1));
	const part = Math.floor((inside - line.start) / partUnits);
	const start = edgeOf(text, line, part);
	return inside < start
		? {start: edgeOf(text, line, part - 1), end: start}
		: {start, end: edgeOf(text, line, part + 1)};
}

function edgeOf(text: string, {start, end}: Stretch, part: number): number {
	const place = start + part * partUnits;
	return place >= end ? end : edgeFrom(text, place);
}

/** Broken behind the last blank that fits; a word that is longer than a row, where the row ends. */
function wrapped(draft: Draft, stretch: Stretch, layout: RowLayout): readonly WrappedRow[] {
	const characters = drawnIn(draft, stretch, layout);
	const room = Math.max(1, layout.columns - 1);
	const breaks = [0];
	let columns = 0;
	let behindBlank = 0;
	for (const [index, {text, columns: wide}] of characters.entries()) {
		while (columns + wide > room && index > (breaks.at(-1) ?? 0)) {
			const cut = text !== ' ' && behindBlank > (breaks.at(-1) ?? 0) ? behindBlank : index;
			breaks.push(cut);
			columns = columnsOf(characters.slice(cut, index));
		}

		columns += wide;
		behindBlank = text === ' ' ? index + 1 : behindBlank;
	}

	const placeOf = (index: number) => characters[index]?.startOffset ?? stretch.end;
	return breaks.map((first, row) => {
		const next = breaks[row + 1] ?? characters.length;
		return {
			start: row === 0 ? stretch.start : placeOf(first),
			end: placeOf(next),
			characters: characters.slice(first, next),
		};
	});
}

function drawnIn(draft: Draft, {start, end}: Stretch, {widthOf}: RowLayout): readonly Drawn[] {
	let place = start;
	const labels = labelsFrom(draft, start);
	return charactersIn(draft.text.slice(start, end)).map((character): Drawn => {
		const startOffset = place;
		place += character.length;
		if (character !== pasteMark) {
			return {kind: 'text', text: character, startOffset, columns: widthOf(character)};
		}

		const text = labels.next().value ?? '';
		return {kind: 'paste', text, startOffset, columns: text.length};
	});
}

/** What stands for each paste behind a place; letters, digits and signs of one cell. */
function labelsFrom({text, pastes}: Draft, place: number) {
	const before = pastes.length === 0 ? 0 : text.slice(0, place).split(pasteMark).length - 1;
	return pastes
		.slice(before)
		.map(paste => pasteLabel(paste, pastes.length === 1))
		.values();
}
