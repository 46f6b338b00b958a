/** `/api/pull`: of a registry, which may be another node's store (registry.ts). */
import {createHash} from 'node:crypto';
import {createReadStream, existsSync, rmSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {ApiError} from './api-error.ts';
import type {Downloads} from './downloads.ts';
import {type Exchange, readFields, sendJson, sendLine, textIn} from './exchange.ts';
import {type ParsedName, parseName} from './model-name.ts';
import {
	blobPath,
	blobsOf,
	existingName,
	type Layer,
	type Manifest,
	readModel,
	removeBlobs,
	writeManifest,
} from './model-store.ts';
import type {Handler, Served} from './served.ts';

type Progress = {
	readonly status: string;
	readonly digest?: string;
	readonly total?: number;
	/** Left out where it is 0. */
	readonly completed?: number;
};

type Pull = {
	readonly served: Served;
	readonly say: (progress: Progress) => Promise<void>;
	readonly signal: AbortSignal;
	readonly base: string;
};

/** How often Ollama says how far it is. */
const tickMs = 60;

export const pull: Handler = async (served, exchange) => {
	const fields = await readFields(exchange);
	const asked = parseName(textIn(fields, 'model') ?? textIn(fields, 'name') ?? '');
	if (asked === undefined) {
		throw new ApiError(400, 'invalid model name');
	}

	const name = existingName(served.folder, asked);
	const isStreaming = fields['stream'] !== false;
	const say = async (progress: Progress) => {
		if (isStreaming) {
			await sendLine(exchange, progress);
		}
	};
	await say({status: 'pulling manifest'});
	const base = baseOf(name, {served, isInsecure: fields['insecure'] === true});
	await pullModel({served, say, signal: exchange.signal, base}, name);
	await finish(exchange, isStreaming);
};

async function finish(exchange: Exchange, isStreaming: boolean): Promise<void> {
	await (isStreaming ? sendLine : sendJson)(exchange, {status: 'success'});
	exchange.response.end();
}

async function pullModel(pull: Pull, name: ParsedName): Promise<void> {
	const {served, say, signal, base} = pull;
	const bytes = await fetchManifest(`${base}/manifests/${name.tag}`, signal);
	const manifest = JSON.parse(bytes.toString()) as Manifest;
	const before = readModel(served.folder, name);
	for (const layer of blobsOf(manifest)) {
		await pullLayer(pull, layer);
	}

	await say({status: 'verifying sha256 digest'});
	for (const layer of blobsOf(manifest)) {
		await verify(blobPath(served.folder, layer.digest), layer.digest);
	}

	await say({status: 'writing manifest'});
	writeManifest(served.folder, name, bytes);
	if (before !== undefined && removeBlobs(served.folder, before.manifest) > 0) {
		await say({status: 'removing unused layers'});
	}
}

/** What it was at the last tick is the last that is told of a layer: not that it is whole, and of a small one nothing. */
async function pullLayer({served, say, signal, base}: Pull, layer: Layer): Promise<void> {
	const {digest, size: total} = layer;
	const status = `pulling ${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`;
	const tell = (completed: number) =>
		say({status, digest, total, ...(completed === 0 ? {} : {completed})});
	if (existsSync(blobPath(served.folder, digest))) {
		return tell(total);
	}

	const download = served.downloads.join({base, layer});
	try {
		while (!(await isOver(download))) {
			if (signal.aborted) {
				throw new ApiError(499, 'context canceled');
			}

			await tell(download.completedBytes);
		}
	} finally {
		served.downloads.leave(download);
	}
}

/** Whether it ended before the next tick. */
function isOver({ended}: ReturnType<Downloads['join']>): Promise<boolean> {
	return Promise.race([ended.then(() => true), sleep(tickMs, false)]);
}

function baseOf(
	{scheme, host, namespace, model}: ParsedName,
	{served, isInsecure}: {readonly served: Served; readonly isInsecure: boolean},
): string {
	const isUsual = host === 'registry.ollama.ai';
	const path = `/v2/${namespace}/${model}`;
	if (isUsual && served.registryUrl === undefined) {
		throw new ApiError(
			500,
			`pull model manifest: Get "https://${host}${path}": dial tcp: lookup ${host}: no such host`,
		);
	}

	if (isUsual) {
		return `${served.registryUrl}${path}`;
	}

	return `${scheme ?? (isInsecure ? 'http' : 'https')}://${host}${path}`;
}

async function fetchManifest(url: string, signal: AbortSignal): Promise<Buffer> {
	const response = await fetch(url, {signal}).catch((error: unknown) => {
		throw new ApiError(500, `pull model manifest: Get "${url}": ${reasonOf(error)}`);
	});
	if (response.status === 404) {
		throw new ApiError(500, 'pull model manifest: file does not exist');
	}

	if (!response.ok) {
		throw new ApiError(500, `pull model manifest: ${response.status}: ${await response.text()}`);
	}

	return Buffer.from(await response.arrayBuffer());
}

function reasonOf(error: unknown): string {
	return error instanceof Error && error.cause instanceof Error ? error.cause.message : `${error}`;
}

async function verify(path: string, digest: string): Promise<void> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) {
		hash.update(chunk as Buffer);
	}

	const got = `sha256:${hash.digest('hex')}`;
	if (got !== digest) {
		rmSync(path);
		throw new ApiError(
			500,
			`digest mismatch, file must be downloaded again: want ${digest}, got ${got}`,
		);
	}
}
