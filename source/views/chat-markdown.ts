import type {Block} from '../domain/markdown.ts';
import type {LatePart} from '../hooks/use-loaded.ts';
import type {growMarkdown, MarkdownSoFar, parseMarkdown} from '../parsers/markdown.ts';
import {highlighted, loadHighlighter} from '../theme/highlight.ts';

/** Reads answers. The libraries behind it take as long to load as a first frame: they come with the tab. */
export type MarkdownReader = {
	readonly parseMarkdown: typeof parseMarkdown;
	readonly growMarkdown: typeof growMarkdown;
};

/** Tells the words of a code apart. */
export type Highlighter = {readonly highlight: typeof highlighted};

let reader: MarkdownReader | undefined;

export const lateReader: LatePart<MarkdownReader> = {
	get: () => reader,
	async load() {
		reader ??= await import('../parsers/markdown.ts');
		return reader;
	},
};

let highlighter: Highlighter | undefined;

export const lateHighlighter: LatePart<Highlighter> = {
	get: () => highlighter,
	async load() {
		await loadHighlighter();
		highlighter ??= {highlight: highlighted};
		return highlighter;
	},
};

/** UTF-16 units of an answer that are drawn, at least, and by how many its beginning moves on where it is longer. */
const mostDrawn = 262_144;
const stepOfCut = 65_536;

/** The end of a text that nobody reads to its end: the rest of it would cost seconds, and the memory of all its lines. */
export function drawnPart(text: string): {readonly text: string; readonly isCut: boolean} {
	const more = text.length - mostDrawn;
	if (more <= 0) {
		return {text, isCut: false};
	}

	const start = Math.floor(more / stepOfCut) * stepOfCut;
	const line = text.indexOf('\n', start);
	const isNear = line !== -1 && line < start + stepOfCut / 8;
	return start === 0
		? {text, isCut: false}
		: {text: text.slice(isNear ? line + 1 : start), isCut: true};
}

/** Answers that stream, by the number of their question: each piece is read with the last of what came before it. */
export type GrowingAnswers = Map<number, {readonly text: string; readonly soFar: MarkdownSoFar}>;

/**
 * One drawing: of an answer that it would take long to read, each drawing reads a slice, so that keys are heard in between.
 * Absent, all of it is read at once.
 */
export type Slices = {
	/** There is more of one that is seen. */
	isUnread: boolean;
};

/** UTF-16 units of a slice: about 5 ms. */
const mostAtOnce = 16_384;

type Reading = {
	readonly growing: GrowingAnswers;
	readonly reader: MarkdownReader;
	readonly slices: Slices | undefined;
};

/** What an answer says so far; undefined: not all that came was read yet. */
export function growingBlocks(
	{asking, content}: {readonly asking: number; readonly content: string},
	{growing, reader, slices}: Reading,
): readonly Block[] | undefined {
	const before = growing.get(asking);
	const isMore = before !== undefined && content.startsWith(before.text);
	const text = nextSlice(content, isMore ? before.text.length : 0, slices);
	const soFar = reader.growMarkdown(isMore ? before.soFar : undefined, text);
	growing.set(asking, {text, soFar});
	return text.length === content.length ? soFar.blocks : undefined;
}

function nextSlice(text: string, length: number, slices: Slices | undefined): string {
	const isTooMuch = slices !== undefined && text.length - length > mostAtOnce;
	if (!isTooMuch) {
		return text;
	}

	slices.isUnread = true;
	return text.slice(0, length + mostAtOnce);
}

/** By the object that holds the text, which goes with its conversation. */
const readBefore = new WeakMap<
	object,
	{readonly text: string; readonly blocks: readonly Block[]}
>();

/** What is read of whole answers slice by slice. */
const readingNow = new WeakMap<object, GrowingAnswers>();

type WholeAnswer = {
	/** What the text is of. */
	readonly of: object;
	readonly text: string;
};

/** What a whole answer says: read once, or not at all where it streamed here; undefined: not all of it was read yet. */
export function wholeBlocks(
	{of, text}: WholeAnswer,
	{growing, reader, slices}: Reading,
): readonly Block[] | undefined {
	const known = readBefore.get(of);
	if (known?.text === text) {
		return known.blocks;
	}

	const streamed = [...growing.values()].find(one => one.text === text);
	const blocks =
		streamed?.soFar.blocks ??
		(slices === undefined || text.length <= mostAtOnce
			? reader.parseMarkdown(text)
			: slicedBlocks({of, text}, {reader, slices}));
	if (blocks !== undefined) {
		readBefore.set(of, {text, blocks});
		readingNow.delete(of);
	}

	return blocks;
}

function slicedBlocks(
	{of, text}: WholeAnswer,
	reading: Omit<Reading, 'growing'>,
): readonly Block[] | undefined {
	const growing: GrowingAnswers = readingNow.get(of) ?? new Map();
	readingNow.set(of, growing);
	return growingBlocks({asking: 0, content: text}, {...reading, growing});
}

/** Those of questions that are over are read as whole ones from then on. */
export function forgetAnswers(growing: GrowingAnswers, asked: ReadonlySet<number>): void {
	for (const asking of growing.keys()) {
		if (!asked.has(asking)) {
			growing.delete(asking);
		}
	}
}
