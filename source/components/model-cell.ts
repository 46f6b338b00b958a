import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import type {DeedStage, ModelDeed} from '../domain/model-deed.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {failedWord, stepText} from '../theme/model-deed-text.ts';
import {shareText} from '../theme/number-text.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, padStart, widthOf} from '../theme/width.ts';
import {repeated} from './place-pieces.ts';

/** What a model is on one node. */
export type ModelCell =
	| {readonly kind: 'absent'}
	| {readonly kind: 'copy'; readonly isLoaded: boolean; readonly isOther: boolean}
	/** It was there when the node answered last. */
	| {readonly kind: 'old'}
	| {
			readonly kind: 'working';
			readonly deed: ModelDeed;
			readonly stage: Extract<DeedStage, {state: 'working'}>;
			/** Of what is fetched; undefined: nothing is, or nobody knows yet. */
			readonly fraction: number | undefined;
	  }
	| {readonly kind: 'queued'}
	| {readonly kind: 'failed'; readonly failure: Failure}
	| {readonly kind: 'stopped'};

/** `42% ━━━╸──`, `●`, `! differs`, `queued`, `✖ no space`; nothing where it is not. */
export function modelCellPieces(
	cell: ModelCell,
	columns: number,
	glyphs: Glyphs,
): readonly Piece[] {
	const {model, cross} = glyphs;
	switch (cell.kind) {
		case 'absent':
			return [];
		case 'copy':
			return copyPieces(cell, glyphs);
		case 'old':
			return [{text: safe`${model.onDisk} ?`, tone: 'dim'}];
		case 'queued':
			return [{text: safe`queued`, tone: 'dim'}];
		case 'working':
			return workingPieces(cell, columns, glyphs);
		case 'failed':
			return [{text: cross, tone: 'down'}, {text: safe` ${failedWord(cell.failure)}`}];
		case 'stopped':
			return [{text: safe`stopped`, tone: 'dim'}];
		default:
			return assertNever(cell);
	}
}

function copyPieces(
	{isLoaded, isOther}: Extract<ModelCell, {kind: 'copy'}>,
	{model}: Glyphs,
): readonly Piece[] {
	if (!isOther) {
		return [{text: isLoaded ? model.loaded : model.onDisk}];
	}

	const loaded = isLoaded ? [{text: safe` ${model.loaded}`}] : [{text: safe` differs`}];
	return [{text: model.differs, tone: 'warning'}, ...loaded];
}

const shareColumns = 3;

function workingPieces(
	{deed, stage, fraction}: Extract<ModelCell, {kind: 'working'}>,
	columns: number,
	glyphs: Glyphs,
): readonly Piece[] {
	if (fraction === undefined || fraction >= 1) {
		return [{text: cutEnd(stepText(deed, stage.progress), columns, glyphs)}];
	}

	const share = padStart(clean(shareText(fraction)), shareColumns);
	const bar = progressBar(fraction, columns - widthOf(share) - 1, glyphs);
	return [{text: safe`${share} `}, {text: bar, tone: 'bar'}];
}

/** `━━━╸──`: the head stands where the work is. */
export function progressBar(fraction: number, columns: number, {progress}: Glyphs): Safe {
	const cells = Math.max(0, Math.min(columns, Math.floor(fraction * columns)));
	const isWhole = cells >= columns;
	return joinSafe(
		[
			repeated(progress.done, cells),
			...(isWhole ? [] : [progress.head, repeated(progress.rest, columns - cells - 1)]),
		],
		safe``,
	);
}
