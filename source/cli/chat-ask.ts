import {Buffer, isUtf8} from 'node:buffer';
import type {Failure} from '../domain/failure.ts';
import {isModelName} from '../domain/grammar.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import {failureText} from '../theme/failure-text.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {isPicture} from '../parsers/picture.ts';
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
const noText =
	'What is piped in is not text: it has NUL bytes or is not UTF-8. iconv -f latin1 -t utf-8 turns old text into it; a picture goes with --image.';

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

	if (piped !== undefined && !isText(piped)) {
		return {usage: noText};
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

/**
 * UTF-8 without NUL. `tail -c` and `head -c` cut within a character at the ends, which is no reason to refuse it. A single
 * byte there is taken for such a piece only beside whole characters beyond ASCII: else it is the accent of another code.
 */
function isText(bytes: string): boolean {
	const [begin = ''] = /^[\x80-\xbf]{1,3}/.exec(bytes) ?? [];
	const [end = ''] = /[\xc0-\xf7][\x80-\xbf]{0,2}$/.exec(bytes.slice(-3)) ?? [];
	const whole = bytes.slice(begin.length, bytes.length - end.length);
	const isCut = /[\x80-\xff]/.test(whole) || (begin.length !== 1 && end.length !== 1);
	return isCut && !whole.includes('\0') && isUtf8(Buffer.from(whole, 'latin1'));
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

	return isPicture(bytes.value)
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
