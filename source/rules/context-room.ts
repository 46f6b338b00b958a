import type {ContextRoom} from '../domain/chat.ts';

/** Rough, and as long as the words of most languages. */
const charactersPerToken = 4;
/** That any Ollama gave a model without being asked. */
const leastContextTokens = 2048;
/** A text of longer tokens than this is none that people or programs write. */
const longestTokens = 6;
/** Whole messages are left out until the rest fits, so what was read may be less than a context, but not a scrap of one. */
const leastReadFraction = 0.25;

/**
 * What an Ollama says of a prompt that is too long. Since 0.30 it counts: `request (351 tokens) exceeds the available
 * context size (256 tokens), try increasing it`, or of MLX `input length (351 tokens) exceeds the model's maximum context
 * length (256 tokens)`; before that only `the input length exceeds the context length`.
 * https://github.com/ollama/ollama/blob/main/x/mlxrunner/pipeline.go
 */
export function contextRoomIn(reason: string): ContextRoom {
	const [, prompt, context] = /\((\d{1,15}) tokens\).*\((\d{1,15}) tokens\)/s.exec(reason) ?? [];
	return {promptTokens: tokens(prompt), contextTokens: tokens(context)};
}

function tokens(digits: string | undefined): number | undefined {
	return digits === undefined ? undefined : Number(digits);
}

export type ReadPrompt = {
	/** Of all its messages. */
	readonly characters: number;
	/** As Ollama counted what it read. */
	readonly readTokens: number | undefined;
	/** Of the model as it is in memory; undefined: not told. */
	readonly contextTokens: number | undefined;
};

/**
 * Whether an Ollama before 0.12.6, which takes any prompt, read only a part of this one: so few tokens are not all of it.
 * Far fewer than its context holds are what it had not read before: some count nothing of what a cache had.
 */
export function isPromptCut({characters, readTokens, contextTokens}: ReadPrompt): boolean {
	const room = contextTokens ?? leastContextTokens;
	const mayBeTooLong = characters / charactersPerToken > room;
	return (
		readTokens !== undefined &&
		mayBeTooLong &&
		readTokens >= room * leastReadFraction &&
		characters > readTokens * longestTokens
	);
}
