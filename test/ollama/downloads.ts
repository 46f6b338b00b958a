/**
 * Blobs on their way: two pulls of the same blob share one download, which ends when the last of them is gone and goes
 * on from where it was when it is wanted again. https://github.com/ollama/ollama/blob/main/server/download.go
 */
import {closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {OllamaFaults} from './faults.ts';
import {blobPath, type Layer} from './model-store.ts';

export type Download = {
	completedBytes: number;
	users: number;
	readonly abort: AbortController;
	/** Rejects with what Ollama would say. */
	ended: Promise<void>;
};

export type DownloadOptions = {
	readonly folder: string;
	readonly bytesPerSecond: number | undefined;
	readonly faults: () => OllamaFaults;
};

/** The base of a registry's model: `http://HOST/v2/library/qwen3`. */
type Source = {readonly base: string; readonly layer: Layer};

export class Downloads {
	readonly #options: DownloadOptions;
	readonly #going = new Map<string, Download>();

	constructor(options: DownloadOptions) {
		this.#options = options;
	}

	/** Whoever joins one leaves it. */
	join(source: Source): Download {
		const {digest} = source.layer;
		const going = this.#going.get(digest);
		if (going !== undefined) {
			going.users += 1;
			return going;
		}

		const download: Download = {
			completedBytes: 0,
			users: 1,
			abort: new AbortController(),
			ended: Promise.resolve(),
		};
		this.#going.set(digest, download);
		download.ended = this.#run(source, download).finally(() => this.#going.delete(digest));
		download.ended.catch(() => undefined);
		return download;
	}

	leave(download: Download): void {
		download.users -= 1;
		if (download.users === 0) {
			download.abort.abort(new Error('context canceled'));
		}
	}

	async #run({base, layer}: Source, download: Download): Promise<void> {
		const path = blobPath(this.#options.folder, layer.digest);
		mkdirSync(dirname(path), {recursive: true});
		const partial = `${path}-partial`;
		const {signal} = download.abort;
		download.completedBytes = sizeOf(partial);
		const response = await fetch(await locate(`${base}/blobs/${layer.digest}`, signal), {
			headers: {Range: `bytes=${download.completedBytes}-${layer.size - 1}`},
			signal,
		});
		const file = openSync(partial, 'a');
		try {
			for await (const chunk of response.body ?? []) {
				writeSync(file, chunk);
				download.completedBytes += chunk.length;
				await this.#afterChunk(chunk.length, download);
			}
		} catch (error) {
			throw inWordsOfGo(error, partial);
		} finally {
			closeSync(file);
		}

		renameSync(partial, path);
		rmSync(`${partial}-0`, {force: true});
	}

	async #afterChunk(bytes: number, {completedBytes, abort}: Download): Promise<void> {
		const {bytesPerSecond, faults} = this.#options;
		const {pullFailsAt} = faults();
		if (pullFailsAt !== undefined && completedBytes >= pullFailsAt) {
			throw new Error('max retries exceeded: unexpected EOF');
		}

		if (bytesPerSecond !== undefined) {
			await sleep((bytes / bytesPerSecond) * 1000);
		}

		abort.signal.throwIfAborted();
	}
}

/** A full disk ends a download at once; what broke off was tried again in vain. */
function inWordsOfGo(error: unknown, path: string): unknown {
	if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
		return new Error(`write ${path}: no space left on device`);
	}

	return error instanceof TypeError ? new Error('max retries exceeded: unexpected EOF') : error;
}

/** Ollama asks for the blob once to learn where it is, and takes no answer without a Location. */
async function locate(url: string, signal: AbortSignal): Promise<URL> {
	const response = await fetch(url, {redirect: 'manual', signal});
	await response.body?.cancel();
	const location = response.headers.get('location');
	if (response.status >= 400) {
		throw new Error('file does not exist');
	}

	if (location === null) {
		throw new Error('http: no Location header in response');
	}

	return new URL(location, url);
}

function sizeOf(path: string): number {
	return statSync(path, {throwIfNoEntry: false})?.size ?? 0;
}
