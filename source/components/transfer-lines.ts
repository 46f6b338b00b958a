import {assertNever} from '../domain/assert-never.ts';
import type {DeedStage, LayerProgress, ModelDeed} from '../domain/model-deed.ts';
import {durationColumn, rateColumn, shareColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {stepText} from '../theme/model-deed-text.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {sizeWords} from '../theme/size-words.ts';
import {cutEnd, cutMiddle} from '../theme/width.ts';
import {cursorNameLook} from './focus-look.ts';
import {progressBar} from './model-cell.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {spinnerAt} from './spinner.ts';
import {transferSentence} from './transfer-sentence.ts';

/** Something that is done with a model on a node, and how it stands. */
export type TransferPicture = {
	readonly deed: ModelDeed;
	readonly stage: DeedStage;
	/** Since when it stands so. Monotonic. */
	readonly atMs: number;
	/** When it began, and how far it came; undefined: it has not begun. */
	readonly work?: {readonly fromMs: number; readonly layers: readonly LayerProgress[]};
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

/** `⠹ gemma3:27b        gpu-02         42%  ━━━━━━╸─────────   6.80 of 16.2 GiB   84 MB/s   2 m  0 s` */
export function transferLines(
	transfer: TransferPicture,
	columns: number,
	profile: Profile,
): readonly ScreenLine[] {
	const {glyphs} = profile;
	const {stage, isUnderCursor} = transfer;
	const front = frontSpots(transfer, profile);
	const total = stage.state === 'working' ? totalOf(stage.progress.layers) : undefined;
	if (stage.state !== 'working' || total === undefined) {
		return sentenceLines(transfer, front, {columns, glyphs});
	}

	const {step, bytesPerSecond: rate} = stage.progress;
	const isFetched = step === 'reading' || step === 'verifying' || step === 'writing';
	const silentMs = transfer.nowMs - transfer.atMs;
	const moves = isFetched
		? {step: stepText(transfer.deed, stage.progress)}
		: silentMs >= silentAfterMs
			? {step: safe`silent for ${clean(durationColumn(silentMs, glyphs).trim())}`}
			: {rate};
	const line = placePieces([...front, ...progressSpots({...total, ...moves}, columns, glyphs)]);
	return [{pieces: line, isUnderCursor}, ...layerLines(stage.progress.layers, columns, glyphs)];
}

/** Its cursor, sign, model and node. */
function frontSpots(transfer: TransferPicture, profile: Profile): readonly Spot[] {
	const {glyphs} = profile;
	const {deed, isUnderCursor} = transfer;
	const [model, node] = namesOf(deed, glyphs);
	return [
		...(isUnderCursor ? [spot(1, {text: glyphs.cursor, tone: 'accent'})] : []),
		spot(3, signOf(transfer, glyphs)),
		spot(nameColumn, {text: model, ...(isUnderCursor ? cursorNameLook(profile) : {})}),
		spot(nodeColumn, {text: node}),
	];
}

type Sight = {readonly columns: number; readonly glyphs: Glyphs};

/** What stopped on the way shows where: `12%  ━╸──────────────  link lost · r goes on`. */
function sentenceLines(
	{deed, stage, atMs, work, isUnderCursor}: TransferPicture,
	front: readonly Spot[],
	{columns, glyphs}: Sight,
): readonly ScreenLine[] {
	const isStopped = stage.state === 'failed' || stage.state === 'cancelled';
	const total = isStopped && work !== undefined ? totalOf(work.layers) : undefined;
	const share = total === undefined ? [] : shareSpots(fractionOf(total), columns, glyphs);
	const at = total === undefined ? shareAt : textColumnAt(columns);
	const tookMs = work === undefined || stage.state === 'queued' ? undefined : atMs - work.fromMs;
	const [first = safe``, ...others] = transferSentence(
		{deed, stage, tookMs},
		columns - 1 - at,
		glyphs,
	);
	return [
		{pieces: placePieces([...front, ...share, spot(at, {text: first})]), isUnderCursor},
		...others.map(text => ({pieces: placePieces([spot(at, {text})])})),
	];
}

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

/** From then on the last rate is an old one. */
export const silentAfterMs = 5000;

/** `step`: what is done in place of fetching. */
type Moving = Bytes & {readonly rate?: number | undefined; readonly step?: Safe};

function progressSpots(
	{totalBytes, completedBytes, rate, step}: Moving,
	columns: number,
	glyphs: Glyphs,
): readonly Spot[] {
	const leftMs =
		rate === undefined || rate <= 0 ? undefined : ((totalBytes - completedBytes) / rate) * 1000;
	const parts = [
		safe`${sizeWords(completedBytes)} of ${sizeWords(totalBytes)}`,
		...(step === undefined ? [] : [step]),
		...(rate === undefined ? [] : [clean(rateColumn(rate, glyphs).trim())]),
		...(leftMs === undefined ? [] : [clean(durationColumn(leftMs, glyphs).trim())]),
	];
	const at = textColumnAt(columns);
	return [
		...shareSpots(fractionOf({totalBytes, completedBytes}), columns, glyphs),
		spot(at, {text: fitParts(parts, columns - 1 - at, glyphs)}),
	];
}

function fractionOf({totalBytes, completedBytes}: Bytes): number {
	return Math.min(1, completedBytes / totalBytes);
}

function textColumnAt(columns: number): number {
	return columns >= 100 ? textAt : narrowTextAt;
}

/** A narrow line has no bar. */
function shareSpots(fraction: number, columns: number, glyphs: Glyphs): readonly Spot[] {
	const bar = {text: progressBar(fraction, barColumns, glyphs), tone: 'bar'} as const;
	return [
		spot(shareAt, {text: shareColumn(fraction, glyphs)}),
		...(columns >= 100 ? [spot(barAt, bar)] : []),
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

/** A step of a plan that has not begun: `·` and what it waits for. The names are raw. */
export type WaitingTransfer = {
	readonly deed: ModelDeed;
	/** Where what comes first is done; none: a turn. */
	readonly afterNodes: readonly string[];
};

/** `   · gemma3:27b        gpu-01        waits for gpu-02, then copies from it` */
export function waitingLine(
	{deed, afterNodes}: WaitingTransfer,
	columns: number,
	glyphs: Glyphs,
): ScreenLine {
	const [node, ...more] = afterNodes.map(name => clean(name, {maxCharacters: 60}));
	const others = more.length === 0 ? safe`` : safe` and ${more.length} more`;
	const isFromIt = deed.type === 'copy' && deed.from === afterNodes[0];
	const then = isFromIt ? safe`, then copies from it` : safe``;
	const [model, target] = namesOf(deed, glyphs);
	const text =
		node === undefined ? safe`waits for its turn` : safe`waits for ${node}${others}${then}`;
	return {
		pieces: placePieces([
			spot(3, {text: glyphs.waiting, tone: 'dim'}),
			spot(nameColumn, {text: model}),
			spot(nodeColumn, {text: target}),
			spot(shareAt, {text: cutEnd(text, columns - 1 - shareAt, glyphs), tone: 'dim'}),
		]),
	};
}

function namesOf(deed: ModelDeed, glyphs: Glyphs) {
	const model = clean(deed.type === 'name' ? deed.to : deed.model, {maxCharacters: 300});
	const node = clean(deed.node, {maxCharacters: 100});
	return [
		cutMiddle(model, nodeColumn - nameColumn - 2, glyphs),
		cutMiddle(node, shareAt - nodeColumn - 2, glyphs),
	] as const;
}

export type TransferCounts = {
	readonly running: number;
	readonly waiting: number;
	readonly stopped: number;
	readonly bytesPerSecond: number;
	/** Of the steps of the last sync; undefined: none has ended. */
	readonly synced: {readonly done: number; readonly undone: number} | undefined;
};

/** `1 runs · 1 waits · 1 stopped · 84 MB/s in`, in parts. */
export function transferFacts(counts: TransferCounts, glyphs: Glyphs): readonly Safe[] {
	const {running, waiting, stopped, bytesPerSecond, synced} = counts;
	const rate = clean(rateColumn(bytesPerSecond, glyphs).trim());
	return [
		...(running === 0 ? [] : [safe`${running} ${running === 1 ? safe`runs` : safe`run`}`]),
		...(waiting === 0 ? [] : [safe`${waiting} ${waiting === 1 ? safe`waits` : safe`wait`}`]),
		...(stopped === 0 ? [] : [safe`${stopped} stopped`]),
		...(bytesPerSecond === 0 ? [] : [safe`${rate} in`]),
		...(synced === undefined ? [] : [syncedText(synced)]),
	];
}

/** `sync: 4 done, 1 not` */
function syncedText({done, undone}: NonNullable<TransferCounts['synced']>): Safe {
	return undone === 0 ? safe`sync: all ${done} done` : safe`sync: ${done} done, ${undone} not`;
}

export const noTransfers = safe`Nothing is being done. P pulls a model, c copies one to other nodes.`;
