import type {ChatMessage, ToolCall} from '../../source/domain/ollama.ts';
import {ApiError} from './api-error.ts';
import type {EngineOptions} from './engine.ts';
import {isFields, textIn} from './exchange.ts';
import {neededKeepAlive} from './keep-alive.ts';

/** What `/api/chat` or `/api/generate` was asked. */
export type AnswerRequest = {
	readonly kind: 'chat' | 'generate';
	readonly name: string;
	readonly messages: readonly ChatMessage[];
	/** Nothing to answer: the model is loaded, or unloaded. */
	readonly isEmpty: boolean;
	readonly images: number;
	/** Names of those that may be called. */
	readonly tools: readonly string[];
	readonly think: boolean | string | undefined;
	readonly format: unknown;
	readonly options: EngineOptions & Readonly<Record<string, unknown>>;
	readonly isStreaming: boolean;
	/** Undefined: as the server has it. */
	readonly keepAliveMs: number | undefined;
	/** Of a conversation that is too long the oldest messages are left out. */
	readonly mayTruncate: boolean;
};

type Fields = Readonly<Record<string, unknown>>;

export function readAnswerRequest(fields: Fields, kind: AnswerRequest['kind']): AnswerRequest {
	const name = textIn(fields, 'model') ?? '';
	const messages = kind === 'chat' ? readMessages(fields) : readPrompt(fields);
	const {think, format} = fields;
	return {
		kind,
		name,
		messages,
		isEmpty: kind === 'chat' ? messages.length === 0 : !messages.some(({role}) => role === 'user'),
		images: messages.flatMap(({images = []}) => images).length,
		tools: listIn(fields, 'tools').flatMap(tool => {
			const called = isFields(tool) ? tool['function'] : undefined;
			return isFields(called) ? [textIn(called, 'name') ?? ''] : [];
		}),
		think: typeof think === 'boolean' || typeof think === 'string' ? think : undefined,
		format: format === null || format === '' ? undefined : format,
		options: isFields(fields['options']) ? fields['options'] : {},
		isStreaming: fields['stream'] !== false,
		keepAliveMs: neededKeepAlive(fields['keep_alive']),
		mayTruncate: fields['truncate'] !== false,
	};
}

const roles: readonly string[] = ['system', 'user', 'assistant', 'tool'];

function readMessages(fields: Fields): readonly ChatMessage[] {
	return listIn(fields, 'messages').filter(isFields).map(readMessage);
}

function readMessage(fields: Fields): ChatMessage {
	const role = textIn(fields, 'role') ?? '';
	if (!isRole(role)) {
		throw new ApiError(
			400,
			`invalid role: ${role}, must be one of [system, user, assistant, tool]`,
		);
	}

	const images = listIn(fields, 'images').filter(image => typeof image === 'string');
	const calls = listIn(fields, 'tool_calls').flatMap(readCall);
	const thinking = textIn(fields, 'thinking');
	const toolName = textIn(fields, 'tool_name');
	return {
		role,
		content: textIn(fields, 'content') ?? '',
		...(thinking === undefined ? {} : {thinking}),
		...(toolName === undefined ? {} : {toolName}),
		...(images.length === 0 ? {} : {images: images.map(checkBase64)}),
		...(calls.length === 0 ? {} : {toolCalls: calls}),
	};
}

function isRole(role: string): role is ChatMessage['role'] {
	return roles.includes(role);
}

function readCall(call: unknown): readonly ToolCall[] {
	const called = isFields(call) ? call['function'] : undefined;
	return isFields(called)
		? [{name: textIn(called, 'name') ?? '', arguments: called['arguments']}]
		: [];
}

function readPrompt(fields: Fields): readonly ChatMessage[] {
	const [prompt = '', system = ''] = [textIn(fields, 'prompt'), textIn(fields, 'system')];
	const images = listIn(fields, 'images').filter(image => typeof image === 'string');
	return [
		...(system === '' ? [] : [{role: 'system', content: system} as const]),
		...(prompt === ''
			? []
			: [
					{
						role: 'user',
						content: prompt,
						...(images.length === 0 ? {} : {images: images.map(checkBase64)}),
					} as const,
				]),
	];
}

/** As Go's decoder of JSON says it of a `[]byte`. */
function checkBase64(image: string): string {
	if (!/^[A-Za-z0-9+/]*={0,2}$/.test(image) || image.length % 4 !== 0) {
		throw new ApiError(400, 'illegal base64 data at input byte 0');
	}

	return image;
}

function listIn(fields: Fields, key: string): readonly unknown[] {
	const value = fields[key];
	return Array.isArray(value) ? value : [];
}
