import type {Health} from '../domain/health.ts';
import type {ModelMetrics} from '../domain/ollama-metrics.ts';
import {askedModelParts, failedCount} from '../theme/chat-stats-text.ts';
import {countColumn, latencyColumn, speedColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, widthOf} from '../theme/width.ts';
import {textColumn, textWidth} from './detail-head.ts';
import {healthTone} from './node-row.ts';
import {endingAt, placePieces, type Spot} from './place-pieces.ts';
import {sparkline} from './sparkline.ts';
import {wrapWords} from './wrap-words.ts';

/** How questions to one model of one node went. Names are raw. */
export type ChatStatsRow = {
	readonly node: string;
	readonly health: Health;
	readonly model: string;
	readonly metrics: ModelMetrics | undefined;
	readonly underWay: number;
	/** Tokens a second, the oldest first. */
	readonly speeds: readonly number[];
};

type Place = {
	readonly columns: number;
	/** Blank lines stand between its parts. */
	readonly isAiry: boolean;
	readonly profile: Profile;
};

/** A table of nodes and models, under each row what went wrong there. */
export function chatStatsLines(rows: readonly ChatStatsRow[], place: Place): readonly ScreenLine[] {
	const gap: readonly ScreenLine[] = place.isAiry ? [{pieces: []}] : [];
	const {columns, profile} = place;
	const names = rows.map(({node}) => widthOf(cleanName(node)));
	const table = tableAt(columns, Math.max(leastName, ...names));
	const about = safe`means that follow the last answers ${profile.glyphs.apart} TTFT where the model was in memory, LOAD where it was not`;
	return [
		...gap,
		headLine(table),
		...rows.flatMap(row => rowLines(row, table, place)),
		...gap,
		...wrapWords(about, textWidth(columns)).map(text => ({
			pieces: placePieces([{column: textColumn, pieces: [{text, tone: 'dim'}]}]),
		})),
	];
}

type ValueColumn = {
	readonly head: Safe;
	readonly width: number;
	readonly text: (row: ChatStatsRow, glyphs: Glyphs) => Safe;
};

const asked: ValueColumn = {
	head: safe`ASKED`,
	width: 6,
	text: ({metrics}, glyphs) => countColumn(metrics?.requests ?? 0, glyphs),
};
const failed: ValueColumn = {
	head: safe`FAILED`,
	width: 6,
	text: ({metrics}, glyphs) => countColumn(metrics && failedCount(metrics), glyphs),
};
const firstToken: ValueColumn = {
	head: safe`TTFT`,
	width: 6,
	text: ({metrics}, glyphs) => latencyColumn(metrics?.firstTokenMs, glyphs),
};
const load: ValueColumn = {
	head: safe`LOAD`,
	width: 6,
	text: ({metrics}, glyphs) => latencyColumn(metrics?.loadMs, glyphs),
};
const speed: ValueColumn = {
	head: safe`SPEED`,
	width: 10,
	text: ({metrics}, glyphs) => speedColumn(metrics?.rates?.decodeTokensPerSecond, glyphs),
};

type Table = {
	readonly nameWidth: number;
	readonly modelColumn: number;
	readonly modelWidth: number;
	readonly values: ReadonlyArray<ValueColumn & {readonly end: number}>;
	/** Undefined: there is no room for it. */
	readonly lately: {readonly column: number; readonly width: number} | undefined;
};

const gutter = 2;
const leastName = 12;
const leastWithLoad = 76;
const leastWithLately = 90;
const leastWide = 110;

/** What is over goes to the name of the model. */
function tableAt(columns: number, longestName: number): Table {
	const isWide = columns >= leastWide;
	const nameWidth = isWide ? Math.min(longestName, 21) : leastName;
	const modelColumn = textColumn + nameWidth + gutter;
	const latelyWidth = columns < leastWithLately ? 0 : isWide ? 16 : 8;
	const valuesEnd = columns - 1 - (latelyWidth === 0 ? 0 : latelyWidth + gutter);
	const shown = [asked, failed, firstToken, ...(columns < leastWithLoad ? [] : [load]), speed];
	let end = valuesEnd;
	const values = shown
		.toReversed()
		.map(column => {
			const placed = {...column, end};
			end -= column.width + gutter;
			return placed;
		})
		.toReversed();
	return {
		...{nameWidth, modelColumn, modelWidth: Math.max(1, end - modelColumn), values},
		lately: latelyWidth === 0 ? undefined : {column: valuesEnd + gutter, width: latelyWidth},
	};
}

function headLine({modelColumn, values, lately}: Table): ScreenLine {
	const left = [
		{column: textColumn, text: safe`NODE`},
		{column: modelColumn, text: safe`MODEL`},
	];
	return {
		pieces: placePieces([
			...left.map(({column, text}) => ({column, pieces: [{text, tone: 'dim' as const}]})),
			...values.map(({head, end}) => endingAt(end, [{text: head, tone: 'dim' as const}])),
			...(lately === undefined
				? []
				: [{column: lately.column, pieces: [{text: safe`LATELY`, tone: 'dim' as const}]}]),
		]),
	};
}

function rowLines(row: ChatStatsRow, table: Table, place: Place): readonly ScreenLine[] {
	const {columns, profile} = place;
	const {glyphs} = profile;
	const {node, model, health, speeds} = row;
	const {nameWidth, modelColumn, modelWidth, values, lately} = table;
	const spots: readonly Spot[] = [
		{column: 3, pieces: [{text: glyphs[health], tone: healthTone(health)}]},
		{column: textColumn, pieces: [{text: cutMiddle(cleanName(node), nameWidth, glyphs)}]},
		{column: modelColumn, pieces: [{text: cutMiddle(cleanName(model), modelWidth, glyphs)}]},
		...values.map(({text, end}) => endingAt(end, [{text: text(row, glyphs)}])),
		...(lately === undefined || speeds.length === 0
			? []
			: [{column: lately.column, pieces: [latelyPiece(speeds, lately.width, glyphs)]}]),
	];
	const parts = askedModelParts(row);
	const beside = parts.length === 0 ? [] : [joinSafe(parts, safe`, `)];
	return [
		{pieces: placePieces(spots)},
		...beside
			.flatMap(text => wrapWords(text, Math.max(1, columns - 1 - modelColumn)))
			.map(text => ({
				pieces: placePieces([{column: modelColumn, pieces: [{text, tone: 'dim'}]}]),
			})),
	];
}

/** Of nothing to the fastest of them. */
function latelyPiece(speeds: readonly number[], width: number, glyphs: Glyphs) {
	const scale = {from: 0, to: Math.max(1, ...speeds.slice(-width))};
	return {text: sparkline(speeds, width, {scale, glyphs}), tone: 'bar' as const};
}

function cleanName(name: string): Safe {
	return clean(name, {maxCharacters: 200});
}
