import * as z from 'zod';
import {isDeeperThan} from './json-depth.ts';

/** What a model is made of. */
export type ModelManifest = {
	readonly mediaType: string;
	/** Without a second of the same digest; the configuration last, as Ollama fetches them. */
	readonly blobs: readonly ModelBlob[];
};

export type ModelBlob = {
	/** 64 hex digits */
	readonly sha256: string;
	readonly sizeBytes: number;
};

const mostLayers = 256;
const mostDepth = 32;

const layer = z
	.object({
		digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
		size: z.int().min(0).max(1e15),
	})
	.transform(
		({digest, size}): ModelBlob => ({
			sha256: digest.slice('sha256:'.length),
			sizeBytes: size,
		}),
	);

const manifest = z.object({
	mediaType: z.string().regex(/^[\w.+/-]{1,100}$/),
	config: layer,
	layers: z.array(layer).max(mostLayers),
});

/**
 * A manifest of OCI as Ollama keeps it; undefined: it is none.
 *
 *     {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
 *     "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"sha256:34bb5ab0...","size":561},
 *     "layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:dde5aa3f...","size":2019377376}]}
 *
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function parseModelManifest(text: string): ModelManifest | undefined {
	const read = manifest.safeParse(jsonIn(text));
	if (!read.success) {
		return undefined;
	}

	const {mediaType, config, layers} = read.data;
	const blobs = new Map([...layers, config].map(blob => [blob.sha256, blob]));
	return {mediaType, blobs: [...blobs.values()]};
}

function jsonIn(text: string): unknown {
	try {
		return isDeeperThan(text, mostDepth) ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}
