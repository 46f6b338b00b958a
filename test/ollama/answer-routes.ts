/** `/api/chat` and `/api/generate`. https://github.com/ollama/ollama/blob/main/docs/api.md */
import type {ChatMessage} from '../../source/domain/ollama.ts';
import {ApiError} from './api-error.ts';
import {type AnswerRequest, readAnswerRequest} from './answer-request.ts';
import {capabilitiesOf, trainedTokens} from './capabilities.ts';
import type {EngineQuestion, EngineStep} from './engine.ts';
import {type Exchange, readFields, sendJson, sendLine} from './exchange.ts';
import {isOverByFault} from './piece-faults.ts';
import {neededModel} from './model-routes.ts';
import {readLayer, type StoredModel} from './model-store.ts';
import type {Loaded} from './scheduler.ts';
import type {Handler, Served} from './served.ts';
import {fitMessages} from './fit-messages.ts';

export const chat: Handler = (served, exchange) => answer(served, exchange, 'chat');

export const generate: Handler = (served, exchange) => answer(served, exchange, 'generate');

async function answer(served: Served, exchange: Exchange, kind: AnswerRequest['kind']) {
	const startMs = performance.now();
	const asked = readAnswerRequest(await readFields(exchange), kind);
	const model = neededModel(served.folder, asked.name);
	if (asked.isEmpty && asked.keepAliveMs === 0) {
		served.scheduler.expire(model);
		return sendJson(exchange, lastChunk(asked, {done_reason: 'unload'}));
	}

	checkCapabilities(asked, capabilitiesOf(served.folder, model));
	if (served.faults().isBusy === true) {
		throw new ApiError(503, 'server busy, please try again.  maximum pending requests exceeded');
	}

	const loaded = await acquire(served, exchange, {asked, model});
	try {
		const loadedMs = performance.now();
		if (asked.isEmpty) {
			return await sendJson(exchange, lastChunk(asked, {done_reason: 'load'}));
		}

		if (await loaded.slots.enter(exchange.signal)) {
			try {
				await stream(served, exchange, {asked, model, loaded, startMs, loadedMs});
			} finally {
				loaded.slots.leave();
			}
		}
	} finally {
		served.scheduler.release(loaded);
	}
}

function checkCapabilities(
	{name, think, tools, kind, images}: AnswerRequest,
	can: readonly string[],
) {
	if (!can.includes('completion')) {
		throw new ApiError(400, `"${name}" does not support ${kind}`);
	}

	if (think !== undefined && think !== false && !can.includes('thinking')) {
		throw new ApiError(400, `"${name}" does not support thinking`);
	}

	if (tools.length > 0 && !can.includes('tools')) {
		throw new ApiError(400, `registry.ollama.ai/library/${name} does not support tools`);
	}

	// llama-server says it of a model without a projector.
	if (images > 0 && !can.includes('vision')) {
		throw new ApiError(
			500,
			'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
		);
	}
}

type Wanted = {readonly asked: AnswerRequest; readonly model: StoredModel};

/** What loads a model anew when it differs. https://github.com/ollama/ollama/blob/main/server/sched.go needsReload */
const loadOptions = ['num_ctx', 'num_gpu', 'num_batch', 'num_thread', 'use_mmap'];

function acquire(served: Served, {signal}: Exchange, {asked, model}: Wanted): Promise<Loaded> {
	const {num_ctx: wanted} = asked.options;
	const trained = trainedTokens(served.folder, model) ?? Number.POSITIVE_INFINITY;
	return served.scheduler.acquire({
		model,
		contextTokens: Math.min(typeof wanted === 'number' ? wanted : served.contextTokens, trained),
		settings: JSON.stringify(loadOptions.map(key => asked.options[key] ?? null)),
		keepAliveMs: asked.keepAliveMs ?? served.keepAliveMs,
		signal,
	});
}

type Running = Wanted & {
	readonly loaded: Loaded;
	readonly startMs: number;
	readonly loadedMs: number;
};

async function stream(served: Served, exchange: Exchange, running: Running): Promise<void> {
	const {asked, loaded} = running;
	const all = {content: '', thinking: '', calls: [] as unknown[]};
	let pieces = 0;
	for await (const step of loaded.runner.answer(questionFor(served, running), exchange.signal)) {
		if (await isOverByFault(exchange, pieces)) {
			return;
		}

		if (step.type === 'end') {
			const last = {...piece(asked, asked.isStreaming ? nothing : all), ...usage(running, step)};
			await (asked.isStreaming ? sendLine : sendJson)(exchange, last);
			exchange.response.end();
			return;
		}

		pieces += 1;
		const part = partOf(step);
		all.content += part.content;
		all.thinking += part.thinking;
		all.calls.push(...part.calls);
		if (asked.isStreaming) {
			await sendLine(exchange, {...piece(asked, part), done: false});
		}
	}
}

function questionFor({folder, version}: Served, {asked, model, loaded}: Running): EngineQuestion {
	const system = readLayer(folder, model, 'system');
	const hasSystem = asked.messages[0]?.role === 'system' || system === undefined;
	const messages: readonly ChatMessage[] = hasSystem
		? asked.messages
		: [{role: 'system', content: system}, ...asked.messages];
	const {contextTokens, runner} = loaded;
	// A model that can think does, unless it is told not to.
	const canThink = capabilitiesOf(folder, model).includes('thinking');
	return {
		...asked,
		messages: fitMessages(messages, {runner, contextTokens, mayCut: asked.mayTruncate, version}),
		think: asked.think ?? (canThink ? true : undefined),
	};
}

type Part = {
	readonly content: string;
	readonly thinking: string;
	readonly calls: readonly unknown[];
};

const nothing: Part = {content: '', thinking: '', calls: []};

function partOf(step: Exclude<EngineStep, {type: 'end'}>): Part {
	return step.type === 'toolCalls'
		? {
				...nothing,
				calls: step.calls.map((call, index) => ({
					id: `call_${index}`,
					function: {index, ...call},
				})),
			}
		: {...nothing, [step.type]: step.text};
}

function piece({kind, name}: AnswerRequest, {content, thinking, calls}: Part) {
	const beside = {
		...(thinking === '' ? {} : {thinking}),
		...(calls.length === 0 ? {} : {tool_calls: calls}),
	};
	return {
		model: name,
		created_at: createdAt(),
		...(kind === 'chat'
			? {message: {role: 'assistant', content, ...beside}}
			: {response: content, ...beside}),
	};
}

/** Finer than a millisecond, as Ollama tells it, so that it can be measured how long a piece is on its way. */
function createdAt(): string {
	const wallMs = performance.timeOrigin + performance.now();
	const micros = Math.floor((wallMs % 1) * 1000);
	return new Date(wallMs).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
}

function lastChunk(asked: AnswerRequest, beside: object) {
	return {...piece(asked, nothing), done: true, ...beside};
}

/** Durations in nanoseconds. */
function usage({startMs, loadedMs}: Running, end: Extract<EngineStep, {type: 'end'}>) {
	return {
		done: true,
		done_reason: end.reason,
		total_duration: nanoseconds(performance.now() - startMs),
		load_duration: nanoseconds(loadedMs - startMs),
		prompt_eval_count: end.promptTokens,
		prompt_eval_duration: nanoseconds(end.promptMs),
		eval_count: end.outputTokens,
		eval_duration: nanoseconds(end.outputMs),
	};
}

export const nanoseconds = (ms: number) => Math.round(ms * 1e6);
