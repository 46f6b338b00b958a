import type {HealthReason} from '../domain/health.ts';
import type {Evidence, LabelName} from '../domain/label.ts';
import {clockText} from '../theme/column-text.ts';
import {evidenceText} from '../theme/evidence-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {healthReasonText} from '../theme/health-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, cutMiddle} from '../theme/width.ts';
import {type Chart, chartLines, chartsInRow} from './chart-lines.ts';
import {factColumns, factLines} from './fact-columns.ts';
import {type HairlineFact, hairlineLine} from './hairline.ts';
import {nodeFacts, type NodeFigureFacts} from './node-facts.ts';
import {reasonTone} from './over-limit-tone.ts';
import {piecesWidth, placePieces} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

/** What the pane under the table shows. Text is raw where it is not Safe. */
export type NodeDetail = {
	readonly name: string;
	readonly hairlineFacts: readonly HairlineFact[];
	readonly content: /** There are no values to believe: what is wrong, in sentences, and what happens next. */
		| {readonly kind: 'sentences'; readonly what: Safe; readonly next: Safe}
		| {
				readonly kind: 'figures';
				readonly label: DetailLabel;
				/** The most telling first. */
				readonly charts: readonly Chart[];
				readonly facts: NodeFigureFacts;
		  };
};

export type DetailLabel = {
	readonly name: LabelName;
	readonly evidence: readonly Evidence[];
	readonly reasons: readonly HealthReason[];
	readonly sinceWallMs: number;
	/** How old the values are, when older than they should be. */
	readonly oldMs: number | undefined;
};

export type DetailSize = {
	readonly columns: number;
	readonly rows: number;
	readonly chartRows: 1 | 2;
	/** Blank lines around charts. */
	readonly isAiry: boolean;
};

const textColumn = 5;
const longestText = 84;

/** The detail pane, its hairline first; at most `rows` lines. */
export function nodeDetailLines(
	detail: NodeDetail,
	size: DetailSize,
	profile: Profile,
): readonly ScreenLine[] {
	const {glyphs} = profile;
	const head = hairlineLine(
		{
			title: {
				text: cutMiddle(clean(detail.name, {maxCharacters: 200}), 40, glyphs),
				isStrong: true,
			},
			facts: detail.hairlineFacts,
		},
		size.columns,
		glyphs,
	);
	return [head, ...contentLines(detail, size, glyphs)].slice(0, Math.max(0, size.rows));
}

function contentLines(
	{content}: NodeDetail,
	size: DetailSize,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	if (content.kind === 'sentences') {
		const width = Math.min(longestText, size.columns - 1 - textColumn);
		return [
			...wrapWords(content.what, width, glyphs),
			...(content.next === '' ? [] : [safe``, cutEnd(content.next, width, glyphs)]),
		].map(text => textLine([{text}]));
	}

	const gap: readonly ScreenLine[] = size.isAiry ? [{pieces: []}] : [];
	const perRow = chartsInRow(size.columns);
	const charts = Array.from({length: size.chartRows}, (_, row) =>
		content.charts.slice(row * perRow, (row + 1) * perRow),
	)
		.filter(row => row.length > 0)
		.flatMap(row => [...gap, ...chartLines(row, size.columns, glyphs)]);
	const above = [labelLine(content.label, size.columns, glyphs), ...charts, ...gap];
	const columns = factColumns(size.columns);
	const facts = nodeFacts(content.facts, columns, glyphs);
	return [...above, ...factLines(facts, {columns, rows: size.rows - 1 - above.length, glyphs})];
}

/** `     mixed-gpu-cpu   gpu 98% at 92% of its power limit, cpu 87% · since 13:41` */
function labelLine(label: DetailLabel, columns: number, glyphs: Glyphs): ScreenLine {
	const {name, evidence, reasons, sinceWallMs, oldMs} = label;
	const apart = safe` ${glyphs.apart} `;
	const front: readonly Piece[] = [
		{text: name === 'unknown' ? safe`not judged yet` : clean(name)},
		{text: safe`   `},
		...(oldMs === undefined
			? []
			: [{text: safe`${Math.round(oldMs / 1000)} s old${apart}`, tone: 'warning' as const}]),
		...reasons.flatMap(reason => [
			{text: clean(healthReasonText(reason)), tone: reasonTone(reason)},
			{text: apart},
		]),
	];
	const words = joinSafe(
		evidence.map(one => clean(evidenceText(one))),
		safe`, `,
	);
	const since = safe`since ${clockText(sinceWallMs)}`;
	const rest = words === '' ? since : safe`${words}${apart}${since}`;
	const room = columns - 1 - textColumn - piecesWidth(front);
	return textLine([...front, {text: cutEnd(rest, Math.max(0, room), glyphs)}]);
}

function textLine(pieces: readonly Piece[]): ScreenLine {
	return {pieces: placePieces([{column: textColumn, pieces}])};
}
