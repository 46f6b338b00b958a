import type {ModelFit} from '../domain/model-fit.ts';
import type {ModelPlan, PlanStep, StepState, UnmetWish} from '../domain/model-plan.ts';
import type {ShelfCopy, ShelfRow} from '../domain/model-shelf.ts';
import type {ShownModel} from '../domain/ollama.ts';
import type {ModelsDocument} from '../parsers/models-schema.ts';
import {fitVerdict} from '../rules/model-fit.ts';
import {failureText} from '../theme/failure-text.ts';
import {type FitWords, modelFitText} from '../theme/model-fit-text.ts';
import {
	plannedDeedText,
	stepWhyText,
	unmetReasonText,
	unmetText,
} from '../theme/model-plan-text.ts';
import type {ModelsRack} from './models-rack.ts';
import {requestedDocument} from './status-document.ts';

type Head = Pick<
	ModelsDocument,
	'schemaVersion' | 'generatedAt' | 'cluster' | 'demo' | 'version' | 'problems'
>;

/** Undefined: no node has told it. */
export type ToldModel = {readonly node: string; readonly shown: ShownModel} | undefined;

export function shownDocument(
	row: ShelfRow,
	told: ToldModel,
	{rack, version}: {readonly rack: ModelsRack; readonly version: string},
): ModelsDocument {
	return {
		...headOf(rack, version),
		model: modelOf(row),
		shown: told && {node: told.node, ...shownOf(told.shown)},
	};
}

export function fitDocument(
	row: ShelfRow,
	{
		fits,
		contextTokens,
	}: {readonly fits: readonly ModelFit[]; readonly contextTokens: number | undefined},
	{
		rack,
		version,
		words,
	}: {readonly rack: ModelsRack; readonly version: string; readonly words: FitWords},
): ModelsDocument {
	return {
		...headOf(rack, version),
		...{model: modelOf(row), contextTokens},
		fits: fits.map(fit => ({
			...{node: fit.node, verdict: fitVerdict(fit), text: modelFitText(fit, words)},
			...(fit.state === 'told' ? roomOf(fit) : {}),
		})),
	};
}

/** How a step ended, or that nobody agreed to it. */
export type StepEnd = StepState | {readonly state: 'declined'};

/** `states`: how its steps ended; none where it was only planned. */
export function planDocument(
	{steps, unmet}: ModelPlan,
	states: readonly StepEnd[],
	{rack, version}: {readonly rack: ModelsRack; readonly version: string},
): ModelsDocument {
	return {
		...headOf(rack, version),
		steps: steps.map((step, index) => ({...stepOf(step), result: resultOf(states[index])})),
		unmet: unmet.map(unmetOf),
	};
}

function headOf({state}: ModelsRack, version: string): Head {
	const {nodes: _, ...head} = requestedDocument(state, {only: ['models']}, version);
	const {schemaVersion, generatedAt, cluster, demo, problems} = head;
	return {schemaVersion, generatedAt, cluster, ...(demo && {demo}), version, problems};
}

function modelOf({name, model, wanted, copies}: ShelfRow): ModelsDocument['model'] {
	return (
		model && {
			...{name, digest: model.digest, sizeBytes: model.sizeBytes, family: model.family},
			...{parameterSize: model.parameterSize, quantization: model.quantization, wanted},
			copies: [...copies].map(([node, copy]) => copyOf(node, copy)),
		}
	);
}

function copyOf(node: string, {installed: {digest}, loaded, isOther}: ShelfCopy) {
	return {
		...({node, state: loaded === undefined ? 'installed' : 'loaded', digest} as const),
		...(isOther ? {differs: true as const} : {}),
		...(loaded && {
			...{memoryBytes: loaded.sizeBytes, vramBytes: loaded.vramBytes},
			expiresAt:
				loaded.expiresWallMs === undefined
					? undefined
					: new Date(loaded.expiresWallMs).toISOString(),
			contextTokens: loaded.contextTokens,
		}),
	};
}

function shownOf({capabilities, modelFolder: _, ...rest}: ShownModel) {
	return {capabilities: capabilities && [...capabilities], ...rest};
}

function roomOf({memory, disk}: Extract<ModelFit, {readonly state: 'told'}>) {
	const isFound = memory.fits !== 'runs';
	return {
		memory: isFound
			? {
					...{kind: memory.memory, needsBytes: memory.needsBytes, freeBytes: memory.freeBytes},
					evicted: [...memory.evicted],
				}
			: undefined,
		disk:
			disk.disk === 'there'
				? undefined
				: {
						needsBytes: disk.needsBytes,
						freeBytes: disk.disk === 'unknown' ? undefined : disk.freeBytes,
					},
	};
}

function stepOf({deed, why, bytes, after}: PlanStep) {
	const {type, model, node} = deed;
	return {
		...{do: type, model, node},
		from: deed.type === 'copy' ? deed.from : undefined,
		digest: deed.type === 'remove' ? deed.digest : undefined,
		...{bytes, after: [...after], why: why.reason},
		text: `${plannedDeedText(deed)}: ${stepWhyText(why)}`,
	};
}

function resultOf(
	state: StepEnd | undefined,
): NonNullable<ModelsDocument['steps']>[number]['result'] {
	switch (state?.state) {
		case 'done': {
			const {wasThere, fetchedBytes, digest} = state.result;
			const from = state.deed.type === 'copy' ? state.deed.from : undefined;
			return {state: 'done', from, ...(wasThere ? {wasThere} : {}), fetchedBytes, digest};
		}

		case 'failed': {
			const {kind} = state.failure;
			return {state: 'failed', failure: {kind, text: failureText(state.failure)}};
		}

		case 'skipped':
			return {state: 'skipped', because: state.because};
		case 'cancelled':
		case 'declined':
			return {state: state.state};
		default:
			return undefined;
	}
}

function unmetOf(unmet: UnmetWish) {
	const {model, wanted, lacking, reasons} = unmet;
	return {
		...{model, wanted, lacking},
		reasons: reasons.map(reason => ({
			reason: reason.reason,
			node: 'node' in reason ? reason.node : undefined,
			text: unmetReasonText(reason),
		})),
		text: unmetText(unmet),
	};
}
