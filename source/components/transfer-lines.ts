import {assertNever} from '../domain/assert-never.ts';
import type {DeedProgress, DeedStage, LayerProgress, ModelDeed} from '../domain/model-deed.ts';
import {durationText} from '../theme/duration-text.ts';
import {durationColumn, rateColumn, shareColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {deedClause, doneWord, failedWord, stepText} from '../theme/model-deed-text.ts';
import {fitParts} from '../theme/node-row-text.ts';
import {failureClause} from '../theme/failure-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {sizeWords} from '../theme/size-words.ts';
import {cutEnd, cutMiddle} from '../theme/width.ts';
import {cursorNameLook} from './focus-look.ts';
import {progressBar} from './model-cell.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {spinnerAt} from './spinner.ts';

/** Something that is done with a model on a node, and how it stands. */
export type TransferPicture = {
	readonly deed: ModelDeed;
	readonly stage: DeedStage;
	/** Since when it is in this stage (monotonic). */
	readonly atMs: number;
	/** When it began to work, and how far it had come by the last that was told of it. */
	readonly begun?: {readonly atMs: number; readonly progress: DeedProgress};
	/** Monotonic, now. */
	readonly nowMs: number;
	readonly isUnderCursor: boolean;
};

const nameColumn = 5;
const nodeColumn = 24;
const shareAt = 38;
const barAt = 44;
const barColumns = 16;
const textAt = 62;
const narrowTextAt = 44;
const wideColumns = 100;

/** `⠹ gemma3:27b        gpu-02         42%  ━━━━━━╸─────────   6.80 of 16.2 GiB   84 MB/s   2 m  0 s` */
export function transferLines(
	transfer: TransferPicture,
	columns: number,
	profile: Profile,
): readonly ScreenLine[] {
	const {glyphs} = profile;
	const {deed, stage, isUnderCursor} = transfer;
	const {layers} = progressOf(transfer) ?? noProgress;
	const name = cutMiddle(
		clean(deed.type === 'name' ? deed.to : deed.model, {maxCharacters: 300}),
		nodeColumn - nameColumn - 2,
		glyphs,
	);
	const node = cutMiddle(clean(deed.node, {maxCharacters: 100}), shareAt - nodeColumn - 2, glyphs);
	const front: readonly Spot[] = [
		...(isUnderCursor ? [spot(1, {text: glyphs.cursor, tone: 'accent'})] : []),
		spot(3, signOf(transfer, glyphs)),
		spot(nameColumn, {text: name, ...(isUnderCursor ? cursorNameLook(profile) : {})}),
		spot(nodeColumn, {text: node}),
	];
	const total = totalOf(layers);
	if (total === undefined) {
		const text = fitParts(sentenceOf(transfer), columns - 1 - shareAt, glyphs);
		return [{pieces: placePieces([...front, spot(shareAt, {text})]), isUnderCursor}];
	}

	if (stage.state !== 'working') {
		const at = columns >= wideColumns ? textAt : narrowTextAt;
		const text = fitParts(sentenceOf(transfer), columns - 1 - at, glyphs);
		const spots = [...front, ...shareSpots(total, columns, glyphs), spot(at, {text})];
		return [{pieces: placePieces(spots), isUnderCursor}];
	}

	const rate = stage.progress.bytesPerSecond;
	const line = placePieces([...front, ...progressSpots({...total, rate}, columns, glyphs)]);
	return [{pieces: line, isUnderCursor}, ...layerLines(layers, columns, glyphs)];
}

/** Of one that ended without success: where it stopped. */
function progressOf({stage, begun}: TransferPicture): DeedProgress | undefined {
	switch (stage.state) {
		case 'working':
			return stage.progress;
		case 'failed':
		case 'cancelled':
			return begun?.progress;
		default:
			return undefined;
	}
}

const noProgress = {layers: [] as readonly LayerProgress[]};

function spot(column: number, piece: Piece): Spot {
	return {column, pieces: [piece]};
}

type Bytes = Pick<LayerProgress, 'totalBytes' | 'completedBytes'>;

/** Undefined where nothing is fetched, or nobody knows how much it is. */
function totalOf(layers: readonly LayerProgress[]): Bytes | undefined {
	const totalBytes = layers.reduce((sum, layer) => sum + layer.totalBytes, 0);
	const completedBytes = layers.reduce((sum, layer) => sum + layer.completedBytes, 0);
	return totalBytes === 0 ? undefined : {totalBytes, completedBytes};
}

function progressSpots(
	{totalBytes, completedBytes, rate}: Bytes & {readonly rate?: number | undefined},
	columns: number,
	glyphs: Glyphs,
): readonly Spot[] {
	const leftMs =
		rate === undefined || rate <= 0 ? undefined : ((totalBytes - completedBytes) / rate) * 1000;
	const parts = [
		safe`${sizeWords(completedBytes)} of ${sizeWords(totalBytes)}`,
		...(rate === undefined ? [] : [clean(rateColumn(rate, glyphs).trim())]),
		...(leftMs === undefined ? [] : [clean(durationColumn(leftMs, glyphs).trim())]),
	];
	const at = columns >= wideColumns ? textAt : narrowTextAt;
	return [
		...shareSpots({totalBytes, completedBytes}, columns, glyphs),
		spot(at, {text: fitParts(parts, columns - 1 - at, glyphs)}),
	];
}

function shareSpots(
	{totalBytes, completedBytes}: Bytes,
	columns: number,
	glyphs: Glyphs,
): readonly Spot[] {
	const fraction = Math.min(1, completedBytes / totalBytes);
	return [
		spot(shareAt, {text: shareColumn(fraction, glyphs)}),
		...(columns >= wideColumns
			? [spot(barAt, {text: progressBar(fraction, barColumns, glyphs), tone: 'bar' as const})]
			: []),
	];
}

/** The one that is coming: `layer 1 of 4    e796792eba26   42%`; the others are small mostly, or there. */
function layerLines(
	layers: readonly LayerProgress[],
	columns: number,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const index = layers.findIndex(layer => layer.completedBytes < layer.totalBytes);
	const layer = layers.length > 1 ? layers[index] : undefined;
	if (layer === undefined || layer.totalBytes === 0) {
		return [];
	}

	const label = {text: safe`layer ${index + 1}`, tone: 'dim' as const};
	const digest = {text: cutEnd(clean(layer.digest), 12, glyphs), tone: 'dim' as const};
	return [
		{
			pieces: placePieces([
				spot(nameColumn + 2, label),
				spot(nodeColumn, digest),
				...progressSpots(layer, columns, glyphs),
			]),
		},
	];
}

function signOf({stage, nowMs}: TransferPicture, glyphs: Glyphs): Piece {
	switch (stage.state) {
		case 'working':
			return {text: spinnerAt(nowMs, glyphs)};
		case 'queued':
		case 'cancelled':
			return {text: glyphs.waiting, tone: 'dim'};
		case 'done':
			return {text: glyphs.check, tone: 'ok'};
		case 'failed':
			return {text: glyphs.cross, tone: 'down'};
		default:
			return assertNever(stage);
	}
}

/** In parts of falling weight. */
function sentenceOf(transfer: TransferPicture): readonly Safe[] {
	const {deed, stage} = transfer;
	switch (stage.state) {
		case 'working':
			return [stepText(deed, stage.progress)];
		case 'queued':
			return [stage.ahead === 0 ? safe`waits` : safe`waits, ${stage.ahead} before it`];
		case 'cancelled':
			return [safe`stopped by you`, safe`r goes on`];
		case 'done':
			return doneParts(transfer, stage);
		case 'failed':
			return [
				safe`${failedWord(stage.failure)}: ${clean(failureClause(stage.failure))}`,
				safe`r goes on`,
			];
		default:
			return assertNever(stage);
	}
}

function doneParts(
	{deed, atMs, begun}: TransferPicture,
	{result}: Extract<DeedStage, {state: 'done'}>,
): readonly Safe[] {
	if (result.wasThere) {
		return [deedClause(deed, {state: 'done', result})];
	}

	return [
		doneWord(deed),
		...(result.fetchedBytes === 0
			? []
			: [safe`${sizeWords(result.fetchedBytes)}${tookText(atMs, begun)}`]),
		...(result.digest === undefined ? [] : [clean(result.digest.slice(0, 12))]),
	];
}

function tookText(atMs: number, begun: TransferPicture['begun']): Safe {
	return begun === undefined ? safe` fetched` : safe` in ${clean(durationText(atMs - begun.atMs))}`;
}

export type TransferCounts = {
	readonly running: number;
	readonly waiting: number;
	readonly stopped: number;
	readonly bytesPerSecond: number;
};

/** `1 runs · 1 waits · 1 stopped · 84 MB/s in`, in parts. */
export function transferFacts(counts: TransferCounts, glyphs: Glyphs): readonly Safe[] {
	const {running, waiting, stopped, bytesPerSecond} = counts;
	const rate = clean(rateColumn(bytesPerSecond, glyphs).trim());
	return [
		...(running === 0 ? [] : [safe`${running} ${running === 1 ? safe`runs` : safe`run`}`]),
		...(waiting === 0 ? [] : [safe`${waiting} ${waiting === 1 ? safe`waits` : safe`wait`}`]),
		...(stopped === 0 ? [] : [safe`${stopped} stopped`]),
		...(bytesPerSecond === 0 ? [] : [safe`${rate} in`]),
	];
}

export const noTransfers = safe`Nothing is being done. P pulls a model, c copies one to other nodes.`;
