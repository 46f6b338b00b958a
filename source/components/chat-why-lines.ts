import type {Health} from '../domain/health.ts';
import type {NodeName} from '../domain/ids.ts';
import type {RejectedNode, RouteCandidate, RouteDecision} from '../domain/routing.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {rejectionText} from '../theme/route-rejection-text.ts';
import {
	candidateCells,
	candidateHeads,
	candidateNotes,
	routeReasons,
	toldRejections,
} from '../theme/route-table.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, widthOf} from '../theme/width.ts';
import {textColumn, textWidth} from './detail-head.ts';
import {cursorNameLook} from './focus-look.ts';
import {healthTone} from './node-row.ts';
import {endingAt, placePieces, type Spot} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

export type ChatWhy = {
	readonly decision: RouteDecision;
	/** As it is now, which may be another than when it was chosen. */
	readonly healthOf: (node: NodeName) => Health;
};

type Place = {
	readonly columns: number;
	/** Blank lines stand between its parts. */
	readonly isAiry: boolean;
	readonly profile: Profile;
};

/** What each node would have taken, the chosen one marked, and why the others were not asked (SCREENS, score table). */
export function chatWhyLines(why: ChatWhy, place: Place): readonly ScreenLine[] {
	const {decision} = why;
	const {candidates} = decision;
	const rejected = toldRejections(decision);
	const nameWidth = nameWidthOf(
		[...candidates, ...rejected].map(({node}) => node),
		place.columns,
	);
	const table = tableAt(place.columns, nameWidth);
	const gap: readonly ScreenLine[] = place.isAiry ? [{pieces: []}] : [];
	return [
		...(candidates.length === 0
			? []
			: [
					...gap,
					headLine(table),
					...candidates.flatMap(one => candidateLines(one, why, {...place, table})),
				]),
		...(rejected.length === 0
			? []
			: [
					...gap,
					dimLine(safe`NOT ASKED`),
					...rejected.flatMap(one => rejectedLines(one, why, {...place, table})),
				]),
		...(candidates.length === 0 ? [] : [...gap, ...reasonLines(decision, place)]),
	];
}

/** Where the cells of a candidate end, those of its terms in the order of the heads. */
type Table = {
	readonly nameWidth: number;
	readonly ends: readonly number[];
	/** Where stands what is said beside the numbers. */
	readonly notes: number;
	/** There is room for little of it: what is longer has a line of its own. */
	readonly isNarrow: boolean;
};

const fewestWide = 100;
const fewestWithNotes = 88;
const leastName = 12;
const mostName = {narrow: 12, wide: 21};
/** From the end of the name on. */
const wideEnds = [11, 20, 31, 41, 52, 62];
const narrowEnds = [8, 16, 25, 33, 42, 49];

function tableAt(columns: number, nameWidth: number): Table {
	const isWide = columns >= fewestWide;
	const nameEnd = textColumn + nameWidth;
	const ends = (isWide ? wideEnds : narrowEnds).map(end => nameEnd + end);
	const isNarrow = columns < fewestWithNotes;
	return {nameWidth, ends, notes: (ends.at(-1) ?? 0) + 3, isNarrow};
}

function nameWidthOf(names: readonly string[], columns: number): number {
	const longest = Math.max(leastName, ...names.map(name => widthOf(cleanName(name))));
	return Math.min(longest, columns >= fewestWide ? mostName.wide : mostName.narrow);
}

function cleanName(name: string): Safe {
	return clean(name, {maxCharacters: 200});
}

function headLine({ends}: Table): ScreenLine {
	const [name, ...terms] = candidateHeads;
	return {
		pieces: placePieces([
			{column: textColumn, pieces: [{text: name, tone: 'dim'}]},
			...terms.map((text, index) => endingAt(ends[index] ?? 0, [{text, tone: 'dim' as const}])),
		]),
	};
}

type TablePlace = Place & {readonly table: Table};

function candidateLines(
	candidate: RouteCandidate,
	{decision: {chosen}, healthOf}: ChatWhy,
	place: TablePlace,
): readonly ScreenLine[] {
	const {table, profile, columns} = place;
	const isChosen = candidate.node === chosen?.node;
	const [, ...terms] = candidateCells(candidate);
	const notes = joinSafe(candidateNotes(candidate), safe`, `);
	const isBeside = !table.isNarrow || widthOf(notes) <= columns - 1 - table.notes;
	const notesColumn = isBeside ? table.notes : textColumn + 2;
	const noteSpot = (text: Safe): Spot => ({
		column: notesColumn,
		pieces: [{text, ...(isBeside ? {} : {tone: 'dim'})}],
	});
	const [first = safe``, ...rest] = wrapWords(notes, Math.max(1, columns - 1 - notesColumn));
	const row: readonly Spot[] = [
		...(isChosen
			? [{column: 1, pieces: [{text: profile.glyphs.cursor, tone: 'accent' as const}]}]
			: []),
		...nameSpots(candidate.node, healthOf(candidate.node), {...place, isChosen}),
		...terms.map((text, index) => endingAt(table.ends[index] ?? 0, [{text}])),
	];
	return [
		{pieces: placePieces(isBeside ? [...row, noteSpot(first)] : row)},
		...(isBeside ? rest : [first, ...rest]).map(text => ({
			pieces: placePieces([noteSpot(text)]),
		})),
	];
}

function nameSpots(
	node: NodeName,
	health: Health,
	{table, profile, isChosen}: TablePlace & {readonly isChosen: boolean},
): readonly Spot[] {
	const {glyphs} = profile;
	const shape: Piece = {text: glyphs[health], tone: healthTone(health)};
	const text = cutMiddle(cleanName(node), table.nameWidth, glyphs);
	return [
		{column: 3, pieces: [shape]},
		{column: textColumn, pieces: [{text, ...(isChosen ? cursorNameLook(profile) : {})}]},
	];
}

function rejectedLines(
	rejected: RejectedNode,
	{healthOf}: ChatWhy,
	place: TablePlace,
): readonly ScreenLine[] {
	const {node} = rejected;
	const column = textColumn + place.table.nameWidth + 2;
	const texts = wrapWords(rejectionText(rejected), Math.max(1, place.columns - 1 - column));
	return texts.map((text, index) => ({
		pieces: placePieces([
			...(index === 0 ? nameSpots(node, healthOf(node), {...place, isChosen: false}) : []),
			{column, pieces: [{text}]},
		]),
	}));
}

/** In one line where there is room. */
function reasonLines(decision: RouteDecision, {columns, profile}: Place): readonly ScreenLine[] {
	const reasons = routeReasons(decision);
	const whole = joinSafe(reasons, safe` ${profile.glyphs.apart} `);
	const width = textWidth(columns);
	return widthOf(whole) <= width
		? [dimLine(whole)]
		: reasons.flatMap(reason => wrapWords(reason, width)).map(dimLine);
}

function dimLine(text: Safe): ScreenLine {
	return {pieces: placePieces([{column: textColumn, pieces: [{text, tone: 'dim'}]}])};
}
