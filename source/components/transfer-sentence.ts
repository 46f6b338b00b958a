import {assertNever} from '../domain/assert-never.ts';
import type {DeedStage, ModelDeed} from '../domain/model-deed.ts';
import {durationColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {
	againWords,
	deedClause,
	doneWord,
	failedClause,
	stepText,
} from '../theme/model-deed-text.ts';
import {fitParts} from '../theme/node-row-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {sizeWords} from '../theme/size-words.ts';
import {widthOf} from '../theme/width.ts';
import {wrapWords} from './wrap-words.ts';

/** What is told of a deed in words: how it stands, and since when it is or was at work. Milliseconds. */
export type ToldDeed = {
	readonly deed: ModelDeed;
	readonly stage: DeedStage;
	/** How long it was at work; undefined: it never was, or is at it. */
	readonly tookMs: number | undefined;
};

const mostLines = 3;

/** In as many lines as a failure needs, with its remedy; of all else as many parts as fit into one. */
export function transferSentence(told: ToldDeed, columns: number, glyphs: Glyphs): readonly Safe[] {
	const {deed, stage} = told;
	if (stage.state !== 'failed') {
		return [fitParts(partsOf(told, stage, glyphs), columns, glyphs)];
	}

	const text = clean(failedClause(deed, stage.failure).replace(/\.$/, ''));
	const lines = wrapWords(text, columns).slice(0, mostLines);
	const again = againWords(deed, stage.failure);
	const last = safe`${lines.at(-1) ?? safe``} ${glyphs.apart} ${again}`;
	return widthOf(last) <= columns ? [...lines.slice(0, -1), last] : [...lines, again];
}

/** In parts of falling weight. */
function partsOf(
	{deed, tookMs}: ToldDeed,
	stage: Exclude<DeedStage, {state: 'failed'}>,
	glyphs: Glyphs,
): readonly Safe[] {
	switch (stage.state) {
		case 'working':
			return [stepText(deed, stage.progress)];
		case 'queued':
			return [stage.ahead === 0 ? safe`waits` : safe`waits, ${stage.ahead} before it`];
		case 'cancelled':
			return [safe`stopped by you`, againWords(deed, undefined)];
		case 'done': {
			const took = tookMs === undefined ? undefined : clean(durationColumn(tookMs, glyphs).trim());
			return doneParts(deed, stage, took);
		}

		default:
			return assertNever(stage);
	}
}

/** `copied from gpu-02 · 2.33 GiB in 31 s · e55aed6fe643` */
function doneParts(
	deed: ModelDeed,
	{result}: Extract<DeedStage, {state: 'done'}>,
	took: Safe | undefined,
): readonly Safe[] {
	if (result.wasThere) {
		return [deedClause(deed, {state: 'done', result})];
	}

	const inTime = took === undefined ? safe`` : safe` in ${took}`;
	const word = doneWord(deed);
	const size = sizeWords(result.fetchedBytes);
	const done =
		result.fetchedBytes === 0
			? [safe`${word}${inTime}`]
			: [word, took === undefined ? safe`${size} fetched` : safe`${size}${inTime}`];
	return [...done, ...(result.digest === undefined ? [] : [clean(result.digest.slice(0, 12))])];
}
