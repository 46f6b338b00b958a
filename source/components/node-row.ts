import type {Health, HealthReason} from '../domain/health.ts';
import type {LabelName} from '../domain/label.ts';
import {bar} from '../theme/bar.ts';
import {
	durationColumn,
	loadColumn,
	rateColumn,
	shareColumn,
	temperatureColumn,
} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import {shareText} from '../theme/number-text.ts';
import type {Piece, ScreenLine, Tone} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, cutMiddle} from '../theme/width.ts';
import {cursorNameLook} from './focus-look.ts';
import {
	nameColumn,
	type NodeColumn,
	type NodeColumnName,
	type NodeColumns,
} from './node-columns.ts';
import {overLimitTone} from './over-limit-tone.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {sparkline} from './sparkline.ts';

/** What a row of the table of nodes shows. Text is raw. */
export type NodeRow = {
	readonly name: string;
	readonly health: Health;
	readonly reasons: readonly HealthReason[];
	readonly isUnderCursor: boolean;
	readonly isMarked?: boolean;
	/** It left the configuration. */
	readonly isGone?: boolean;
	readonly content: NodeRowContent;
};

export type NodeRowContent =
	/** In place of values: why there are none, in parts of falling weight. */
	| {readonly kind: 'sentence'; readonly parts: readonly Safe[]}
	| {
			readonly kind: 'values';
			readonly values: NodeRowValues;
			/** The load of the cpu, as fractions, the oldest first; empty where no column shows it. */
			readonly cpuHistory: ReadonlyArray<number | undefined>;
			readonly label: LabelName;
			/** How old they are, when older than they should be. */
			readonly oldMs: number | undefined;
	  };

/** Fractions, degrees Celsius, bytes a second, milliseconds. */
export type NodeRowValues = Readonly<Record<ValueColumnName, number | undefined>>;

type ValueColumnName = Exclude<NodeColumnName, 'cpuHistory'>;

/** ` › ● gpu-01          87% ████▍   61% ███     98% ████▉   71°C  mixed-gpu-cpu` */
export function nodeRowLine(row: NodeRow, columns: NodeColumns, profile: Profile): ScreenLine {
	const {glyphs} = profile;
	const name = cutMiddle(clean(row.name, {maxCharacters: 200}), columns.nameWidth, glyphs);
	const front: readonly Spot[] = [
		...(row.isUnderCursor
			? [{column: 1, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
			: []),
		...(row.isMarked === true
			? [{column: 2, pieces: [{text: glyphs.mark, tone: 'accent' as const}]}]
			: []),
		{column: 3, pieces: [{text: glyphs[row.health], tone: healthTone(row.health)}]},
		{
			column: nameColumn,
			pieces: [
				{
					text: name,
					...(row.isGone === true ? goneLook : {}),
					...(row.isUnderCursor ? cursorNameLook(profile) : {}),
				},
			],
		},
	];
	return {
		pieces: placePieces([...front, ...contentSpots(row, columns, glyphs)]),
		isUnderCursor: row.isUnderCursor,
	};
}

const goneLook = {tone: 'dim'} as const;

export function healthTone(health: Health): Tone {
	return health === 'unknown' ? 'dim' : health;
}

function contentSpots(
	{content, reasons, isGone}: NodeRow,
	{nameWidth, values, state}: NodeColumns,
	glyphs: Glyphs,
): readonly Spot[] {
	if (content.kind === 'sentence') {
		const column = nameColumn + nameWidth + 2;
		const text = fitParts(content.parts, state.column + state.width - column, glyphs);
		return [{column, pieces: [{text, ...(isGone === true ? goneLook : {})}]}];
	}

	const isOld = content.oldMs !== undefined;
	return [
		...values.map(column => ({
			column: column.column,
			pieces: columnPieces(column, content, {reasons, isOld, glyphs}),
		})),
		{column: state.column, pieces: [statePiece(content, reasons, {width: state.width, glyphs})]},
	];
}

type ValueLook = {
	readonly reasons: readonly HealthReason[];
	readonly isOld: boolean;
	readonly glyphs: Glyphs;
};

function columnPieces(
	column: NodeColumn,
	{values, cpuHistory}: Extract<NodeRowContent, {kind: 'values'}>,
	look: ValueLook,
): readonly Piece[] {
	const {name, width} = column;
	if (name !== 'cpuHistory') {
		return valuePieces({...column, name}, values[name], look);
	}

	const text = sparkline(cpuHistory, width, {scale: {from: 0, to: 1}, glyphs: look.glyphs});
	return [{text, tone: look.isOld ? 'dim' : 'bar'}];
}

function valuePieces(
	{name, barWidth}: NodeColumn & {readonly name: ValueColumnName},
	value: number | undefined,
	{reasons, isOld, glyphs}: ValueLook,
): readonly Piece[] {
	const tone = value === undefined || isOld ? 'dim' : overLimitTone(name, value, reasons);
	const number: Piece = {text: drawn[name](value, glyphs), ...(tone === undefined ? {} : {tone})};
	return barWidth === 0 || value === undefined
		? [number]
		: [number, {text: safe` `}, {text: bar(value, barWidth, glyphs), tone: isOld ? 'dim' : 'bar'}];
}

const drawn: Readonly<
	Record<ValueColumnName, (value: number | undefined, glyphs: Glyphs) => Safe>
> = {
	cpu: shareColumn,
	memory: shareColumn,
	gpu: shareColumn,
	temperature: temperatureColumn,
	disk: shareColumn,
	rx: rateColumn,
	tx: rateColumn,
	load: loadColumn,
	diskRead: rateColumn,
	diskWrite: rateColumn,
	uptime: durationColumn,
};

type StateRoom = {readonly width: number; readonly glyphs: Glyphs};

/** The age of what is old, a disk that is nearly full, else the label. */
function statePiece(
	{label, oldMs}: Extract<NodeRowContent, {kind: 'values'}>,
	reasons: readonly HealthReason[],
	{width, glyphs}: StateRoom,
): Piece {
	if (oldMs !== undefined) {
		return {
			text: cutEnd(safe`${Math.round(oldMs / 1000)} s old`, width, glyphs),
			tone: 'warning',
		};
	}

	const trouble = diskTrouble(reasons);
	const text = trouble ?? (label === 'unknown' ? glyphs.absent : clean(label));
	return {
		text: cutEnd(text, width, glyphs),
		...(trouble === undefined && label === 'unknown' ? {tone: 'dim' as const} : {}),
	};
}

/** Not a matter of load, so no label says it. */
function diskTrouble(reasons: readonly HealthReason[]): Safe | undefined {
	const reason = reasons.find(({measure}) => measure === 'disk' || measure === 'mount');
	return reason?.measure === 'disk'
		? safe`disk ${clean(shareText(reason.value))} full`
		: reason?.measure === 'mount'
			? safe`${clean(reason.subject)} is silent`
			: undefined;
}
