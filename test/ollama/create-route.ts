/** `/api/create`: a model of another one, or of a GGUF that was brought as a blob. */
import {existsSync, statSync} from 'node:fs';
import {ApiError} from './api-error.ts';
import {type Exchange, isFields, readFields, sendJson, sendLine, textIn} from './exchange.ts';
import {readGgufMetadata} from './gguf-metadata.ts';
import {parseName} from './model-name.ts';
import {neededModel} from './model-routes.ts';
import {
	blobPath,
	composeModel,
	type Layer,
	layerType,
	type ModelConfig,
	writeBlob,
	writeManifest,
} from './model-store.ts';
import type {Handler} from './served.ts';

type Base = {readonly config: ModelConfig; readonly layers: readonly Layer[]};

export const create: Handler = async ({folder}, exchange) => {
	const fields = await readFields(exchange);
	const name = parseName(textIn(fields, 'model') ?? textIn(fields, 'name') ?? '');
	if (name === undefined) {
		throw new ApiError(400, 'invalid model name');
	}

	const from = textIn(fields, 'from');
	const base = from === undefined ? baseOfFiles(folder, fields) : neededModel(folder, from);
	const {config, layers} = 'manifest' in base ? {...base.manifest, config: base.config} : base;
	const isStreaming = fields['stream'] !== false;
	const say = (status: string) => (isStreaming ? sendLine(exchange, {status}) : undefined);
	if (from === undefined) {
		await say('parsing GGUF');
	}

	const changed = [...changedLayers(folder, fields), ...adapterLayers(folder, fields)];
	const kept = layers.filter(({mediaType}) => changed.every(each => each.mediaType !== mediaType));
	for (const {digest} of kept) {
		await say(`using existing layer ${digest}`);
	}

	for (const {digest} of changed) {
		await say(`creating new layer ${digest}`);
	}

	writeManifest(folder, name, composeModel(folder, config, [...kept, ...changed]));
	await say('writing manifest');
	await finish(exchange, isStreaming);
};

async function finish(exchange: Exchange, isStreaming: boolean): Promise<void> {
	await (isStreaming ? sendLine : sendJson)(exchange, {status: 'success'});
	exchange.response.end();
}

function baseOfFiles(folder: string, fields: Readonly<Record<string, unknown>>): Base {
	const files = isFields(fields['files']) ? Object.values(fields['files']) : [];
	const [digest] = files;
	if (typeof digest !== 'string') {
		throw new ApiError(400, "neither 'from' or 'files' was specified");
	}

	const path = blobPath(folder, digest);
	const info = existsSync(path) ? readGgufMetadata(path) : undefined;
	if (info === undefined) {
		throw new ApiError(400, 'invalid file format');
	}

	const family = String(info['general.architecture'] ?? 'llama');
	const size = statSync(path).size;
	return {
		layers: [{mediaType: layerType('model'), digest, size}],
		config: {
			model_format: 'gguf',
			model_family: family,
			model_families: [family],
			model_type: 'unknown',
			file_type: 'F32',
		},
	};
}

function adapterLayers(folder: string, fields: Readonly<Record<string, unknown>>): Layer[] {
	const adapters = isFields(fields['adapters']) ? Object.values(fields['adapters']) : [];
	return adapters.map(digest => {
		if (typeof digest !== 'string' || !existsSync(blobPath(folder, digest))) {
			throw new ApiError(400, 'invalid file format');
		}

		return {
			mediaType: layerType('adapter'),
			digest,
			size: statSync(blobPath(folder, digest)).size,
		};
	});
}

function changedLayers(folder: string, fields: Readonly<Record<string, unknown>>): Layer[] {
	const {parameters} = fields;
	const texts = {
		template: textIn(fields, 'template'),
		system: textIn(fields, 'system'),
		license: textIn(fields, 'license'),
		params: parameters === undefined ? undefined : JSON.stringify(parameters),
	};
	return Object.entries(texts).flatMap(([kind, text]) => {
		if (text === undefined) {
			return [];
		}

		const bytes = Buffer.from(text);
		return [{mediaType: layerType(kind), digest: writeBlob(folder, bytes), size: bytes.length}];
	});
}
