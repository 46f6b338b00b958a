import type {Config} from '../domain/config.ts';
import type {ModelPlan, PlanStep} from '../domain/model-plan.ts';
import {impossibleWishes, planModels} from '../rules/model-plan.ts';
import {jsonText} from '../theme/json-text.ts';
import {plannedDeedText, stepWhyText, unmetText} from '../theme/model-plan-text.ts';
import {countText, sizeText} from '../theme/number-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {planDocument} from './models-document.ts';
import {withModels} from './models-rack.ts';
import type {Invocation} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';
import {tableLines} from './table-lines.ts';

/** What `models:` of the configuration wants; exit 1 where not all of it can be. */
export async function runModelsSync({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {output, version} = world;
	if (!flags.has('dry-run')) {
		output.complain('models sync shows its plan with --dry-run only. Add --dry-run.');
		return exitUsage;
	}

	return withModels({flags, problem: impossibleText}, world, rack => {
		const {config, nodes} = rack;
		const plan = planModels({nodes, wanted: config.models, isPruning: flags.has('prune')});
		output.print(
			flags.has('json')
				? `${jsonText(planDocument(plan, {rack, version}), 0)}\n`
				: `${planLines(plan, config, output.columns()).join('\n')}\n`,
		);
		plan.unmet.map(unmetText).forEach(output.complain);
		return plan.unmet.length === 0 ? exitDone : exitFailed;
	});
}

/** What the configuration alone shows to be impossible is refused before any node is reached. */
function impossibleText({models, nodes}: Config): string | undefined {
	const allowed = nodes.filter(({isEnabled, ollama}) => isEnabled && ollama.use !== 'never');
	const [first] = impossibleWishes(models, allowed);
	return first && unmetText(first);
}

function planLines(
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

/** `3 steps, 4.66 GiB over the network and 1 model of unknown size` */
function totalText(steps: readonly PlanStep[]): string {
	const known = steps.reduce((sum, {bytes = 0}) => sum + bytes, 0);
	const unknown = steps.filter(({bytes}) => bytes === undefined).length;
	const parts = [
		countText(steps.length, 'step'),
		...(known > 0 ? [`${sizeText(known)} over the network`] : []),
		...(unknown > 0 ? [`${countText(unknown, 'transfer')} of unknown size`] : []),
	];
	return parts.join(', ');
}
