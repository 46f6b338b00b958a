import type {Config, NodeConfig} from '../domain/config.ts';
import {isModelName} from '../domain/grammar.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {ShelfNode, ShelfRow} from '../domain/model-shelf.ts';
import type {ShownModel} from '../domain/ollama.ts';
import {failed, type Result} from '../domain/result.ts';
import {fullModelName} from '../rules/model-name.ts';
import {modelShelf} from '../rules/model-shelf.ts';
import {nearestModel} from '../rules/no-route.ts';
import {createTurnParts} from '../runtime/answer-turn-parts.ts';
import type {Runtime} from '../runtime/start-runtime.ts';
import {shelfNodes} from '../store/shelf-nodes.ts';
import type {State} from '../store/state.ts';
import {noRouteText} from '../theme/no-route-text.ts';
import {serviceText} from '../theme/route-rejection-text.ts';
import {clean} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';
import {type Collection, openCollected} from './collect.ts';
import {modelNameProblem} from './model-names.ts';
import {isUsageProblem, numberOf} from './flag-values.ts';
import {namesOf, ollamaNodesNamed} from './ollama-nodes.ts';
import type {Flags, Invocation, UsageProblem} from './parse-arguments.ts';
import {said, sayOnce} from './said-of-nodes.ts';
import {withConfig} from './session-config.ts';
import {silenceTexts} from './silent-nodes.ts';
import {defaultTimeoutMs} from './status-request.ts';
import {type ExitStatus, exitUsage, type Surroundings} from './surroundings.ts';

/** The rack as it was when all had answered, and the way to ask further. */
export type ModelsRack = {
	readonly config: Config;
	readonly state: State;
	readonly nodes: readonly ShelfNode[];
	readonly rows: readonly ShelfRow[];
	/** The connections, which stay until the use of it has ended. */
	readonly runtime: Runtime;
	readonly show: ShowOn;
};

/** What a node tells of one of its models. */
type ShowOn = (node: NodeName, model: ModelName) => Promise<Result<ShownModel>>;

type Use = (rack: ModelsRack) => Promise<ExitStatus> | ExitStatus;

export type ModelsRequest = {
	readonly flags: Flags;
	/** Refused before any node is reached. */
	readonly problem?: ((config: Config) => string | undefined) | undefined;
	/** Whether `--node` names all that is asked. @default false: the others are asked too */
	readonly isOnlyNamed?: boolean;
	/** Whether it is about room on disks. @default false */
	readonly needsDisks?: boolean;
};

/** A rate needs a second sample; nothing here is one. */
const sampleMs = 200;
const mostNamed = 5;

/** Asks all nodes once for what they have, uses it, and closes the connections. */
export async function withModels(
	{flags, problem, isOnlyNamed = false, needsDisks = false}: ModelsRequest,
	world: Surroundings,
	use: Use,
): Promise<ExitStatus> {
	const timeout = numberOf(flags, 'timeout', {least: 0.1, most: 3600});
	if (isUsageProblem(timeout)) {
		world.output.complain(timeout.usage);
		return exitUsage;
	}

	return withConfig(flags, world, async ({config}) => {
		const nodes = nodesOf(config, {flags, isOnlyNamed});
		const refusal = isUsageProblem(nodes) ? nodes.usage : problem?.(config);
		if (isUsageProblem(nodes) || refusal !== undefined) {
			world.output.complain(refusal ?? '');
			return exitUsage;
		}

		const timeoutMs = timeout === undefined ? defaultTimeoutMs : timeout * 1000;
		// Whether enough have it nobody can say who asked only some.
		const models = isOnlyNamed && flags.has('node') ? [] : config.models;
		const asked = {config: {...config, nodes, models}, timeoutMs, needsDisks};
		return askedRack(asked, world, use);
	});
}

function nodesOf(
	config: Config,
	{flags, isOnlyNamed}: Required<Pick<ModelsRequest, 'flags' | 'isOnlyNamed'>>,
): readonly NodeConfig[] | UsageProblem {
	const named = ollamaNodesNamed(config, namesOf(flags.texts('node')));
	return isOnlyNamed || isUsageProblem(named) ? named : config.nodes;
}

async function askedRack(
	asked: Pick<Collection, 'config' | 'timeoutMs' | 'needsDisks'>,
	world: Surroundings,
	use: Use,
): Promise<ExitStatus> {
	const {config} = asked;
	const {clock, chance, signal} = world;
	const runtime = await openCollected({...asked, only: ['models'], sampleMs}, world);
	try {
		const state = runtime.store.getState();
		const {clientOf} = createTurnParts({runtime, clock, chance});
		const show: ShowOn = async (node, model) => {
			const client = clientOf(node);
			return client === undefined
				? failed({kind: 'unreachable', where: node, reason: 'the connection was lost'})
				: client.showModel(model, signal);
		};
		const nodes = shelfNodes(state);
		const rows = modelShelf(nodes, config.models);
		return await use({config, state, nodes, runtime, rows, show});
	} finally {
		runtime.stop();
	}
}

/** The name of a model that may be asked for, as `MODEL` of a command. */
export function modelOperand({operands: [name = '']}: Invocation): ModelName | UsageProblem {
	return isModelName(name) ? name : modelNameProblem(name);
}

/** The row of a model by any of its names; undefined: it was said that no node has it. */
export function rowNamed(
	{rows, nodes}: ModelsRack,
	name: ModelName,
	{output}: Pick<Surroundings, 'output'>,
): ShelfRow | undefined {
	const row = rows.find(one => fullModelName(one.name) === fullModelName(name));
	if (row?.model !== undefined) {
		return row;
	}

	const names = rows.flatMap(({model}) => (model === undefined ? [] : [model.name]));
	const serving = nodes.filter(({service}) => service.state === 'serving').length;
	const silences = silenceTexts(nodes, {so: 'so that its models are not known'});
	if (serving === 0 && silences.length === 0) {
		output.complain(noRouteText({kind: 'noNodes'}));
	} else if (serving > 0 && names.length === 0) {
		output.complain(noRouteText({kind: 'noModels', serving}));
	} else if (serving > 0) {
		const nearest = nearestModel(name, names);
		output.complain(noRouteText({kind: 'unknownModel', model: name, nearest}));
	}

	silences.forEach(output.complain);
	return undefined;
}

/** Nodes of which nothing is known, and why: said once of all that share it. */
export function silentLines(
	nodes: readonly ShelfNode[],
	columns: number | undefined,
): readonly string[] {
	const sentences = nodes.flatMap(({name, service}) =>
		service.state === 'serving' ? [] : [said(name, serviceText(service))],
	);
	const lines = sayOnce(sentences, mostNamed).flatMap(({text}) =>
		hanging(clean(text), {columns, head: '', indent: 2}),
	);
	return lines.length === 0 ? [] : ['', ...lines];
}
