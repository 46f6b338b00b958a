import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';
import {type Chart, chartLines, chartsInRow} from './chart-lines.ts';
import {type DetailHead, detailHead, textLine, textWidth} from './detail-head.ts';
import {
	type Fact,
	type FactColumns,
	type Facts,
	factColumns,
	factLines,
	wholeFactColumns,
} from './fact-columns.ts';
import {type DetailLabel, labelLine, labelLines} from './label-lines.ts';
import {type LargeChart, largeChartLines} from './large-chart-lines.ts';
import {type NodeFigureFacts, nodeFacts} from './node-facts.ts';
import {systemRank} from './system-facts.ts';
import {wrapWords} from './wrap-words.ts';

/** What the pane under the table shows, or the whole body. Text is raw where it is not Safe. */
export type NodeDetail = {
	readonly head: DetailHead;
	readonly content: /** There are no values to believe: what is wrong, in sentences, and what happens next. */
	{readonly kind: 'sentences'; readonly what: Safe; readonly next: Safe} | NodeFigureDetail;
	/** The last events of the node, the newest first. */
	readonly events: readonly ScreenLine[];
};

export type NodeFigureDetail = {
	readonly kind: 'figures';
	readonly label: DetailLabel;
	/** The most telling first. */
	readonly charts: readonly Chart[];
	/** How long ago their left edge is. */
	readonly sinceText: Safe;
	/** Instead of the charts. */
	readonly large: LargeChart | undefined;
	readonly facts: NodeFigureFacts;
};

export type DetailSize = {
	readonly columns: number;
	readonly rows: number;
	readonly chartRows: 1 | 2;
	readonly chartHeight: 3 | 4;
	/** Blank lines around charts, and the time under them. */
	readonly isAiry: boolean;
	/** All there is, for a pane that scrolls; else what fits, and what is needed least goes first. */
	readonly isWhole: boolean;
};

/** The detail pane, its hairline first: at most `rows` lines where it is not whole. */
export function nodeDetailLines(
	{head, content, events: told}: NodeDetail,
	size: DetailSize,
	{glyphs}: Profile,
): readonly ScreenLine[] {
	const {columns, rows, isWhole} = size;
	const events = told.length === 0 ? [] : [blank, ...told];
	const lines = [
		detailHead(head, columns, glyphs),
		...(content.kind === 'sentences'
			? [...sentenceLines(content, columns, glyphs), ...events]
			: figureLines({detail: content, events}, size, glyphs)),
	];
	return isWhole ? lines : lines.slice(0, Math.max(0, rows));
}

type Sentences = {readonly what: Safe; readonly next: Safe};

function sentenceLines(
	{what, next}: Sentences,
	columns: number,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const width = textWidth(columns);
	return [
		...wrapWords(what, width),
		...(next === '' ? [] : [safe``, cutEnd(next, width, glyphs)]),
	].map(textLine);
}

/** Facts that a screen of this height has at least, however airy it is. */
const leastFacts = 7;

function figureLines(
	{detail, events}: {readonly detail: NodeFigureDetail; readonly events: readonly ScreenLine[]},
	size: DetailSize,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const {columns, rows, isWhole} = size;
	const label = isWhole
		? labelLines(detail.label, columns, glyphs)
		: [labelLine(detail.label, columns, glyphs)];
	const blocks = chartBlocks(detail, size, glyphs);
	const fixed = 1 + label.length + blocks.flat().length;
	const facts = detailFacts(detail.facts, size, glyphs);
	const wanted = Math.min(
		leastFacts,
		factLines(facts.facts, {...facts, rows: leastFacts, glyphs}).length,
	);
	const gaps = size.isAiry
		? isWhole
			? blocks.length + 1
			: Math.max(0, Math.min(blocks.length + 1, rows - fixed - wanted))
		: 0;
	const above = [...label, ...spaced(blocks, gaps)];
	const left = rows - 1 - above.length;
	// Events come after the facts that every screen has, and before the others.
	const besideEvents = left - events.length;
	const room = isWhole ? Number.POSITIVE_INFINITY : besideEvents >= wanted ? besideEvents : left;
	const shown = factLines(facts.facts, {...facts, rows: room, glyphs});
	const hasEvents = isWhole || shown.length + events.length <= left;
	return [...above, ...shown, ...(hasEvents ? events : [])];
}

const blank: ScreenLine = {pieces: []};

/** A blank line between charts before one under them, and that before one over them. */
function spaced(blocks: ReadonlyArray<readonly ScreenLine[]>, gaps: number): readonly ScreenLine[] {
	const [between, under, over] = [blocks.length - 1, blocks.length, blocks.length + 1];
	const all = blocks.flatMap((block, index) =>
		index > 0 && gaps >= between ? [blank, ...block] : block,
	);
	return [...(gaps >= over ? [blank] : []), ...all, ...(gaps >= under ? [blank] : [])];
}

/** Rows of charts, or the large one. */
function chartBlocks(
	{charts, large, sinceText}: NodeFigureDetail,
	{columns, rows, chartRows, chartHeight, isAiry}: DetailSize,
	glyphs: Glyphs,
): ReadonlyArray<readonly ScreenLine[]> {
	if (large !== undefined) {
		return [largeChartLines(large, {columns, rows: Math.floor(rows / 2), glyphs})];
	}

	const perRow = chartsInRow(columns);
	const inRows = Array.from({length: chartRows}, (_, row) =>
		charts.slice(row * perRow, (row + 1) * perRow),
	).filter(row => row.length > 0);
	return inRows.map((row, index) => {
		const isLast = index === inRows.length - 1;
		const place = {columns, rows: chartHeight, glyphs};
		return chartLines(row, {...place, sinceText: isAiry && isLast ? sinceText : undefined});
	});
}

/** In one column where all of them are shown on a screen that is too narrow for two that tell all. */
function detailFacts(
	node: NodeFigureFacts,
	{columns, isWhole}: DetailSize,
	glyphs: Glyphs,
): {readonly facts: Facts; readonly columns: FactColumns} {
	const places = factColumns(columns);
	if (!isWhole || places.isWide) {
		return {facts: nodeFacts(node, places, glyphs), columns: places};
	}

	const whole = wholeFactColumns(columns);
	const {left, right} = nodeFacts(node, whole, glyphs);
	const isLast = ({rank}: Fact): number => Number(rank >= systemRank);
	const all = [...left, ...right].toSorted((one, other) => isLast(one) - isLast(other));
	return {facts: {left: all, right: []}, columns: whole};
}
