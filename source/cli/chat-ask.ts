import {Buffer} from 'node:buffer';
import type {Failure} from '../domain/failure.ts';
import {isModelName} from '../domain/grammar.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import {failureText} from '../theme/failure-text.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {readFileBytes} from '../transport/read-bytes.ts';
import type {Invocation, UsageProblem} from './parse-arguments.ts';
import type {Surroundings} from './surroundings.ts';

/** What a person asks on the command line. */
export type ChatAsk = {
	/** Undefined: as configured, or the usual one. */
	readonly model: string | undefined;
	readonly node: string | undefined;
	/** Undefined: as configured. */
	readonly system: string | undefined;
	readonly question: ChatMessage;
	/** The conversation that it goes on from, as it was meant. */
	readonly continued: string | undefined;
	readonly isJson: boolean;
	readonly isExplained: boolean;
	readonly isStreamed: boolean;
};

/** What is piped in, as bytes of one character each; undefined: nothing is, a terminal is there. */
export type ReadPiped = (signal: AbortSignal) => Promise<string | undefined | UsageProblem>;

const mostImageBytes = 20 * 2 ** 20;
const nothing =
	'There is no prompt: clusterdeck chat "why is the sky blue?", or pipe one in. What is piped in comes before the prompt.';

/** Its prompt, with what was piped in before it, and its picture. */
export async function readChatAsk(
	{operands, flags}: Pick<Invocation, 'operands' | 'flags'>,
	readPiped: ReadPiped,
	{signal}: Pick<Surroundings, 'signal'>,
): Promise<ChatAsk | UsageProblem> {
	const piped = await readPiped(signal);
	if (typeof piped === 'object') {
		return piped;
	}

	const parts = [decodeBytes(piped ?? '').trimEnd(), operands.join(' ').trim()];
	const content = parts.filter(part => part.trim() !== '').join('\n\n');
	if (content === '') {
		return {usage: nothing};
	}

	const model = flags.text('model');
	if (model !== undefined && !isModelName(model)) {
		return {usage: `"${model}" is no name of a model, such as llama3.2:3b.`};
	}

	const image = await readImage(flags.text('image'), signal);
	if (typeof image === 'object') {
		return image;
	}

	return {
		model,
		node: flags.text('node'),
		system: flags.text('system'),
		question: {role: 'user', content, ...(image === undefined ? {} : {images: [image]})},
		continued: flags.text('continue'),
		isJson: flags.has('json'),
		isExplained: flags.has('explain'),
		isStreamed: flags.has('stream'),
	};
}

/** Base64. */
async function readImage(
	path: string | undefined,
	signal: AbortSignal,
): Promise<string | undefined | UsageProblem> {
	if (path === undefined) {
		return undefined;
	}

	const bytes = await readFileBytes(path, mostImageBytes, signal);
	if (!bytes.ok) {
		return {usage: unreadText(path, bytes.failure)};
	}

	return isImage(bytes.value)
		? Buffer.from(bytes.value, 'latin1').toString('base64')
		: {usage: `${path} is no picture: --image takes a PNG, a JPEG, a WebP or a GIF.`};
}

function unreadText(path: string, failure: Failure): string {
	const mebibytes = mostImageBytes / 2 ** 20;
	const text = failureText(failure);
	return failure.kind === 'tooLarge'
		? `${path} is larger than ${mebibytes} MiB: make it smaller, models see a small picture as well.`
		: text.endsWith('.')
			? text
			: `${text}: --image takes the file of a picture.`;
}

/** https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
function isImage(bytes: string): boolean {
	const isWebp = bytes.startsWith('RIFF') && bytes.startsWith('WEBPVP', 8);
	return isWebp || beginnings.some(beginning => bytes.startsWith(beginning));
}

const beginnings = ['\u0089PNG\r\n\u001a\n', '\u00ff\u00d8\u00ff', 'GIF87a', 'GIF89a'];
