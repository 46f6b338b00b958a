/**
 * OLLAMA_MODELS: manifests/HOST/NAMESPACE/MODEL/TAG beside blobs/sha256-DIGEST, read anew at every look, so that what
 * was copied there from elsewhere is a model at once.
 */
import {createHash} from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {displayName, type ParsedName, parseName} from './model-name.ts';

export type Layer = {
	/** `application/vnd.ollama.image.model` and the like */
	readonly mediaType: string;
	/** `sha256:` and 64 hex digits */
	readonly digest: string;
	readonly size: number;
};

export type Manifest = {
	readonly schemaVersion: 2;
	readonly mediaType: string;
	readonly config: Layer;
	readonly layers: readonly Layer[];
};

/** What the config blob says of a model. */
export type ModelConfig = {
	readonly model_format: string;
	readonly model_family: string;
	readonly model_families: readonly string[];
	readonly model_type: string;
	readonly file_type: string;
};

export type StoredModel = {
	readonly name: ParsedName;
	/** As Ollama shows it. */
	readonly title: string;
	readonly manifest: Manifest;
	readonly config: ModelConfig;
	/** Of the manifest, without `sha256:`. */
	readonly digest: string;
	readonly sizeBytes: number;
	readonly modifiedAt: Date;
};

export const sha256Of = (bytes: string | Uint8Array) =>
	createHash('sha256').update(bytes).digest('hex');

const configType = 'application/vnd.docker.container.image.v1+json';

export const manifestPath = (folder: string, {host, namespace, model, tag}: ParsedName) =>
	join(folder, 'manifests', host, namespace, model, tag);

export const blobPath = (folder: string, digest: string) =>
	join(folder, 'blobs', digest.replace(':', '-'));

/** Undefined: there is none, or none that can be read. */
export function readModel(folder: string, name: ParsedName): StoredModel | undefined {
	try {
		const path = manifestPath(folder, name);
		const bytes = readFileSync(path);
		const manifest = JSON.parse(bytes.toString()) as Manifest;
		const config = readFileSync(blobPath(folder, manifest.config.digest), 'utf8');
		return {
			name,
			title: displayName(name),
			manifest,
			config: JSON.parse(config) as ModelConfig,
			digest: sha256Of(bytes),
			sizeBytes: manifest.layers.reduce((sum, {size}) => sum + size, manifest.config.size),
			modifiedAt: statSync(path).mtime,
		};
	} catch {
		return undefined;
	}
}

export function readModelNamed(folder: string, text: string): StoredModel | undefined {
	const name = parseName(text);
	return name === undefined ? undefined : readModel(folder, existingName(folder, name));
}

/**
 * Each part of a name as it is written already in that of any model, whichever, but for upper and lower case.
 * https://github.com/ollama/ollama/blob/main/server/routes.go getExistingName
 */
export function existingName(folder: string, name: ParsedName): ParsedName {
	const known = listModels(folder).map(model => model.name);
	const asWritten = (part: 'host' | 'namespace' | 'model' | 'tag'): string =>
		known.map(each => each[part]).findLast(each => isSameWord(each, name[part])) ?? name[part];
	return {
		scheme: name.scheme,
		host: asWritten('host'),
		namespace: asWritten('namespace'),
		model: asWritten('model'),
		tag: asWritten('tag'),
	};
}

function isSameWord(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}

/** The newest first, as Ollama lists them. */
export function listModels(folder: string): readonly StoredModel[] {
	const root = join(folder, 'manifests');
	const paths = existsSync(root) ? readdirSync(root, {recursive: true, encoding: 'utf8'}) : [];
	return paths
		.flatMap(path => {
			const [host, namespace, model, tag, ...more] = path.split('/');
			const isModel = host !== undefined && namespace !== undefined && model !== undefined;
			return isModel && tag !== undefined && more.length === 0
				? [readModel(folder, {scheme: undefined, host, namespace, model, tag})]
				: [];
		})
		.filter(model => model !== undefined)
		.sort((a, b) => b.modifiedAt.getTime() - a.modifiedAt.getTime());
}

export function writeBlob(folder: string, bytes: Uint8Array): string {
	const digest = `sha256:${sha256Of(bytes)}`;
	mkdirSync(join(folder, 'blobs'), {recursive: true});
	writeFileSync(blobPath(folder, digest), bytes);
	return digest;
}

export function writeManifest(folder: string, name: ParsedName, bytes: string | Uint8Array): void {
	const path = manifestPath(folder, name);
	mkdirSync(dirname(path), {recursive: true});
	writeFileSync(path, bytes);
}

/** The manifest of these layers and of this config, which is laid beside them. */
export function composeModel(
	folder: string,
	config: ModelConfig,
	layers: readonly Layer[],
): string {
	const rootfs = {type: 'layers', diff_ids: layers.map(({digest}) => digest)};
	const bytes = Buffer.from(
		JSON.stringify({...config, architecture: 'amd64', os: 'linux', rootfs}),
	);
	const manifest: Manifest = {
		schemaVersion: 2,
		mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
		config: {mediaType: configType, digest: writeBlob(folder, bytes), size: bytes.length},
		layers,
	};
	return JSON.stringify(manifest);
}

/** The manifest, and of its blobs those that no other model uses. */
export function removeModel(folder: string, {name, manifest}: StoredModel): void {
	rmSync(manifestPath(folder, name));
	removeBlobs(folder, manifest);
}

/** Of these those that no model uses; how many they were. */
export function removeBlobs(folder: string, manifest: Manifest): number {
	const used = new Set(
		listModels(folder).flatMap(each => blobsOf(each.manifest).map(({digest}) => digest)),
	);
	const unused = blobsOf(manifest).filter(({digest}) => !used.has(digest));
	for (const {digest} of unused) {
		rmSync(blobPath(folder, digest), {force: true});
	}

	return unused.length;
}

/** In the order of a pull: the config last. */
export const blobsOf = ({layers, config}: Manifest): readonly Layer[] => [...layers, config];

/** The content of a layer by the last word of its type: `template`, `system`, `params`, `license`. */
export function readLayer(folder: string, {manifest}: StoredModel, kind: string) {
	const layer = layerOf(manifest, kind);
	return layer === undefined ? undefined : readFileSync(blobPath(folder, layer.digest), 'utf8');
}

export const layerOf = ({layers}: Manifest, kind: string): Layer | undefined =>
	layers.find(({mediaType}) => mediaType === layerType(kind));

export const layerType = (kind: string) => `application/vnd.ollama.image.${kind}`;
