import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {FileDigests} from '../clients/file-digests.ts';
import type {BlobNames, Pulled, PullListener} from '../clients/ollama-pull.ts';
import type {Clock} from '../domain/clock.ts';
import type {LayerProgress, ModelDeed, ModelFile} from '../domain/model-deed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {bytesPerSecond, type TransferSamples, withSample} from '../rules/transfer-rate.ts';

export type CreationWorld = {
	readonly client: Pick<OllamaClient, 'create' | 'hasBlob' | 'sendBlob'>;
	readonly digests: FileDigests;
	readonly clock: Clock;
};

type Creation = Extract<ModelDeed, {type: 'create'}>;

/** As Ollama tells a layer. */
const shownDigits = 12;

/**
 * Makes a model as its Modelfile says. Of its files the node is brought those that it has not; one that it was brought
 * stays there, also where the next one fails. `fetchedBytes` counts what was sent, too.
 */
export async function createFrom(
	{model, modelfile}: Creation,
	{client, digests, clock}: CreationWorld,
	listener: PullListener,
): Promise<Result<Pulled>> {
	const {files, adapters} = modelfile;
	const all = [...files, ...adapters];
	const read = await readAll(all, digests, listener);
	if (!read.ok) {
		return read;
	}

	const sent = await sendAll(all, read.value, {client, clock, listener});
	if (!sent.ok) {
		return sent;
	}

	const made = await client.create(
		{
			...{model, modelfile},
			files: blobNames(files, read.value),
			adapters: blobNames(adapters, read.value.slice(files.length)),
		},
		listener,
	);
	return made.ok ? succeeded({fetchedBytes: made.value.fetchedBytes + sent.value}) : made;
}

/** Their digests. */
async function readAll(
	files: readonly ModelFile[],
	digests: FileDigests,
	{signal, onProgress}: PullListener,
): Promise<Result<readonly string[]>> {
	const found: string[] = [];
	for (const file of files) {
		const {path, sizeBytes: totalBytes} = file;
		const onRead = (completedBytes: number): void => {
			const layers = [{digest: baseName(path), totalBytes, completedBytes}];
			onProgress({step: 'reading', layers, bytesPerSecond: undefined});
		};
		const digest = await digests(file, {signal, onRead});
		if (!digest.ok) {
			return digest;
		}

		found.push(digest.value);
	}

	return succeeded(found);
}

type Sending = Omit<CreationWorld, 'digests'> & {readonly listener: PullListener};

/** How many bytes of them the node had not. */
async function sendAll(
	files: readonly ModelFile[],
	digests: readonly string[],
	{client, clock, listener}: Sending,
): Promise<Result<number>> {
	const {signal, onProgress} = listener;
	const layers: LayerProgress[] = [];
	let samples: TransferSamples = [];
	let sentBytes = 0;
	for (const [index, file] of files.entries()) {
		const digest = digests[index] ?? '';
		const has = await client.hasBlob(digest, signal);
		if (!has.ok || has.value) {
			if (!has.ok) {
				return has;
			}

			continue;
		}

		const place = layers.length;
		const before = sentBytes;
		const {sizeBytes: totalBytes} = file;
		const onSent = (completedBytes: number): void => {
			layers[place] = {digest: shortDigest(digest), totalBytes, completedBytes};
			samples = withSample(samples, {
				atMs: clock.monotonicMs(),
				bytes: before + completedBytes,
			});
			const rate = bytesPerSecond(samples);
			onProgress({step: 'layers', layers: [...layers], bytesPerSecond: rate});
		};
		onSent(0);
		const sent = await client.sendBlob({digest, file}, {signal, onSent});
		if (!sent.ok) {
			return failed(sent.failure);
		}

		sentBytes += totalBytes;
	}

	return succeeded(sentBytes);
}

/** Ollama knows a GGUF by the end of its name; two of one name are told apart. */
function blobNames(files: readonly ModelFile[], digests: readonly string[]): BlobNames {
	const names: Record<string, string> = {};
	for (const [index, {path}] of files.entries()) {
		const name = baseName(path);
		names[name in names ? `${index + 1}-${name}` : name] = digests[index] ?? '';
	}

	return names;
}

function baseName(path: string): string {
	return path.split('/').at(-1) ?? path;
}

function shortDigest(digest: string): string {
	return digest.replace('sha256:', '').slice(0, shownDigits);
}
