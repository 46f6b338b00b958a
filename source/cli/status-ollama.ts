import type {Failure} from '../domain/failure.ts';
import {type Loadable, loadedValue} from '../domain/loadable.ts';
import type {ShelfCopy, ShelfRow} from '../domain/model-shelf.ts';
import type {LoadedModel} from '../domain/ollama.ts';
import type {ModelMetrics} from '../domain/ollama-metrics.ts';
import type {StatusDocument, StatusNode} from '../parsers/status-schema.ts';
import {own} from '../rules/model-metrics.ts';
import {modelShelf} from '../rules/model-shelf.ts';
import {shelfNodes} from '../store/shelf-nodes.ts';
import type {NodeState, State} from '../store/state.ts';
import {ollamaFailureText} from '../theme/ollama-text.ts';

type StatusOllama = NonNullable<StatusNode['ollama']>;
type StatusModel = NonNullable<StatusDocument['models']>[number];
type Told = Pick<State, 'clock' | 'metrics' | 'asking'>;

export function isOllamaAsked({ollama}: NodeState): boolean {
	return ollama.version.state !== 'idle';
}

/** The Ollama of a node that answers; undefined where it is not asked for. */
export function statusOllama(node: NodeState, told: Told): StatusOllama | undefined {
	const {ollama, config} = node;
	const state = stateOf(node);
	if (state === undefined) {
		return undefined;
	}

	const failure = 'failure' in ollama.version ? ollama.version.failure : undefined;
	const {clock} = told;
	return {
		state,
		version: state === 'ready' ? loadedValue(ollama.version) : undefined,
		failure:
			failure === undefined || state === 'none'
				? undefined
				: {kind: failure.kind, text: ollamaFailureText(failure)},
		loaded: state === 'ready' ? loadedValue(ollama.loaded)?.map(statusLoaded) : undefined,
		loadedAgeMs: state === 'ready' ? ageMs(ollama.loaded, clock) : undefined,
		installed: state === 'ready' ? loadedValue(ollama.installed)?.map(({name}) => name) : undefined,
		installedAgeMs: state === 'ready' ? ageMs(ollama.installed, clock) : undefined,
		slots: config.ollama.use === 'never' ? undefined : config.ollama.slots,
		metrics: metricsOf(config.name, told),
	};
}

/** What is on the disks of the nodes that answer, by name; another one under the same name is another entry. */
export function statusModels(
	state: Pick<State, 'nodes' | 'asking' | 'config'>,
): readonly StatusModel[] {
	return modelShelf(shelfNodes(state), state.config?.models ?? []).flatMap(row => {
		const byDigest = Map.groupBy(row.copies, ([, {installed}]) => installed.digest);
		return [...byDigest]
			.toSorted(([one], [other]) => compare(one, other))
			.flatMap(([, [first, ...others]]) =>
				first === undefined ? [] : [statusModel(row, [first, ...others])],
			);
	});
}

type Copy = readonly [node: string, copy: ShelfCopy];

function statusModel(
	{wanted}: ShelfRow,
	copies: readonly [first: Copy, ...others: readonly Copy[]],
): StatusModel {
	const [[, {installed, isOther}]] = copies;
	const {name, digest, sizeBytes, family, parameterSize, quantization, contextTokens} = installed;
	return {
		...{name, digest, sizeBytes, family, parameterSize, quantization, contextTokens},
		...(isOther ? {differs: true} : {wanted}),
		nodes: Object.fromEntries(
			copies.map(([node, {loaded}]) => [node, loaded === undefined ? 'installed' : 'loaded']),
		),
	};
}

/** What the Ollama of a node that answers does wrong. One that nobody said to be there may be missing. */
export function ollamaProblems(node: NodeState): readonly string[] {
	if (node.connection.state !== 'ready') {
		return [];
	}

	const {version, installed, loaded} = node.ollama;
	const isSilent = version.state === 'failed' || version.state === 'stale';
	const lanes = isSilent ? [version] : [installed, loaded];
	const isMissed = node.config.ollama.use === 'always' || version.state !== 'failed';
	return !isMissed
		? []
		: lanes.flatMap(lane => ('failure' in lane ? [ollamaFailureText(lane.failure)] : []));
}

function stateOf({ollama: {version}, config}: NodeState): StatusOllama['state'] | undefined {
	switch (version.state) {
		case 'idle':
			return undefined;
		case 'loading':
			return 'asking';
		case 'fresh':
			return 'ready';
		default:
			return version.state === 'failed' && isNone(config.ollama.use, version.failure.kind)
				? 'none'
				: 'silent';
	}
}

/** Nobody listens, or something else does; one that is late, or that may not be asked, may be there. */
function isNone(use: NodeState['config']['ollama']['use'], kind: Failure['kind']): boolean {
	return use === 'ask' && kind !== 'timedOut' && kind !== 'denied';
}

function statusLoaded(model: LoadedModel): NonNullable<StatusOllama['loaded']>[number] {
	const {name, digest, sizeBytes, vramBytes, expiresWallMs, contextTokens} = model;
	const expiresAt = expiresWallMs === undefined ? undefined : new Date(expiresWallMs).toISOString();
	return {name, digest, sizeBytes, vramBytes, expiresAt, contextTokens};
}

function ageMs(lane: Loadable<unknown>, clock: State['clock']): number | undefined {
	return lane.state === 'fresh' || lane.state === 'stale'
		? Math.max(0, Math.round(clock.atMs - lane.atMs))
		: undefined;
}

function metricsOf(node: string, {metrics, asking}: Told): StatusOllama['metrics'] {
	const known = own(metrics, node) ?? {};
	const inFlight = own(asking, node) ?? {};
	const models = [...new Set([...Object.keys(known), ...Object.keys(inFlight)])].toSorted(compare);
	return models.length === 0
		? undefined
		: models.map(model => statusMetrics(model, own(known, model), own(inFlight, model)));
}

function statusMetrics(
	model: string,
	known: ModelMetrics | undefined,
	inFlight: number | undefined,
): NonNullable<StatusOllama['metrics']>[number] {
	return {
		model,
		requests: known?.requests ?? 0,
		cancelled: known?.cancelled ?? 0,
		failures: {...known?.failures},
		timeToFirstTokenMs: known?.firstTokenMs,
		tokensPerSecond: known?.rates?.decodeTokensPerSecond,
		loadMs: known?.loadMs,
		inFlight,
	};
}

function compare(one: string, other: string): number {
	return one === other ? 0 : one < other ? -1 : 1;
}
