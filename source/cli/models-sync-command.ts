import type {Config} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import type {ModelPlan, StepState} from '../domain/model-plan.ts';
import {fullModelName} from '../rules/model-name.ts';
import {impossibleWishes, planModels} from '../rules/model-plan.ts';
import {carryOutPlan} from '../runtime/carry-out-plan.ts';
import {jsonText} from '../theme/json-text.ts';
import {skippedText, unmetText} from '../theme/model-plan-text.ts';
import {calmPollMs, doDeeds} from './deed-command.ts';
import {planDocument, type StepEnd} from './models-document.ts';
import {type ModelsRack, withModels} from './models-rack.ts';
import type {Flags, Invocation} from './parse-arguments.ts';
import {planLines, totalText} from './plan-lines.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitReaderLeft,
	type Surroundings,
} from './surroundings.ts';

/** Brings about what `models:` of the configuration wants; exit 1 where not all of it is reached. */
export async function runModelsSync({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {output, version} = world;
	const isDryRun = flags.has('dry-run');
	if (flags.has('read-only') && !isDryRun) {
		output.complain('--read-only: nothing was done. Add --dry-run to see what would be.');
		return exitFailed;
	}

	return withModels({flags, problem: impossibleText, needsDisks: true}, world, async rack => {
		const {config, nodes} = rack;
		const plan = planModels({nodes, wanted: config.models, isPruning: flags.has('prune')});
		const isJson = flags.has('json');
		if (!isJson) {
			output.print(`${planLines(plan, config, output.columns()).join('\n')}\n`);
		}

		plan.unmet.map(unmetText).forEach(output.complain);
		const hasWork = !isDryRun && plan.steps.length > 0;
		const tell = (results: readonly StepEnd[]): void => {
			if (isJson) {
				// Also after a signal: it says what was done by then.
				output.endLine(`${jsonText(planDocument(plan, results, {rack, version}), 0)}\n`);
			}
		};
		if (hasWork && !(await isAgreed(plan, rack, {flags, world}))) {
			tell(plan.steps.map(() => ({state: world.signal.aborted ? 'cancelled' : 'declined'})));
			output.complain('Nothing was done; --yes does it without asking.');
			return exitFailed;
		}

		const states = hasWork ? await carriedOut(plan, rack, {flags, world}) : [];
		tell(states);

		if (world.signal.aborted) {
			return exitReaderLeft;
		}

		const isReached = plan.unmet.length === 0 && states.every(({state}) => state === 'done');
		return isReached ? exitDone : exitFailed;
	});
}

/** What the configuration alone shows to be impossible is refused before any node is reached. */
function impossibleText({models, nodes}: Config): string | undefined {
	const allowed = nodes.filter(({isEnabled, ollama}) => isEnabled && ollama.use !== 'never');
	const [first] = impossibleWishes(models, allowed);
	return first && unmetText(first);
}

type Asked = {readonly flags: Flags; readonly world: Surroundings};

/** Who is asked sees what for, also where stdout is for a program. */
async function isAgreed(
	plan: ModelPlan,
	{runtime, config}: ModelsRack,
	{flags, world: {output, confirm}}: Asked,
): Promise<boolean> {
	if (flags.has('yes')) {
		return true;
	}

	if (flags.has('json')) {
		planLines(plan, config, output.columns()).forEach(output.note);
	}

	runtime.pollEvery(calmPollMs);
	return confirm(`Do this: ${totalText(plan.steps)}?`);
}

async function carriedOut(
	{steps}: ModelPlan,
	rack: ModelsRack,
	asked: Asked,
): Promise<readonly StepState[]> {
	const rows = new Map(rack.rows.map(row => [fullModelName(row.name), row]));
	const holders = (model: string): readonly NodeName[] =>
		[...(rows.get(fullModelName(model))?.copies ?? [])]
			.filter(([, {isOther}]) => !isOther)
			.map(([node]) => node);
	let states: readonly StepState[] = [];
	await doDeeds(rack, asked, async act => {
		states = await carryOutPlan({steps, holders, act});
		return states.every(({state}) => state === 'done');
	});
	for (const [position, state] of states.entries()) {
		const step = steps[position];
		if (state.state === 'skipped' && step !== undefined) {
			asked.world.output.complain(skippedText(step, state.because));
		}
	}

	return states;
}
