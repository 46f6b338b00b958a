import type {Ollama} from 'ollama/browser';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {clientFor, type OllamaPlace, openCall} from './ollama-call.ts';

/** What is done to a model on one node, apart from fetching it. Failures: `rejected` where there is no such model. */
export type OllamaDeeds = {
	/** Its manifest, and of its layers those that no other model of the node uses. One in memory stays there. */
	readonly remove: (model: string, signal: AbortSignal) => Promise<Result<void>>;
	/** A second name; what had it before has it no more. */
	readonly copyName: (names: CopiedName, signal: AbortSignal) => Promise<Result<void>>;
	/** Resolves when it is in memory, after whatever has to leave it first. */
	readonly load: (loaded: LoadedFor, signal: AbortSignal) => Promise<Result<void>>;
	/** Resolves when it is told to leave: answers that it is giving now are given to their end. */
	readonly unload: (model: string, signal: AbortSignal) => Promise<Result<void>>;
};

export type CopiedName = {readonly from: string; readonly to: string};
export type LoadedFor = {
	readonly model: string;
	/** `5m`, seconds, -1: for ever; undefined: as the server has it. */
	readonly keepAlive: string | number | undefined;
};

const quickMs = 30_000;
/** OLLAMA_LOAD_TIMEOUT is five minutes without a sign of life, and what is being loaded comes before it. */
const loadMs = 15 * 60_000;
const mostBytes = 65_536;

export function createOllamaDeeds(place: OllamaPlace): OllamaDeeds {
	const ask = async (question: Question, limitMs: number): Promise<Result<void>> => {
		const lane = limitMs === loadMs ? 'answer' : 'question';
		const answer = {mostBytes, lane, mayBeEmpty: true} as const;
		const call = openCall(place, {firstMs: limitMs, answer}, question.signal);
		try {
			await question.ask(clientFor(call));
			return succeeded(undefined);
		} catch (error) {
			return failed(call.failureOf(error).failure);
		} finally {
			call.end();
		}
	};
	return {
		remove: (model, signal) => ask({signal, ask: client => client.delete({model})}, quickMs),
		copyName: ({from: source, to: destination}, signal) =>
			ask({signal, ask: client => client.copy({source, destination})}, quickMs),
		async load({model, keepAlive}, signal) {
			const kept = keepAlive === undefined ? {} : {keep_alive: keepAlive};
			const loaded = await ask(
				{signal, ask: client => client.generate({model, prompt: '', stream: false, ...kept})},
				loadMs,
			);
			return loaded.ok || !isForEmbeddings(loaded.failure)
				? loaded
				: ask({signal, ask: client => client.embed({model, input: [], ...kept})}, loadMs);
		},
		unload: (model, signal) =>
			ask(
				{
					signal,
					ask: client => client.generate({model, prompt: '', stream: false, keep_alive: 0}),
				},
				quickMs,
			),
	};
}

type Question = {
	readonly signal: AbortSignal;
	readonly ask: (client: Ollama) => Promise<unknown>;
};

/** https://github.com/ollama/ollama/blob/main/server/routes.go GenerateHandler: `"all-minilm" does not support generate` */
function isForEmbeddings(failure: {readonly kind: string; readonly reason?: string}): boolean {
	return (
		failure.kind === 'rejected' && (failure.reason ?? '').includes('does not support generate')
	);
}
