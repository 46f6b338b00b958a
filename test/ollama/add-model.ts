import {readFileSync} from 'node:fs';
import {writeGguf} from './gguf.ts';
import {parseName} from './model-name.ts';
import {composeModel, type Layer, layerType, writeBlob, writeManifest} from './model-store.ts';

/** What a model of the test server is like; what is not said is as of `tiny`. */
export type ModelPlan = {
	/** `qwen3:4b` */
	readonly name: string;
	/** The weights. @default a file of a few hundred bytes that only a scripted engine can load */
	readonly ggufPath?: string;
	/** What its manifest says of its size. Such a model lists as big and costs nothing, but cannot be pulled. */
	readonly sizeBytes?: number;
	/** @default 'llama' */
	readonly family?: string;
	/** @default '5.1M' */
	readonly parameterSize?: string;
	/** @default 'F32' */
	readonly quantization?: string;
	/** What it was trained with; of a file of weights they say it. @default 2048 */
	readonly contextTokens?: number;
	/** Beside `completion`: `vision`, `tools`, `thinking`. `embedding` is instead of it. @default none */
	readonly capabilities?: readonly string[];
	readonly system?: string;
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly license?: string;
};

/** Lays a model into a store as a pull would. What it can do, Ollama sees by its layers (capabilities.ts). */
export function addModel(folder: string, plan: ModelPlan): void {
	const name = parseName(plan.name);
	if (name === undefined) {
		throw new Error(`no name of a model: ${plan.name}`);
	}

	const {family = 'llama', parameterSize = '5.1M', quantization = 'F32'} = plan;
	const weights = plan.ggufPath === undefined ? playedWeights(plan) : readFileSync(plan.ggufPath);
	const layer = (kind: string, bytes: Uint8Array, size = bytes.length): Layer => ({
		mediaType: layerType(kind),
		digest: writeBlob(folder, bytes),
		size,
	});
	const texts = {
		template: templateFor(plan.capabilities ?? []),
		system: plan.system,
		license: plan.license,
		params: plan.parameters && JSON.stringify(plan.parameters),
		projector: plan.capabilities?.includes('vision') ? `projector of ${plan.name}` : undefined,
	};
	const layers = [
		layer('model', weights, plan.sizeBytes),
		...Object.entries(texts).flatMap(([kind, text]) =>
			text === undefined ? [] : [layer(kind, Buffer.from(text))],
		),
	];
	const config = {
		model_format: 'gguf',
		model_family: family,
		model_families: [family],
		model_type: parameterSize,
		file_type: quantization,
	};
	writeManifest(folder, name, composeModel(folder, config, layers));
}

/** Different ones for every name, as of real models. */
function playedWeights({name, family = 'llama', contextTokens = 2048, capabilities}: ModelPlan) {
	const isEmbedding = capabilities?.includes('embedding') ?? false;
	return writeGguf(
		{
			'general.architecture': {type: 'string', value: family},
			'general.name': {type: 'string', value: name},
			'general.parameter_count': {type: 'uint64', value: 5_131_520},
			[`${family}.context_length`]: {type: 'uint32', value: contextTokens},
			[`${family}.embedding_length`]: {type: 'uint32', value: 64},
			...(isEmbedding ? {[`${family}.pooling_type`]: {type: 'uint32', value: 1}} : {}),
		},
		[],
	);
}

/** Of Go's text/template, as far as Ollama reads capabilities from it. */
function templateFor(capabilities: readonly string[]): string {
	const tools = '{{ if .Tools }}{{ json .Tools }}{{ end }}';
	const thinking = '{{ if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}';
	return [
		...(capabilities.includes('tools') ? [tools] : []),
		'{{ range .Messages }}<|{{ .Role }}|>',
		...(capabilities.includes('thinking') ? [thinking] : []),
		'{{ .Content }}\n{{ end }}<|assistant|>',
	].join('');
}
