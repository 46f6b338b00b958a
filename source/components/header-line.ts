import type {Health} from '../domain/health.ts';
import {clockText, shareColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {speedText} from '../theme/number-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, widthOf} from '../theme/width.ts';
import {type HeaderJobs, headerJobsPieces} from './header-jobs.ts';
import {endingAt, joinPieces, piecesWidth, placePieces} from './place-pieces.ts';

export type Header = {
	/** The name of the cluster, raw. */
	readonly cluster: string;
	readonly counts: Readonly<Record<Health, number>>;
	readonly cpuFraction: number | undefined;
	readonly memoryFraction: number | undefined;
	readonly gpuFraction: number | undefined;
	/** Of the cluster that is shown; undefined: there is none. */
	readonly jobs: HeaderJobs | undefined;
	/** Of all answers that stream now; undefined: none does. */
	readonly tokensPerSecond?: number | undefined;
	/** The nodes are simulated. */
	readonly isDemo: boolean;
	/** Undefined before the first tick. */
	readonly wallMs: number | undefined;
};

/** The place of the means where there is room for jobs beside them (SCREENS 4: from 120 columns), and for words before them. */
const meansColumnWhenWide = 40;
const meansColumnWithWords = 64;
/** Between the means and the jobs. */
const jobsGap = 4;

/** ` home-rack  ● 6  ▲ 1  ✖ 1      cpu  55%  mem  47%  gpu  79%   14:02 `. Nothing in it ever moves. */
export function headerLine(header: Header, columns: number, glyphs: Glyphs): ScreenLine {
	const isWide = columns >= 120;
	const hasWords = columns >= 160;
	const clock: Piece = {text: header.wallMs === undefined ? safe`     ` : clockText(header.wallMs)};
	const means = meansPieces(header, glyphs);
	const meansSpot = isWide
		? {column: hasWords ? meansColumnWithWords : meansColumnWhenWide, pieces: means}
		: endingAt(columns - 1 - widthOf(clock.text) - 3, means);
	const counts = countPieces(header, hasWords, glyphs);
	const gap = isWide ? safe`   ` : safe`  `;
	const nameColumns = meansSpot.column - 2 - piecesWidth(counts) - widthOf(gap) - 1;
	const name = cutMiddle(clean(header.cluster), Math.max(0, nameColumns), glyphs);
	return {
		pieces: placePieces([
			{column: 1, pieces: [{text: name}, {text: gap}, ...counts]},
			meansSpot,
			...(isWide && header.jobs !== undefined
				? [
						{
							column: meansSpot.column + piecesWidth(means) + jobsGap,
							pieces: headerJobsPieces(header.jobs, glyphs),
						},
					]
				: []),
			endingAt(columns - 1, [...(isWide ? speedPieces(header) : []), clock]),
		]),
	};
}

function speedPieces({tokensPerSecond}: Header): readonly Piece[] {
	return tokensPerSecond === undefined
		? []
		: [{text: safe`${clean(speedText(Math.round(tokensPerSecond)))}    `}];
}

function countPieces(
	{counts, isDemo}: Header,
	hasWords: boolean,
	glyphs: Glyphs,
): readonly Piece[] {
	const shown: readonly Health[] = ['ok', 'warning', 'down', 'unknown'];
	const demo: ReadonlyArray<readonly Piece[]> = isDemo
		? [[{text: safe`DEMO`, isStrong: true}]]
		: [];
	return joinPieces(
		[
			...shown
				.filter(health => health !== 'unknown' || counts.unknown > 0)
				.map(health => [
					shapePiece(health, counts[health], glyphs),
					countPiece(counts[health]),
					...(hasWords ? [{text: safe` ${healthWords[health]}`, tone: 'dim' as const}] : []),
				]),
			...demo,
		],
		{text: safe`  `},
	);
}

const healthWords: Readonly<Record<Health, Safe>> = {
	ok: safe`up`,
	warning: safe`warn`,
	down: safe`down`,
	unknown: safe`unknown`,
};

/** A shape that stands for nobody is no alarm. */
function shapePiece(health: Health, count: number, glyphs: Glyphs): Piece {
	return {text: glyphs[health], tone: count === 0 || health === 'unknown' ? 'dim' : health};
}

function countPiece(count: number): Piece {
	return {text: safe` ${count}`};
}

function meansPieces(header: Header, glyphs: Glyphs): readonly Piece[] {
	const means = [
		[safe`cpu`, header.cpuFraction],
		[safe`mem`, header.memoryFraction],
		[safe`gpu`, header.gpuFraction],
	] as const;
	return joinPieces(
		means.map(([label, fraction]) => [
			{text: safe`${label} `, tone: 'dim'},
			{
				text: shareColumn(fraction, glyphs),
				...(fraction === undefined ? ({tone: 'dim'} as const) : {}),
			},
		]),
		{text: safe`  `},
	);
}
