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

/**
 * The last line. Ollama leaves out what is zero; its durations are nanoseconds.
 *
 * @param receivedBytes of the text: a token has one byte at least, and what a server says of its own answer counts for
 * what is expected of others
 */
export function endOf(last: Partial<ChatResponse>, receivedBytes: number): AnswerEnd {
	const outputTokens = count(last.eval_count);
	return {
		reason: isReason(last.done_reason) ? last.done_reason : 'stop',
		model: isText(last.model) && last.model.length <= longestModel ? last.model : '',
		usage: {
			promptTokens: count(last.prompt_eval_count),
			outputTokens:
				outputTokens === undefined
					? undefined
					: Math.min(outputTokens, receivedBytes + unseenTokens),
			loadMs: milliseconds(last.load_duration),
			promptMs: milliseconds(last.prompt_eval_duration),
			outputMs: milliseconds(last.eval_duration),
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

function amount(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function milliseconds(nanoseconds: unknown): number | undefined {
	const value = amount(nanoseconds);
	return value === undefined ? undefined : value / 1e6;
}
