import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {FileDigests} from '../clients/file-digests.ts';
import type {PullListener} from '../clients/ollama-pull.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {Clock} from '../domain/clock.ts';
import type {DeedProgress, DeedResult, ModelDeed} from '../domain/model-deed.ts';
import type {InstalledModel} from '../domain/ollama.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {isSameModel} from '../rules/model-name.ts';
import {createFrom} from './create-from.ts';
import type {NodeOllamas} from './node-ollama.ts';
import {removeModel, type RemovalWorld} from './remove-model.ts';

/** Brings a model from the disk of a node to that of another. */
export type CopyModel = (
	deed: Extract<ModelDeed, {type: 'copy'}>,
	listener: PullListener,
) => Promise<Result<DeedResult>>;

export type DeedWorld = RemovalWorld & {
	readonly ollamaOf: NodeOllamas;
	readonly clock: Clock;
	/** Of the files that models are made of. */
	readonly digests: FileDigests;
	/** Undefined where nothing can be copied. */
	readonly copyModel: CopyModel | undefined;
};

/** Carries out one deed to its end. What it tells on its way is of the moment: who shows it keeps to a few a second. */
export async function doDeed(
	deed: ModelDeed,
	world: DeedWorld,
	listener: PullListener,
): Promise<Result<DeedResult>> {
	listener.onProgress(begun(deed));
	if (deed.type === 'copy') {
		const reason = 'nothing can be copied from node to node here';
		return (
			world.copyModel?.(deed, listener) ?? failed({kind: 'unsupported', where: deed.node, reason})
		);
	}

	const ollama = world.ollamaOf(deed.node);
	return ollama.ok ? doOn(deed, {...world, client: ollama.value}, listener) : ollama;
}

type OneNodeDeed = Exclude<ModelDeed, {type: 'copy'}>;
type NodeWorld = DeedWorld & {readonly client: OllamaClient};

async function doOn(
	deed: OneNodeDeed,
	world: NodeWorld,
	listener: PullListener,
): Promise<Result<DeedResult>> {
	const {client} = world;
	const {model} = deed;
	const {signal} = listener;
	switch (deed.type) {
		case 'pull':
			return fetched(deed, {client, signal, fetch: () => client.pull({model}, listener)});
		case 'create':
			return fetched(deed, {client, signal, fetch: () => createFrom(deed, world, listener)});

		case 'remove':
			return removeModel(deed, world, signal);
		case 'load': {
			const {keepAlive} = deed;
			return quick(await client.load({model, keepAlive}, signal));
		}

		case 'unload':
			return quick(await client.unload(model, signal));
		case 'name':
			return nameModel(deed, client, signal);
		default:
			return assertNever(deed);
	}
}

function begun({type}: ModelDeed): DeedProgress {
	const step = type === 'load' ? 'loading' : type === 'remove' ? 'removing' : 'asking';
	return {step, layers: [], bytesPerSecond: undefined};
}

type Fetching = {
	readonly client: OllamaClient;
	readonly signal: AbortSignal;
	readonly fetch: () => ReturnType<OllamaClient['pull']>;
};

async function fetched(
	{model}: OneNodeDeed,
	{client, signal, fetch}: Fetching,
): Promise<Result<DeedResult>> {
	const before = await client.listInstalled(signal);
	const done = await fetch();
	if (!done.ok) {
		return done;
	}

	const after = await client.listInstalled(signal);
	const digest = after.ok ? named(after.value, model)?.digest : undefined;
	const wasThere =
		before.ok && digest !== undefined && named(before.value, model)?.digest === digest;
	return succeeded({digest, fetchedBytes: done.value.fetchedBytes, wasThere});
}

function named(models: readonly InstalledModel[], model: string): InstalledModel | undefined {
	return models.find(({name}) => isSameModel(name, model));
}

/** Ollama would give the name of another model away without a word. */
async function nameModel(
	{model, to, node, isKept}: Extract<ModelDeed, {type: 'name'}>,
	client: OllamaClient,
	signal: AbortSignal,
): Promise<Result<DeedResult>> {
	const listed = await client.listInstalled(signal);
	if (!listed.ok) {
		return listed;
	}

	const digest = named(listed.value, model)?.digest;
	const taken = named(listed.value, to)?.digest;
	if (digest === undefined) {
		return failed({kind: 'rejected', where: node, reason: `it has no ${model}.`});
	}

	if (taken !== undefined && taken !== digest) {
		const reason = `${to} is another model there. Remove that first, or take another name.`;
		return failed({kind: 'rejected', where: node, reason});
	}

	const wasThere = taken === digest;
	const copied = wasThere ? succeeded(undefined) : await client.copyName({from: model, to}, signal);
	const isDropped = copied.ok && !isKept && !isSameModel(model, to);
	const dropped = isDropped ? await client.remove(model, signal) : copied;
	return dropped.ok ? succeeded({digest, fetchedBytes: 0, wasThere: wasThere && isKept}) : dropped;
}

function quick(done: Result<void>): Result<DeedResult> {
	return done.ok ? succeeded({digest: undefined, fetchedBytes: 0, wasThere: false}) : done;
}
