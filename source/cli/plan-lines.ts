import type {Config} from '../domain/config.ts';
import type {ModelPlan, PlanStep} from '../domain/model-plan.ts';
import {plannedDeedText, stepWhyText} from '../theme/model-plan-text.ts';
import {countText, sizeText} from '../theme/number-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {tableLines} from './table-lines.ts';

/** A plan for people: its steps with how much and why, and the sum. */
export function planLines(
	plan: ModelPlan,
	{models}: Config,
	columns: number | undefined,
): readonly string[] {
	const {steps} = plan;
	if (steps.length === 0) {
		return [nothingText(plan, models.length)];
	}

	const heads = [
		{head: safe`STEP`},
		{head: safe`WHAT`},
		{head: safe`SIZE`, align: 'right'} as const,
		{head: safe`WHY`},
	];
	const rows = steps.map((step, index) => [
		safe`${index + 1}`,
		plannedDeedText(step.deed),
		bytesText(step),
		stepWhyText(step.why),
	]);
	return [...tableLines(heads, rows, columns), '', totalText(steps)];
}

/** `3 steps, 4.66 GiB over the network, 1 transfer of unknown size` */
export function totalText(steps: readonly PlanStep[]): string {
	const known = steps.reduce((sum, {bytes = 0}) => sum + bytes, 0);
	const unknown = steps.filter(({bytes}) => bytes === undefined).length;
	const removals = steps.filter(({deed}) => deed.type === 'remove').length;
	const parts = [
		countText(steps.length, 'step'),
		...(known > 0 ? [`${sizeText(known)} over the network`] : []),
		...(unknown > 0 ? [`${countText(unknown, 'transfer')} of unknown size`] : []),
		...(removals > 0 ? [`${removals} of them removals`] : []),
	];
	return parts.join(', ');
}

function nothingText({unmet}: ModelPlan, wishes: number): string {
	if (wishes === 0) {
		return 'The configuration names no models under models:, so there is nothing to do.';
	}

	return unmet.length === 0 ? 'All is as it should be: nothing to do.' : 'Nothing can be done.';
}

function bytesText({deed, bytes}: PlanStep): Safe {
	if (deed.type === 'remove') {
		return safe``;
	}

	return bytes === undefined ? safe`-` : clean(sizeText(bytes));
}
