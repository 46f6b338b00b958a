import type {Failure} from '../domain/failure.ts';
import type {DeedProgress, DeedResult} from '../domain/model-deed.ts';
import type {InstalledModel} from '../domain/ollama.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {isSameModel} from '../rules/model-name.ts';
import {isTemporaryName, manifestFile, modelPath, temporaryName} from '../rules/model-path.ts';
import {newNonce} from '../transport/ssh/prove-shell.ts';
import {layModel} from './lay-model.ts';
import type {CopyListener, CopyPlace, FoundCopy, ModelCopy} from './model-copy.ts';
import {openModelFacade} from './model-facade.ts';
import {blobFile, findStoredModel} from './model-store.ts';
import type {Pulled} from './ollama-pull.ts';
import {readBlob} from './read-blob.ts';

/**
 * A model from the disk of one node to another, which fetches it from a registry that we are for as long as it takes:
 * its own Ollama goes on where an earlier copy was broken off, verifies every byte and writes the name last. Where the
 * node forbids to listen, the files are laid beside those that it has. At the end the digests are equal.
 *
 * Failures: of the source `rejected` (it has no such model, or not whole), `denied` (its files cannot be read); of the
 * target those of a pull, `diskFull`, `denied`; `cancelled`, and those of the ways to both.
 */
export async function copyModel(
	copy: ModelCopy,
	listener: CopyListener,
): Promise<Result<DeedResult>> {
	const {source, target, model} = copy;
	const {signal} = listener;
	listener.onProgress(progressOf('asking'));
	const [there, here] = await Promise.all([
		source.ollama.listInstalled(signal),
		target.ollama.listInstalled(signal),
	]);
	if (!there.ok) {
		return there;
	}

	if (!here.ok) {
		return here;
	}

	const wanted = there.value.find(({name}) => isSameModel(name, model));
	const path = wanted === undefined ? undefined : modelPath(wanted.name);
	if (wanted === undefined || path === undefined) {
		return failed({kind: 'rejected', where: source.where, reason: `it has no ${model} to copy.`});
	}

	if (isThere(here.value, wanted)) {
		await sweep(target, signal);
		return succeeded({digest: wanted.digest, fetchedBytes: 0, wasThere: true});
	}

	const file = manifestFile(path);
	const stored = await findStoredModel(
		{model: wanted.name, file, digest: wanted.digest},
		{openShell: source.openShell, where: source.where, clock: copy.clock, signal},
	);
	return stored.ok
		? bring({...copy, wanted, path, stored: stored.value, installed: here.value}, listener)
		: stored;
}

async function bring(found: FoundCopy, listener: CopyListener): Promise<Result<DeedResult>> {
	const served = await serveAndPull(found, listener);
	const brought = served === 'forbidden' ? await layModel(found, listener) : served;
	if (!brought.ok) {
		return brought;
	}

	const {source, target, wanted} = found;
	const listed = await target.ollama.listInstalled(listener.signal);
	if (!listed.ok) {
		return listed;
	}

	await sweep(target, listener.signal);
	const {name, digest} = wanted;
	const reason = `its ${name} is another than that of ${source.where} after the copy. Remove it, and copy it again.`;
	return isThere(listed.value, wanted)
		? succeeded({digest, fetchedBytes: brought.value.fetchedBytes, wasThere: false})
		: failed({kind: 'rejected', where: target.where, reason});
}

/** The names that are being made now: those of another copy are not swept away. */
const going = new Set<string>();

async function serveAndPull(
	found: FoundCopy,
	listener: CopyListener,
): Promise<Result<Pulled> | 'forbidden'> {
	const {source, target, clock, path, stored} = found;
	const {folder} = stored;
	const nonce = newNonce();
	const facade = openModelFacade({
		...{stored, path, nonce},
		read: (sha256, range, gone) => {
			const signal = AbortSignal.any([gone, listener.signal]);
			const {openShell, where} = source;
			return readBlob(
				{file: blobFile(folder, sha256), ...range},
				{openShell, where, clock, signal},
			);
		},
	});
	const served = await target.serveHttp(facade.answer, listener.signal);
	if (!served.ok) {
		return served.failure.kind === 'denied' ? 'forbidden' : served;
	}

	const name = temporaryName(path, {port: served.value.port, nonce});
	going.add(name);
	try {
		const pulled = await pullAndName(found, {name, failure: facade.failure}, listener);
		const failure = facade.failure();
		return pulled.ok || failure === undefined ? pulled : failed(failure);
	} finally {
		going.delete(name);
		await served.value.close();
	}
}

type Serving = {
	/** Under which the target asks us. */
	readonly name: string;
	/** Why we could not give what was asked for; undefined: we could. */
	readonly failure: () => Failure | undefined;
};

async function pullAndName(
	{target: {ollama}, wanted}: FoundCopy,
	serving: Serving,
	listener: CopyListener,
): Promise<Result<Pulled>> {
	const {signal, onProgress} = listener;
	const {name} = serving;
	const names = {from: name, to: wanted.name};
	let pulled = await pullFromUs(ollama, serving, listener);
	let named = pulled.ok ? await ollama.copyName(names, signal) : pulled;
	if (pulled.ok && !named.ok && named.failure.kind === 'rejected') {
		// Another clusterdeck has swept it away before it had its name.
		pulled = await pullFromUs(ollama, serving, listener);
		named = pulled.ok ? await ollama.copyName(names, signal) : pulled;
	}

	if (pulled.ok) {
		onProgress(progressOf('removing'));
		// Also where it was cancelled by then. What cannot be removed now is swept away by the next copy.
		await ollama.remove(name, neverAborted);
	}

	return named.ok ? pulled : named;
}

const neverAborted = new AbortController().signal;
const mostPulls = 3;

/**
 * Ollama fetches a blob once for all who ask for it. So this pull may wait for one that a copy began which was broken off,
 * and fail with it, though we gave all that we were asked for: then it is asked again.
 */
async function pullFromUs(
	ollama: CopyPlace['ollama'],
	{name, failure}: Serving,
	listener: CopyListener,
): Promise<Result<Pulled>> {
	const pull = () => ollama.pull({model: name, isInsecure: true}, listener);
	let pulled = await pull();
	for (let pulls = 1; pulls < mostPulls; pulls += 1) {
		if (pulled.ok || pulled.failure.kind !== 'rejected' || failure() !== undefined) {
			break;
		}

		pulled = await pull();
	}

	return pulled;
}

/** What copies left that were broken off: their blobs are those of a model that has its own name, or of none. */
async function sweep({ollama}: CopyPlace, signal: AbortSignal): Promise<void> {
	const names = await ollama.listNames(signal);
	const left = names.ok
		? names.value.filter(name => isTemporaryName(name) && !going.has(name))
		: [];
	for (const name of left) {
		await ollama.remove(name, signal);
	}
}

function isThere(installed: readonly InstalledModel[], {name, digest}: InstalledModel): boolean {
	return installed.some(other => isSameModel(other.name, name) && other.digest === digest);
}

function progressOf(step: DeedProgress['step']): DeedProgress {
	return {step, layers: [], bytesPerSecond: undefined};
}
