import * as z from 'zod';
import type {ShownModel} from '../domain/ollama.ts';
import {createInterner} from './intern.ts';

const text = z.string().optional().catch(undefined);
const shown = z.object({
	capabilities: z.array(z.string()).optional().catch(undefined),
	template: text,
	system: text,
	parameters: text,
	license: text,
	modelfile: text,
	model_info: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

const bytesPerValue = 2;
/** Parameters of a model, or bytes of a token: nothing that exists has as many, and their products stay finite. */
const mostOfAnything = 1e15;

/**
 * POST /api/show of Ollama.
 *
 *     {"modelfile":"FROM /usr/share/ollama/.ollama/models/blobs/sha256-dde5...","parameters":"stop \"<|eot_id|>\"","template":"{{ .Prompt }}","details":{"family":"llama"},
 *     "model_info":{"general.architecture":"llama","general.parameter_count":3212749888,"llama.context_length":131072},
 *     "capabilities":["completion","tools"]}
 *
 * https://github.com/ollama/ollama/blob/main/docs/api.md#show-model-information
 */
export function parseShownModel(document: string): ShownModel | undefined {
	const read = shown.safeParse(jsonOf(document));
	if (!read.success) {
		return undefined;
	}

	const {model_info: info = {}, ...told} = read.data;
	const architecture = info['general.architecture'];
	const number = (key: string): number | undefined => {
		const value = info[key];
		return typeof value === 'number' && value > 0 && value <= mostOfAnything ? value : undefined;
	};
	const ofModel = (key: string) => number(`${String(architecture)}.${key}`);
	return {
		capabilities: told.capabilities,
		contextTokens: ofModel('context_length'),
		parameterCount: number('general.parameter_count'),
		cacheBytesPerToken: cacheBytesPerToken(ofModel),
		template: told.template,
		system: told.system,
		parameters: told.parameters,
		license: told.license,
		...folderIn(told.modelfile ?? ''),
	};
}

/** Blobs have their own folder in the one that OLLAMA_MODELS says. */
function folderIn(modelfile: string): Pick<ShownModel, 'modelFolder'> {
	const from = /^FROM (\/.{1,1000})\/blobs\/sha256[-:][0-9a-f]{64}\s*$/m.exec(modelfile);
	// It is kept as long as the node: not with the whole text that it stands in.
	return from?.[1] === undefined ? {} : {modelFolder: createInterner()(from[1])};
}

/** https://github.com/ggml-org/ggml/blob/master/docs/gguf.md: head_count_kv of block_count layers, length of key and value. */
function cacheBytesPerToken(ofModel: (key: string) => number | undefined): number | undefined {
	const layers = ofModel('block_count');
	const heads = ofModel('attention.head_count');
	const width = ofModel('embedding_length');
	const kept = ofModel('attention.head_count_kv') ?? heads;
	if (layers === undefined || kept === undefined) {
		return undefined;
	}

	const usual = width === undefined || heads === undefined ? undefined : width / heads;
	const keyLength = ofModel('attention.key_length') ?? usual;
	const valueLength = ofModel('attention.value_length') ?? usual;
	if (keyLength === undefined || valueLength === undefined) {
		return undefined;
	}

	const bytes = layers * kept * (keyLength + valueLength) * bytesPerValue;
	return bytes <= mostOfAnything ? bytes : undefined;
}

function jsonOf(document: string): unknown {
	try {
		return JSON.parse(document);
	} catch {
		return undefined;
	}
}
