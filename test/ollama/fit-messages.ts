/**
 * What becomes of a conversation that is longer than the context.
 * https://github.com/ollama/ollama/blob/main/server/prompt.go chatPrompt
 */
import type {ChatMessage} from '../../source/domain/ollama.ts';
import {ApiError} from './api-error.ts';
import type {Runner} from './engine.ts';
import {isSince, knowsTruncate, runsLlamaServer} from './versions.ts';

export type Room = {
	readonly runner: Runner;
	readonly contextTokens: number;
	/** As the request has it. */
	readonly mayCut: boolean;
	readonly version: string;
};

/** Leaves out the oldest messages until the others fit, but never the system's nor the last one, whose beginning goes then. */
export function fitMessages(messages: readonly ChatMessage[], room: Room): readonly ChatMessage[] {
	const {runner, contextTokens, mayCut, version} = room;
	const tokens = runner.countTokens(messages);
	if (tokens > contextTokens && !mayCut && isSince(version, knowsTruncate)) {
		throw new ApiError(400, tooLongText(tokens, room));
	}

	let kept = messages;
	while (runner.countTokens(kept) > contextTokens) {
		const oldest = kept.findIndex(({role}, index) => role !== 'system' && index < kept.length - 1);
		kept =
			oldest === -1
				? kept.with(-1, withoutBeginning(kept.at(-1), runner.countTokens(kept) - contextTokens))
				: kept.toSpliced(oldest, 1);
	}

	return kept;
}

function withoutBeginning(message: ChatMessage | undefined, tokens: number): ChatMessage {
	const words = message?.content.match(/\s*\S+/g) ?? [];
	if (message === undefined || words.length === 0) {
		throw new ApiError(500, 'nothing is left of the prompt');
	}

	return {...message, content: words.slice(tokens).join('')};
}

function tooLongText(tokens: number, {contextTokens, version}: Room): string {
	const message = `request (${tokens} tokens) exceeds the available context size (${contextTokens} tokens), try increasing it`;
	const error = {
		...{code: 400, message, type: 'exceed_context_size_error'},
		...{n_prompt_tokens: tokens, n_ctx: contextTokens},
	};
	return isSince(version, runsLlamaServer)
		? JSON.stringify({error})
		: 'the input length exceeds the context length';
}
