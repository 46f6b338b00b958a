import type {InstalledModel} from '../domain/ollama.ts';
import type {ModelRates, RouteNode} from '../domain/routing.ts';

/** How fast a model is expected to be on a node. */
export type ExpectedRates = {
	readonly prefillTokensPerSecond: number;
	readonly decodeTokensPerSecond: number;
	readonly loadBytesPerSecond: number;
	readonly successFraction: number;
	/** Earlier answers of this model there; 0: all is a guess. */
	readonly answers: number;
};

/** What is asked about: a model of a node in its rack. */
type RatedModel = {
	readonly node: RouteNode;
	readonly model: InstalledModel;
	readonly nodes: readonly RouteNode[];
	readonly nowWallMs: number;
};

const dayMs = 86_400_000;

/**
 * Bytes of weights a second that hardware reads for one token after another (the bandwidth of its memory), gets
 * through when a prompt is read in batches, and loads: rough, and replaced by the first answers.
 */
const guesses = {
	gpu: {decode: 300e9, prefill: 1.5e13, load: 1e9},
	server: {decode: 50e9, prefill: 6e11, load: 400e6},
	board: {decode: 10e9, prefill: 6e10, load: 60e6},
	unknown: {decode: 30e9, prefill: 3e11, load: 200e6},
} as const;

const diskBytesPerSecond = {card: 40e6, disk: 300e6, nvme: 1.2e9} as const;

type Rate = 'decodeTokensPerSecond' | 'prefillTokensPerSecond';

/** What was measured, as far as it is not old; else what alike machines and other models say; else a guess. */
export function expectedRates(rated: RatedModel): ExpectedRates {
	const {node, model, nowWallMs} = rated;
	const measured = node.rates.get(model.name);
	const weight = measured === undefined ? 0 : weightOf(measured, nowWallMs);
	return {
		prefillTokensPerSecond: blend(
			measured?.prefillTokensPerSecond,
			() => tokensPrior(rated, 'prefillTokensPerSecond'),
			weight,
		),
		decodeTokensPerSecond: blend(
			measured?.decodeTokensPerSecond,
			() => tokensPrior(rated, 'decodeTokensPerSecond'),
			weight,
		),
		loadBytesPerSecond: blend(measured?.loadBytesPerSecond, () => loadPrior(rated), weight),
		successFraction: blend(measured?.successFraction, () => 1, weight),
		answers: weight > 0 ? (measured?.answers ?? 0) : 0,
	};
}

/** Tokens of an answer: as long as those of the model were on any node, since the node does not change them. */
export function expectedOutputTokens(
	names: readonly string[],
	nodes: readonly RouteNode[],
): number {
	const known = nodes.flatMap(({rates}) =>
		names.flatMap(name => rates.get(name)?.outputTokens ?? []),
	);
	return Math.round(medianOf(known) ?? usualOutputTokens);
}

const usualOutputTokens = 256;

/** Whole for a day, then half of it each day more. */
function weightOf({measuredWallMs}: ModelRates, nowWallMs: number): number {
	const overMs = Math.max(0, nowWallMs - measuredWallMs - dayMs);
	return 0.5 ** (overMs / dayMs);
}

/** The prior is asked for only where it counts: it looks at the whole rack. */
function blend(measured: number | undefined, prior: () => number, weight: number): number {
	if (measured === undefined) {
		return prior();
	}

	return weight === 1 ? measured : measured * weight + prior() * (1 - weight);
}

function tokensPrior(rated: RatedModel, rate: Rate): number {
	const {node, model} = rated;
	const alike = alikeNodes(rated).flatMap(ratesOf);
	const bytes =
		bytesPerSecond(
			alike.filter(([name]) => name === model.name),
			rate,
		) ??
		bytesPerSecond(ratesOfOthers(rated), rate) ??
		bytesPerSecond(alike, rate) ??
		guesses[node.hardware.kind ?? 'unknown'][
			rate === 'decodeTokensPerSecond' ? 'decode' : 'prefill'
		];
	return bytes / Math.max(1, model.sizeBytes);
}

/** Weights that pass in a second: of two models on one machine, the one of half the size is about twice as fast. */
function bytesPerSecond(measured: readonly NamedRates[], rate: Rate): number | undefined {
	return medianOf(
		measured.flatMap(([, rates]) => {
			const tokens = rates[rate];
			return tokens === undefined ? [] : [tokens * rates.sizeBytes];
		}),
	);
}

function loadPrior(rated: RatedModel): number {
	const {kind, disk} = rated.node.hardware;
	return (
		loadOf(ratesOfOthers(rated)) ??
		loadOf(alikeNodes(rated).flatMap(ratesOf)) ??
		(disk === undefined ? guesses[kind ?? 'unknown'].load : diskBytesPerSecond[disk])
	);
}

function loadOf(measured: readonly NamedRates[]): number | undefined {
	return medianOf(measured.flatMap(([, rates]) => rates.loadBytesPerSecond ?? []));
}

type NamedRates = readonly [model: string, rates: ModelRates];

function ratesOf({rates}: RouteNode): readonly NamedRates[] {
	return [...rates];
}

/** Of this node; its own would never grow old. */
function ratesOfOthers({node, model}: RatedModel): readonly NamedRates[] {
	return ratesOf(node).filter(([name]) => name !== model.name);
}

function alikeNodes({node, nodes}: RatedModel): readonly RouteNode[] {
	const {likeness} = node.hardware;
	return likeness === undefined
		? []
		: nodes.filter(other => other !== node && other.hardware.likeness === likeness);
}

function medianOf(values: readonly number[]): number | undefined {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)];
}
