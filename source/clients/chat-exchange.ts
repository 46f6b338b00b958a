import type {ChatRequest, ChatResponse, Message, Tool} from 'ollama/browser';
import type {
	AnswerEnd,
	AnswerPiece,
	ChatMessage,
	ChatQuestion,
	ToolCall,
} from '../domain/ollama.ts';

/** The package does not know it yet. https://github.com/ollama/ollama/blob/main/api/types.go ChatRequest */
type WholePrompt = {readonly truncate: false};

/**
 * A question as `POST /api/chat` takes it, which is never cut: without `truncate: false` Ollama leaves out the oldest
 * messages of a conversation that is longer than its context, and says nothing. It knows that since 0.12.6; older ones
 * cut all the same (rules/context-room.ts).
 * https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion
 */
export function requestOf(question: ChatQuestion): ChatRequest & WholePrompt {
	const {model, messages, think, format, options, keepAlive, tools = []} = question;
	return {
		model,
		messages: messages.map(messageOf),
		truncate: false,
		...(tools.length === 0 ? {} : {tools: tools as Tool[]}),
		...(think === undefined ? {} : {think}),
		...(format === undefined ? {} : {format: format as object}),
		...(Object.keys(options).length === 0 ? {} : {options: {...options}}),
		...(keepAlive === undefined ? {} : {keep_alive: keepAlive}),
	};
}

/** What a line of the answer brings; nothing where it only keeps the connection busy. */
export function piecesOf({message}: Partial<ChatResponse>): readonly AnswerPiece[] {
	const {thinking, content, tool_calls: called} = message ?? {};
	const calls = toolCallsIn(called);
	return [
		...(isText(thinking) ? [{type: 'thinking', text: thinking} as const] : []),
		...(isText(content) ? [{type: 'content', text: content} as const] : []),
		...(calls.length === 0 ? [] : [{type: 'toolCalls', calls} as const]),
	];
}

/** Tokens of an answer that nobody sees: its end, marks around thoughts, and what a template wants to hear. */
const unseenTokens = 256;
/** Of a prompt: what the model's own file says first, its template, and small images. */
const unsentTokens = 16_384;
/** A UTF-16 unit has no more bytes, and a token no fewer than one. */
const mostBytesPerCharacter = 3;
/** How many times as long as it was written an answer may come: a poor network lets it wait. */
const slowestWay = 4;
const wayMs = 250;

/** What we saw ourselves. What a server says of its own answer counts for what is expected of others. */
export type SeenAnswer = {
	/** Of the request, as JSON. */
	readonly promptCharacters: number;
	/** Of the text. */
	readonly receivedBytes: number;
	/** From the first piece to the last. */
	readonly streamMs: number;
};

/** The last line. Ollama leaves out what is zero; its durations are nanoseconds. */
export function endOf(last: Partial<ChatResponse>, seen: SeenAnswer): AnswerEnd {
	const {promptCharacters, receivedBytes, streamMs} = seen;
	const outputMs = milliseconds(last.eval_duration);
	const isTooFast = outputMs !== undefined && outputMs * slowestWay + wayMs < streamMs;
	return {
		reason: isReason(last.done_reason) ? last.done_reason : 'stop',
		model: isText(last.model) && last.model.length <= longestModel ? last.model : '',
		usage: {
			promptTokens: atMost(
				promptCharacters * mostBytesPerCharacter + unsentTokens,
				count(last.prompt_eval_count),
			),
			outputTokens: atMost(receivedBytes + unseenTokens, count(last.eval_count)),
			loadMs: milliseconds(last.load_duration),
			promptMs: milliseconds(last.prompt_eval_duration),
			outputMs: isTooFast ? undefined : outputMs,
			totalMs: milliseconds(last.total_duration),
		},
	};
}

/** As no file is named longer. */
const longestModel = 255;

/** A word of Ollama's, which is shown and kept. */
function isReason(value: unknown): value is string {
	return typeof value === 'string' && /^[a-z_]{1,32}$/.test(value);
}

function messageOf({role, content, thinking, images, toolCalls, toolName}: ChatMessage): Message {
	return {
		role,
		content,
		...(thinking === undefined ? {} : {thinking}),
		...(images === undefined ? {} : {images: [...images]}),
		...(toolCalls === undefined ? {} : {tool_calls: toolCalls.map(askedCall)}),
		...(toolName === undefined ? {} : {tool_name: toolName}),
	};
}

function askedCall(call: ToolCall) {
	return {function: {name: call.name, arguments: {...Object(call.arguments)}}};
}

/** The types of the package say what a good server sends; what is here was sent by any. */
function toolCallsIn(calls: unknown): readonly ToolCall[] {
	return Array.isArray(calls)
		? calls.flatMap((call: unknown): readonly ToolCall[] => {
				const called = fieldsOf(fieldsOf(call)['function']);
				const {name} = called;
				return isText(name) ? [{name, arguments: called['arguments'] ?? {}}] : [];
			})
		: [];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? {...value} : {};
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

/** What a conversation takes back when it is read. */
function count(value: unknown): number | undefined {
	return Number.isSafeInteger(value) ? amount(value) : undefined;
}

function atMost(most: number, value: number | undefined): number | undefined {
	return value === undefined ? undefined : Math.min(value, most);
}

function amount(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function milliseconds(nanoseconds: unknown): number | undefined {
	const value = amount(nanoseconds);
	return value === undefined ? undefined : value / 1e6;
}
