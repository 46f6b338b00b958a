import type {ModelPlan, PlanStep} from '../domain/model-plan.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {plannedDeedText, stepWhyText, unmetText} from '../theme/model-plan-text.ts';
import {countText, sizeText} from '../theme/number-text.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {type DialogContent, noLine, sentenceLines} from './dialog-lines.ts';
import {button} from './host-key-dialog.ts';
import {rowsOutText} from './rows-out.ts';

export type SyncDialog = ModelPlan & {
	readonly isPruning: boolean;
	/** The first step that is seen. */
	readonly top: number;
};

type Lines = ReadonlyArray<readonly Piece[]>;

/** What a plan would do, why, and what it does not reach; nothing is done before the capital is pressed. */
export function syncDialog(
	{steps, unmet, isPruning, top}: SyncDialog,
	rows: number,
	glyphs: Glyphs,
): DialogContent {
	const title = isPruning ? safe`Sync the models, and prune?` : safe`Sync the models?`;
	const all: Lines = [
		...steps.flatMap((step, index) => stepLines(step, index, glyphs)),
		...unmet.flatMap(one => sentenceLines(safe`${glyphs.warning} ${unmetText(one)}`)),
	];
	const most = Math.max(1, rows - 1);
	const first = Math.max(0, Math.min(top, all.length - most));
	const out = {above: first, below: Math.max(0, all.length - first - most)};
	const outText = rowsOutText(out, glyphs);
	return {
		title,
		lines: [
			[{text: totalText(steps, unmet.length), tone: 'dim'}],
			noLine,
			...all.slice(first, first + most),
			...(outText === '' ? [] : [[{text: outText, tone: 'dim' as const}]]),
			noLine,
			steps.length === 0
				? [button(safe`Close`)]
				: [button(safe`Cancel`), {text: safe`    A  do ${doText(steps)}`}],
		],
	};
}

function doText(steps: readonly PlanStep[]): Safe {
	return steps.length === 1 ? safe`it` : safe`all ${steps.length} steps`;
}

function stepLines({deed, why, bytes, after}: PlanStep, index: number, glyphs: Glyphs): Lines {
	const parts = [
		stepWhyText(why),
		...(bytes === undefined || deed.type === 'remove' ? [] : [clean(sizeText(bytes))]),
		...(after.length === 0 ? [] : [afterText(after)]),
	];
	const reasons = joinSafe(parts, safe` ${glyphs.apart} `);
	return [
		...sentenceLines(safe`${index + 1}  ${plannedDeedText(deed)}`),
		[{text: safe`   ${reasons}`, tone: 'dim'}],
	];
}

function afterText(after: readonly number[]): Safe {
	const numbers = after.slice(0, 3).map(position => safe`${position + 1}`);
	const more = after.length > numbers.length ? safe` and others` : safe``;
	return safe`after ${joinSafe(numbers, safe`, `)}${more}`;
}

function totalText(steps: readonly PlanStep[], unmet: number): Safe {
	if (steps.length === 0) {
		return unmet === 0 ? safe`All is as it should be: nothing to do.` : safe`Nothing can be done.`;
	}

	const bytes = steps.reduce((sum, step) => sum + (step.bytes ?? 0), 0);
	const count = clean(countText(steps.length, 'step'));
	return bytes === 0
		? safe`${count}; nothing has begun yet`
		: safe`${count}, ${clean(sizeText(bytes))} over the network; nothing has begun yet`;
}
