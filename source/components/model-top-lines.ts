import {sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';
import type {ModelPlaces} from './models-layout.ts';
import {type RowsOut, rowsOutText} from './rows-out.ts';
import {endingAt, joinPieces, piecesWidth, placePieces} from './place-pieces.ts';

/** What is free on a node; undefined: nobody tells it. */
export type FreeOnNode = {
	readonly memoryBytes: number | undefined;
	readonly diskBytes: number | undefined;
};

/** Nodes that have no room, on each side. */
type NodesOut = {readonly left: number; readonly right: number};

/** What has no room, sideways and downwards. */
export type ShelfOut = {readonly nodes: NodesOut; readonly rows: RowsOut};

/** What is free on each node, and how many nodes and rows stand outside: `free memory, GPU first     ←2 4→   3.20 GiB` */
export function freeLines(
	free: readonly FreeOnNode[],
	{nodes, rows}: ShelfOut,
	{places, glyphs}: {readonly places: ModelPlaces; readonly glyphs: Glyphs},
): readonly ScreenLine[] {
	const {column, width} = places.nodes;
	const values = (read: (node: FreeOnNode) => number | undefined) =>
		free.map((node, index) => ({
			column: column + index * (width + 2),
			pieces: [valuePiece(read(node), glyphs)],
		}));
	const label = (text: Safe) => ({column: 5, pieces: [{text, tone: 'dim' as const}]});
	return [
		{
			pieces: placePieces([
				label(safe`free memory, GPU first`),
				endingAt(column - 2, [{text: outText(nodes, glyphs), tone: 'dim'}]),
				...values(({memoryBytes}) => memoryBytes),
			]),
		},
		{
			pieces: placePieces([
				label(safe`free disk`),
				endingAt(column - 2, [{text: rowsOutText(rows, glyphs), tone: 'dim'}]),
				...values(({diskBytes}) => diskBytes),
			]),
		},
	];
}

function valuePiece(bytes: number | undefined, glyphs: Glyphs): Piece {
	const text = sizeColumn(bytes, glyphs);
	return bytes === undefined ? {text, tone: 'dim'} : {text};
}

function outText({left, right}: NodesOut, {arrows}: Glyphs): Safe {
	return joinSafe(
		[
			...(left > 0 ? [safe`${arrows.left}${left}`] : []),
			...(right > 0 ? [safe`${right}${arrows.right}`] : []),
		],
		safe` `,
	);
}

/** Nodes without a column, raw. */
export type NodesWithout = {
	readonly withoutOllama: readonly string[];
	readonly silent: readonly string[];
	readonly down: readonly string[];
	readonly asking: readonly string[];
};

/** `● loaded  ○ on disk  ! another digest under the same name          no Ollama: login · down: pi-storage` */
export function legendLine(nodes: NodesWithout, columns: number, glyphs: Glyphs): ScreenLine {
	const {model, apart} = glyphs;
	const signs = joinPieces(
		[
			[{text: safe`${model.loaded} loaded`, tone: 'dim' as const}],
			[{text: safe`${model.onDisk} on disk`, tone: 'dim' as const}],
			[
				{text: model.differs, tone: 'warning' as const},
				{
					text: columns < 100 ? safe` differs` : safe` another digest under the same name`,
					tone: 'dim' as const,
				},
			],
		],
		{text: safe`  `},
	);
	const words = [
		...namesPart(safe`no Ollama`, nodes.withoutOllama),
		...namesPart(safe`silent`, nodes.silent),
		...namesPart(safe`down`, nodes.down),
		...(nodes.asking.length === 0 ? [] : [safe`asking ${nodes.asking.length}`]),
	];
	const room = columns - 1 - 5 - piecesWidth(signs) - 2;
	const text = cutEnd(joinSafe(words, safe` ${apart} `), Math.max(0, room), glyphs);
	return {
		pieces: placePieces([{column: 5, pieces: signs}, endingAt(columns - 1, [{text, tone: 'dim'}])]),
	};
}

const mostNames = 2;

function namesPart(label: Safe, names: readonly string[]): readonly Safe[] {
	if (names.length === 0) {
		return [];
	}

	const shown = names.slice(0, mostNames).map(name => clean(name, {maxCharacters: 40}));
	const more = names.length - shown.length;
	const text = joinSafe(shown, safe`, `);
	return [more === 0 ? safe`${label}: ${text}` : safe`${label}: ${text} and ${more} more`];
}
