import {sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
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
	const room = Math.max(0, columns - 1 - 5 - piecesWidth(signs) - 2);
	const longest = [2, 1, 0].map(mostNames => withoutText(nodes, mostNames, apart));
	const text = longest.find(one => widthOf(one) <= room) ?? longest.at(-1) ?? safe``;
	const shown = [{text: cutEnd(text, room, glyphs), tone: 'dim' as const}];
	return {
		pieces: placePieces([{column: 5, pieces: signs}, endingAt(columns - 1, shown)]),
	};
}

/** With so many names of each kind, or how many they are. */
function withoutText(nodes: NodesWithout, mostNames: number, apart: Safe): Safe {
	const words = [
		...namesPart(safe`no Ollama`, nodes.withoutOllama, mostNames),
		...namesPart(safe`silent`, nodes.silent, mostNames),
		...namesPart(safe`down`, nodes.down, mostNames),
		...(nodes.asking.length === 0 ? [] : [safe`asking ${nodes.asking.length}`]),
	];
	return joinSafe(words, safe` ${apart} `);
}

function namesPart(label: Safe, names: readonly string[], mostNames: number): readonly Safe[] {
	if (names.length === 0) {
		return [];
	}

	if (mostNames === 0) {
		return [safe`${label}: ${names.length}`];
	}

	const shown = names.slice(0, mostNames).map(name => clean(name, {maxCharacters: 40}));
	const more = names.length - shown.length;
	const text = joinSafe(shown, safe`, `);
	return [more === 0 ? safe`${label}: ${text}` : safe`${label}: ${text} and ${more} more`];
}
