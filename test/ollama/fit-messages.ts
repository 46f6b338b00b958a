import type {ChatMessage} from '../../source/domain/ollama.ts';
import {ApiError} from './api-error.ts';
import type {Runner} from './engine.ts';

export type Room = {
	readonly runner: Runner;
	readonly contextTokens: number;
	readonly mayCut: boolean;
};

/** Leaves out the oldest messages until the others fit, but never the system's nor the last one. */
export function fitMessages(
	messages: readonly ChatMessage[],
	{runner, contextTokens, mayCut}: Room,
): readonly ChatMessage[] {
	let kept = messages;
	for (;;) {
		const tokens = runner.countTokens(kept);
		if (tokens <= contextTokens) {
			return kept;
		}

		const oldest = kept.findIndex(({role}, index) => role !== 'system' && index < kept.length - 1);
		if (!mayCut || oldest === -1) {
			throw new ApiError(
				400,
				`request (${tokens} tokens) exceeds the available context size (${contextTokens} tokens), try increasing it`,
			);
		}

		kept = kept.toSpliced(oldest, 1);
	}
}
