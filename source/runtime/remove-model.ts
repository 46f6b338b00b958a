import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {NodeName} from '../domain/ids.ts';
import type {DeedResult, ModelDeed} from '../domain/model-deed.ts';
import type {InstalledModel} from '../domain/ollama.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {isSameModel} from '../rules/model-name.ts';
import type {NodeOllamas} from './node-ollama.ts';

export type RemovalWorld = {
	readonly ollamaOf: NodeOllamas;
	/** Other nodes whose lists have it; lists are up to a minute old. */
	readonly havers: (digest: string, but: NodeName) => readonly NodeName[];
	/** One after the other, so that of two that are removed at once the second sees that it is the last. */
	readonly alone: <Value>(work: () => Promise<Value>) => Promise<Value>;
};

type Removal = Extract<ModelDeed, {type: 'remove'}>;
type Removing = RemovalWorld & {readonly client: OllamaClient};

/**
 * Removes it if it is still the one that was meant. What no other node has, as far as they answer, goes only where that
 * was meant too. One that is in memory leaves it first: Ollama would keep it there.
 */
export function removeModel(
	deed: Removal,
	world: Removing,
	signal: AbortSignal,
): Promise<Result<DeedResult>> {
	return deed.mayBeLast === true
		? removeNow(deed, world, signal)
		: world.alone(() => removeNow(deed, world, signal));
}

async function removeNow(
	deed: Removal,
	world: Removing,
	signal: AbortSignal,
): Promise<Result<DeedResult>> {
	const {node, model} = deed;
	const {client} = world;
	const listed = await client.listInstalled(signal);
	if (!listed.ok) {
		return listed;
	}

	const found = listed.value.find(({name}) => isSameModel(name, model));
	if (found === undefined) {
		return succeeded({digest: undefined, fetchedBytes: 0, wasThere: true});
	}

	if (deed.digest !== undefined && found.digest !== deed.digest) {
		const reason = `${model} is another one there by now: nothing was removed. Look at it again.`;
		return failed({kind: 'rejected', where: node, reason});
	}

	if (deed.mayBeLast !== true && !(await hasCopy(found, listed.value, {deed, world, signal}))) {
		const reason = `${model} is the last copy: no other node that answers has the same. Nothing was removed.`;
		return failed({kind: 'rejected', where: node, reason});
	}

	const unloaded = await unloadIfLoaded(deed, client, signal);
	const removed = unloaded.ok ? await client.remove(model, signal) : unloaded;
	return removed.ok ? succeeded({digest: undefined, fetchedBytes: 0, wasThere: false}) : removed;
}

type Looking = {
	readonly deed: Removal;
	readonly world: RemovalWorld;
	readonly signal: AbortSignal;
};

/** Under another name here, or on another node, which is asked now. */
async function hasCopy(
	{name, digest}: InstalledModel,
	here: readonly InstalledModel[],
	{deed, world, signal}: Looking,
): Promise<boolean> {
	if (here.some(other => other.digest === digest && other.name !== name)) {
		return true;
	}

	for (const node of world.havers(digest, deed.node)) {
		const ollama = world.ollamaOf(node);
		const listed = ollama.ok ? await ollama.value.listInstalled(signal) : ollama;
		if (listed.ok && listed.value.some(model => model.digest === digest)) {
			return true;
		}
	}

	return false;
}

async function unloadIfLoaded(
	{model}: Removal,
	client: OllamaClient,
	signal: AbortSignal,
): Promise<Result<void>> {
	const loaded = await client.listLoaded(signal);
	const isLoaded = loaded.ok && loaded.value.some(({name}) => isSameModel(name, model));
	return isLoaded ? client.unload(model, signal) : succeeded(undefined);
}
