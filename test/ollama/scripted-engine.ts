/** Answers by a script, at a pace: the same question has the same answer, and nothing is computed. */
import {createHash} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ChatMessage, ToolCall} from '../../source/domain/ollama.ts';
import type {Engine, EngineQuestion, EngineStep, ModelFile, Runner} from './engine.ts';
import {exampleOf} from './schema-example.ts';

export type ScriptedOptions = {
	/** Of one answer; others at the same time have the same. @default all at once */
	readonly tokensPerSecond?: number;
	/** Of the prompt. @default all at once */
	readonly prefillTokensPerSecond?: number;
	/** What it takes to load a model. @default 0 */
	readonly loadMs?: number;
	/** Beside `loadMs`, by the size in the manifest. @default at once */
	readonly loadBytesPerSecond?: number;
	/** @default usualReply */
	readonly reply?: (question: EngineQuestion, file: ModelFile) => ScriptedReply;
};

/** A text is cut into words, each a token with the space before it; a list is taken as it is. */
export type ScriptedReply = {
	readonly thinking?: string | readonly string[];
	readonly content?: string | readonly string[];
	/** After the content. */
	readonly toolCalls?: readonly ToolCall[];
};

export function scriptedEngine(options: ScriptedOptions = {}): Engine {
	const {loadMs = 0, loadBytesPerSecond = Number.POSITIVE_INFINITY} = options;
	return {
		load: async (file, signal) => {
			await wait(loadMs + (file.sizeBytes / loadBytesPerSecond) * 1000, signal);
			signal.throwIfAborted();
			return playRunner(options, file);
		},
	};
}

/** Says what it was asked, so that a test sees what came through. */
export function usualReply({messages, format, tools, think}: EngineQuestion): ScriptedReply {
	const last = messages.at(-1);
	const thinking = think === undefined || think === false ? {} : {thinking: 'Let me think.'};
	if (format !== undefined) {
		return {...thinking, content: JSON.stringify(exampleOf(format))};
	}

	const [tool] = tools;
	if (tool !== undefined && last?.role !== 'tool') {
		return {...thinking, toolCalls: [{name: tool, arguments: {}}]};
	}

	const images = messages.flatMap(message => message.images ?? []);
	const seen = images.length === 0 ? '' : ` I see ${images.length} images.`;
	return {...thinking, content: `You said: ${last?.content ?? ''}.${seen}`};
}

function playRunner(options: ScriptedOptions, file: ModelFile): Runner {
	const {reply = usualReply} = options;
	return {
		answer: (question, signal) => play(options, {question, signal, said: reply(question, file)}),
		embed: text => Promise.resolve(directionOf(text)),
		countTokens,
		close: () => Promise.resolve(),
	};
}

type Performance = {
	readonly question: EngineQuestion;
	readonly said: ScriptedReply;
	readonly signal: AbortSignal;
};

async function* play(
	{tokensPerSecond, prefillTokensPerSecond}: ScriptedOptions,
	{question, said, signal}: Performance,
): AsyncGenerator<EngineStep> {
	const startMs = performance.now();
	const promptTokens = countTokens(question.messages);
	await wait((promptTokens / (prefillTokensPerSecond ?? Number.POSITIVE_INFINITY)) * 1000, signal);
	const promptEndMs = performance.now();
	const steps = stepsOf(said);
	const limit = question.options.num_predict ?? -1;
	const count = limit < 0 ? steps.length : Math.min(limit, steps.length);
	for (const [index, step] of steps.slice(0, count).entries()) {
		// By the clock of the whole answer: a late timer does not make the next one late.
		const dueMs = ((index + 1) / (tokensPerSecond ?? Number.POSITIVE_INFINITY)) * 1000;
		await wait(promptEndMs + dueMs - performance.now(), signal);
		if (signal.aborted) {
			return;
		}

		yield step;
	}

	yield {
		type: 'end',
		reason: count < steps.length ? 'length' : 'stop',
		promptTokens,
		promptMs: promptEndMs - startMs,
		outputTokens: count,
		outputMs: performance.now() - promptEndMs,
	};
}

function stepsOf({thinking, content, toolCalls}: ScriptedReply): EngineStep[] {
	return [
		...tokensOf(thinking).map(text => ({type: 'thinking', text}) as const),
		...tokensOf(content).map(text => ({type: 'content', text}) as const),
		...(toolCalls === undefined ? [] : [{type: 'toolCalls', calls: toolCalls} as const]),
	];
}

function tokensOf(text: string | readonly string[] | undefined): readonly string[] {
	return typeof text === 'string' ? (text.match(/\s*\S+|\s+$/g) ?? []) : (text ?? []);
}

const countTokens = (messages: readonly ChatMessage[]) =>
	messages.reduce((sum, {content}) => sum + tokensOf(content).length + 1, 0);

/** A unit vector of 32 dimensions that depends on the text and on nothing else. */
function directionOf(text: string): readonly number[] {
	const bytes = [...createHash('sha256').update(text).digest()];
	const values = bytes.map(byte => byte / 128 - 1);
	const length = Math.hypot(...values);
	return values.map(value => value / length);
}

/** Ends early, quietly, when the signal says so. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
	if (ms > 0 && !signal.aborted) {
		await sleep(ms, undefined, {signal}).catch(() => undefined);
	}
}
