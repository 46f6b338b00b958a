/**
 * llama.cpp by node-llama-cpp: real weights, real tokens, real time. It answers in plain text; thinking, tools, images
 * and structured output are played by the scripted engine, since a model of random numbers cannot do them.
 */
import {randomInt} from 'node:crypto';
import {
	getLlama,
	type Llama,
	type LlamaContextSequence,
	type LlamaEmbeddingContext,
	LlamaLogLevel,
	type LlamaModel,
	type Token,
} from 'node-llama-cpp';
import type {ChatMessage} from '../../source/domain/ollama.ts';
import type {Engine, EngineOptions, EngineQuestion, EngineStep, ModelFile} from './engine.ts';

/** More, and the threads of ggml wait for each other by spinning, on a machine of few cores for ever. */
const threads = 1;

let shared: Promise<Llama> | undefined;

/** Never built on the spot: where no prebuilt library fits, it throws. */
function llama(): Promise<Llama> {
	shared ??= getLlama({
		gpu: false,
		build: 'never',
		progressLogs: false,
		logLevel: LlamaLogLevel.error,
		maxThreads: threads,
	});
	return shared;
}

export function realEngine(): Engine {
	return {load: loadRunner};
}

const loadRunner: Engine['load'] = async (file, signal) => {
	const model = await (await llama()).loadModel({
		modelPath: file.path,
		gpuLayers: 0,
		loadSignal: signal,
	});
	const context = await model.createContext({
		contextSize: file.contextTokens,
		sequences: file.slots,
		threads,
	});
	// A sequence that is disposed is free a while later only: these are kept.
	const idle = Array.from({length: file.slots}, () => context.getSequence());
	let embedding: Promise<LlamaEmbeddingContext> | undefined;
	return {
		answer: (question, over) => answer({model, idle, file}, question, over),
		embed: async text => {
			embedding ??= model.createEmbeddingContext({threads});
			return (await (await embedding).getEmbeddingFor(text)).vector;
		},
		countTokens: messages => model.tokenize(promptOf(messages)).length,
		close: async () => {
			await (await embedding)?.dispose();
			await context.dispose();
			await model.dispose();
		},
	};
};

type Loaded = {
	readonly model: LlamaModel;
	/** One for each slot that is free. */
	readonly idle: LlamaContextSequence[];
	readonly file: ModelFile;
};

async function* answer(
	{model, idle, file}: Loaded,
	{messages, options}: EngineQuestion,
	signal: AbortSignal,
): AsyncGenerator<EngineStep> {
	const prompt = model.tokenize(promptOf(messages));
	const room = file.contextTokens - prompt.length;
	const wanted = options.num_predict ?? -1;
	const limit = Math.min(room, wanted < 0 ? 128 : wanted);
	const sequence = idle.pop();
	if (sequence === undefined) {
		throw new Error('more answers at once than there are slots');
	}

	const startMs = performance.now();
	let firstMs: number | undefined;
	let count = 0;
	let isStopped = limit === 0;
	const text = textReader(model);
	try {
		await sequence.clearHistory();
		for await (const token of sequence.evaluate(prompt, sampling(options))) {
			firstMs ??= performance.now();
			if (signal.aborted) {
				return;
			}

			isStopped = token === model.tokens.eos;
			if (isStopped) {
				break;
			}

			count += 1;
			yield {type: 'content', text: text(token)};
			if (count >= limit) {
				break;
			}
		}
	} finally {
		idle.push(sequence);
	}

	const endMs = performance.now();
	yield {
		type: 'end',
		reason: isStopped ? 'stop' : 'length',
		promptTokens: prompt.length,
		promptMs: (firstMs ?? endMs) - startMs,
		outputTokens: count,
		outputMs: endMs - (firstMs ?? endMs),
	};
}

/** Ollama's own values where none are given. */
function sampling({temperature = 0.8, top_k = 40, top_p = 0.9, seed}: EngineOptions) {
	return {temperature, topK: top_k, topP: top_p, seed: seed ?? randomInt(2 ** 31)};
}

/** A character of several tokens is told with its last one. */
function textReader(model: LlamaModel): (token: Token) => string {
	let before: Token[] = [];
	let held: Token[] = [];
	return token => {
		held.push(token);
		const text = model.detokenize(held, false, before);
		if (text.endsWith('\uFFFD') && held.length < 4) {
			return '';
		}

		before = held;
		held = [];
		return text;
	};
}

/** As the template in the store has it (add-model.ts). */
function promptOf(messages: readonly ChatMessage[]): string {
	const lines = messages.map(({role, content}) => `<|${role}|>${content}\n`);
	return `${lines.join('')}<|assistant|>`;
}
