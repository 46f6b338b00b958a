/** What a model can do, as Ollama sees it by its weights and its template. */
import {type ModelInfo, readGgufMetadata} from './gguf-metadata.ts';
import {blobPath, layerOf, readLayer, type StoredModel} from './model-store.ts';

export function capabilitiesOf(folder: string, model: StoredModel): readonly string[] {
	const family = model.config.model_family;
	const template = readLayer(folder, model, 'template') ?? '';
	const isEmbedding = `${family}.pooling_type` in modelInfoOf(folder, model);
	return [
		isEmbedding ? 'embedding' : 'completion',
		...(template.includes('.Tools') ? ['tools'] : []),
		...(template.includes('.Thinking') ? ['thinking'] : []),
		...(layerOf(model.manifest, 'projector') === undefined ? [] : ['vision']),
	];
}

/** By digest, under which the bytes are always the same. */
const known = new Map<string, ModelInfo>();

export function modelInfoOf(folder: string, {manifest}: StoredModel): ModelInfo {
	const layer = layerOf(manifest, 'model');
	if (layer === undefined) {
		return {};
	}

	const {digest} = layer;
	const info = known.get(digest) ?? readGgufMetadata(blobPath(folder, digest)) ?? {};
	known.set(digest, info);
	return info;
}

/** What a model was trained with. */
export function trainedTokens(folder: string, model: StoredModel): number | undefined {
	return numberIn(modelInfoOf(folder, model), `${model.config.model_family}.context_length`);
}

export function numberIn(info: ModelInfo, key: string): number | undefined {
	const value = info[key];
	return typeof value === 'number' ? value : undefined;
}
