import type {ChatLine} from '../components/chat-turn-lines.ts';
import type {TranscriptPlace} from '../domain/chat-layout.ts';
import type {ChatScroll} from '../store/chat-screen.ts';

/** Some lines of a part, laid out when they are first asked for. */
export type Chunk = () => readonly ChatLine[];

/** What was said, from above to below. Of each part only those chunks are asked for that are seen, or just beside. */
export type Parts = {
	readonly count: number;
	readonly idAt: (index: number) => string | undefined;
	/** -1: there is none. */
	readonly indexOf: (id: string) => number;
	readonly chunksAt: (index: number, columns: number) => readonly Chunk[];
};

export type WindowOf = {
	readonly parts: Parts;
	readonly scroll: ChatScroll;
	/** The part that keys are about. */
	readonly cursor: number;
	readonly rows: number;
	/** Cells of the text. */
	readonly columns: number;
};

export type TranscriptWindow = {
	readonly lines: ReadonlyArray<{readonly line: ChatLine; readonly part: number}>;
	readonly at: TranscriptPlace;
};

/** A line: behind the last one of a chunk is the first one of the next. */
type Place = {readonly index: number; readonly chunk: number; readonly line: number};

/**
 * The lines that have room. How many there are in all is nobody's question, so that a conversation of any length is
 * opened, resized and scrolled at the cost of what is seen of it.
 */
export function transcriptWindow(of: WindowOf): TranscriptWindow {
	const last = back(of, endOf(of), of.rows);
	const top = topOf(of, last);
	const isEnd = of.scroll.kind !== 'turn' && !isBefore(top, last);
	return {lines: linesFrom(of, top), at: isEnd ? 'end' : spotOf(of, top)};
}

export function isSamePlace(one: TranscriptPlace, other: TranscriptPlace): boolean {
	return one === 'end' || other === 'end'
		? one === other
		: one.part === other.part &&
				one.index === other.index &&
				one.chunk === other.chunk &&
				one.line === other.line &&
				one.columns === other.columns;
}

function topOf(of: WindowOf, last: Place): Place {
	const {scroll, rows} = of;
	switch (scroll.kind) {
		case 'rows': {
			const from = placed(of, scroll.from, last);
			const {by} = scroll;
			return first(last, by < 0 ? back(of, from, -by) : forward(of, from, by));
		}

		case 'turn': {
			const start = forward(of, {index: of.cursor, chunk: 0, line: 0}, 0);
			// As little as it must, and where it has no room, so that its question is seen.
			const least = back(of, start, Math.max(0, rows - heightUpTo(of, of.cursor)));
			const highest = first(start, placed(of, scroll.from, last));
			return first(last, isBefore(highest, least) ? least : highest);
		}

		default:
			return last;
	}
}

/** Where the spot is now. */
function placed(of: WindowOf, at: TranscriptPlace, last: Place): Place {
	if (at === 'end') {
		return last;
	}

	const {parts, columns} = of;
	const known = parts.idAt(at.index) === at.part ? at.index : parts.indexOf(at.part);
	const index = Math.max(0, known === -1 ? Math.min(at.index, parts.count - 1) : known);
	const chunk = Math.max(0, Math.min(at.chunk, chunksOf(of, index).length - 1));
	const height = heightOf(of, {index, chunk});
	const before = parts.chunksAt(index, at.columns)[chunk]?.().length ?? 0;
	const isAsBefore = at.columns === columns || before === 0;
	const line = isAsBefore ? at.line : Math.floor((at.line * height) / before);
	return forward(of, {index, chunk, line: Math.min(line, Math.max(0, height - 1))}, 0);
}

function spotOf({parts, columns}: WindowOf, {index, chunk, line}: Place): TranscriptPlace {
	const part = parts.idAt(index);
	return part === undefined ? 'end' : {part, index, chunk, line, columns};
}

function endOf({parts}: WindowOf): Place {
	return {index: parts.count, chunk: 0, line: 0};
}

function isBefore(one: Place, other: Place): boolean {
	const apart = one.index - other.index || one.chunk - other.chunk || one.line - other.line;
	return apart < 0;
}

function first(one: Place, other: Place): Place {
	return isBefore(one, other) ? one : other;
}

/** So many lines up, or to the first one. */
function back(of: WindowOf, from: Place, rows: number): Place {
	let {index, chunk, line} = from;
	let left = rows;
	while (left > line) {
		left -= line;
		chunk -= 1;
		while (chunk < 0) {
			index -= 1;
			if (index < 0) {
				return forward(of, {index: 0, chunk: 0, line: 0}, 0);
			}

			chunk = chunksOf(of, index).length - 1;
		}

		line = heightOf(of, {index, chunk});
	}

	return {index, chunk, line: line - left};
}

/** So many lines down, or behind the last one. */
function forward(of: WindowOf, from: Place, rows: number): Place {
	let {index, chunk} = from;
	let line = from.line + rows;
	while (index < of.parts.count) {
		const height = heightOf(of, {index, chunk});
		if (line < height) {
			return {index, chunk, line};
		}

		line -= height;
		chunk += 1;
		if (chunk >= chunksOf(of, index).length) {
			index += 1;
			chunk = 0;
		}
	}

	return endOf(of);
}

/** The height of a part, where it has less rows than are seen. */
function heightUpTo(of: WindowOf, index: number): number {
	let height = 0;
	for (const chunk of chunksOf(of, index)) {
		if (height >= of.rows) {
			break;
		}

		height += chunk().length;
	}

	return height;
}

function linesFrom(of: WindowOf, top: Place): TranscriptWindow['lines'] {
	const seen: Array<{readonly line: ChatLine; readonly part: number}> = [];
	let {index, chunk, line} = top;
	for (; index < of.parts.count; index++, chunk = 0) {
		for (const lines of chunksOf(of, index).slice(chunk)) {
			const room = of.rows - seen.length;
			if (room <= 0) {
				return seen;
			}

			const part = index;
			seen.push(
				...lines()
					.slice(line, line + room)
					.map(one => ({line: one, part})),
			);
			line = 0;
		}
	}

	return seen;
}

function chunksOf({parts, columns}: WindowOf, index: number): readonly Chunk[] {
	return parts.chunksAt(index, columns);
}

function heightOf(of: WindowOf, {index, chunk}: Pick<Place, 'index' | 'chunk'>): number {
	return chunksOf(of, index)[chunk]?.().length ?? 0;
}
