import {type ChatLine, dimLines, textRows} from '../components/chat-turn-lines.ts';
import {linesBehind} from '../components/markdown-lines.ts';
import type {Block} from '../domain/markdown.ts';
import {safe} from '../theme/safe.ts';
import {drawnPart, growingBlocks, wholeBlocks} from './chat-markdown.ts';
import type {ChatReading} from './chat-reading.ts';
import type {Chunk} from './transcript-window.ts';

/** Laid out once. */
export function once(make: Chunk): Chunk {
	let lines: readonly ChatLine[] | undefined;
	return () => {
		lines ??= make();
		return lines;
	};
}

type WholeAnswer = {
	/** What the text is of. */
	readonly of: object;
	readonly text: string;
};

/** An answer, read as Markdown once who reads it is there. */
export function wholeChunks(whole: WholeAnswer, reading: ChatReading): readonly Chunk[] {
	const {text, isCut} = drawnPart(whole.text);
	const blocks = readWith(reading, parts => wholeBlocks({of: whole.of, text}, parts));
	const chunks = blocks === undefined ? [unreadChunk(text, reading)] : blockChunks(blocks, reading);
	return isCut ? [cutChunk(reading), ...chunks] : chunks;
}

/** All of it at once. */
export function wholeLines(whole: WholeAnswer, reading: ChatReading): readonly ChatLine[] {
	return wholeChunks(whole, {...reading, slices: undefined}).flatMap(chunk => chunk());
}

/** What streamed so far. */
export function growingChunks(
	{asking, content}: {readonly asking: number; readonly content: string},
	reading: ChatReading,
): readonly Chunk[] {
	const {text, isCut} = drawnPart(content);
	const blocks = readWith(reading, parts => growingBlocks({asking, content: text}, parts));
	const chunks = blocks === undefined ? [unreadChunk(text, reading)] : blockChunks(blocks, reading);
	return isCut ? [cutChunk(reading), ...chunks] : chunks;
}

/** Undefined also where who reads is not there yet. */
function readWith(
	{reader, growing, slices}: ChatReading,
	read: (reading: Parameters<typeof wholeBlocks>[1]) => readonly Block[] | undefined,
): readonly Block[] | undefined {
	return reader === undefined ? undefined : read({reader, growing, slices});
}

function cutChunk(reading: ChatReading): Chunk {
	return () =>
		dimLines(safe`its beginning is left out, so long is it: /export writes all`, reading);
}

/** Its end, as it was written. */
function unreadChunk(text: string, {columns}: ChatReading): Chunk {
	return once(() => {
		const {rows} = textRows(text.slice(-mostUnread).trim(), columns);
		return rows.map(row => ({pieces: [{text: row}]}));
	});
}

const mostUnread = 16_384;

/** Of a chunk, or one block that is more: about a screen of text, so that little is laid out that is not seen. */
const mostWeight = 4096;

/** Later blocks change nothing of the chunks before them, so that who reads a growing answer stays where he is. */
function blockChunks(
	blocks: readonly Block[],
	{columns, profile, highlighter}: ChatReading,
): readonly Chunk[] {
	const look = {...{columns, glyphs: profile.glyphs}, highlight: highlighter?.highlight};
	const starts = startsOf(blocks);
	return starts.map((from, chunk) =>
		once(() =>
			blocks
				.slice(from, starts[chunk + 1])
				.flatMap((block, index) => linesBehind(blocks[from + index - 1], block, look)),
		),
	);
}

/** Where the chunks begin. */
function startsOf(blocks: readonly Block[]): readonly number[] {
	const starts: number[] = [];
	let weight = mostWeight;
	for (const [index, block] of blocks.entries()) {
		const own = weightOf(block);
		if (weight + own > mostWeight) {
			starts.push(index);
			weight = 0;
		}

		weight += own;
	}

	return starts;
}

/** About the characters that are laid out. */
function weightOf(block: Block): number {
	switch (block.type) {
		case 'code':
			return block.text.length;
		case 'list':
			return block.items.length * usualLine;
		case 'table':
			return block.rows.length * block.head.length * (usualLine / 2);
		default:
			return 2 * usualLine;
	}
}

const usualLine = 64;
