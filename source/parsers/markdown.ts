/**
 * The Markdown of an answer, also while it grows:
 *
 *   Use **one** array:
 *
 *   ```sh
 *
 * https://spec.commonmark.org/0.31.2/, tables, strikes and tasks as https://github.github.com/gfm/
 *
 * A growing text is read again from the last place that no later line can change (markdown-segments.ts), at most 8 Ki
 * characters; only a definition of a link reaches back further. Whole or in pieces, the blocks are the same, and those
 * that did not change are the same objects.
 */
import type {Block} from '../domain/markdown.ts';
import {keepParts} from './kept-parts.ts';
import {appended, emptyList, itemsOf, type LongList, mapped} from './long-list.ts';
import {type Begun, begunBy, blocksBehind, textBehind} from './markdown-begun.ts';
import {blocksOf, languageOf} from './markdown-blocks.ts';
import {
	cutMarkdown,
	type Fence,
	firstSegment,
	isClosing,
	type OpenSegment,
	type Segment,
} from './markdown-segments.ts';
import {type Definitions, lexSegment, textSegment} from './markdown-tokens.ts';

export type MarkdownSoFar = {
	readonly blocks: readonly Block[];
	/** Characters read. */
	readonly length: number;
	/** What no later line changes but by a definition, and what it defines. */
	readonly finished: LongList<ReadSegment>;
	readonly finishedDefinitions: Definitions;
	readonly open: OpenSegment;
	/** What the open segment goes on with. */
	readonly begun: Begun | undefined;
	/** The text that is read again with what comes next, and what it says so far. */
	readonly rest: string;
	readonly restBlocks: readonly Block[];
	/** All that count. */
	readonly definitions: Definitions;
};

type ReadSegment = KnownSegment & {
	readonly blocks: readonly Block[];
	/** What may be the label of a link in it. */
	readonly labels: ReadonlySet<string>;
};

type KnownSegment = Segment & {
	/** False: it is shown as text. */
	readonly isRead: boolean;
	readonly begun: Begun | undefined;
};

const nothingRead: MarkdownSoFar = {
	blocks: [],
	length: 0,
	finished: emptyList,
	finishedDefinitions: new Map(),
	open: firstSegment,
	begun: undefined,
	rest: '',
	restBlocks: [],
	definitions: new Map(),
};

/** Definitions of links that count everywhere; a later one counts in its own segment only. */
const mostDefinitions = 500;

/** Characters of a text whose Markdown is read: a segment that begins behind them is text. */
const mostRead = 1_048_576;

export function parseMarkdown(text: string): readonly Block[] {
	return appendMarkdown(undefined, text).blocks;
}

/** `text`: the whole of it, which begins as before; where it does not, it is read from its start. */
export function growMarkdown(before: MarkdownSoFar | undefined, text: string): MarkdownSoFar {
	if (before === undefined || !text.startsWith(before.rest, before.length - before.rest.length)) {
		return appendMarkdown(undefined, text);
	}

	return text.length === before.length ? before : appendMarkdown(before, text.slice(before.length));
}

/** As `growMarkdown`, of what came since: for texts so long that to join them costs more than to read their end. */
export function appendMarkdown(before = nothingRead, piece = ''): MarkdownSoFar {
	const {finished: cut, open, rest} = cutMarkdown(before.open, before.rest + piece);
	let offset = before.length - before.rest.length;
	let begun = before.begun;
	const drafts = cut.map(segment => {
		const known = {...segment, isRead: offset < mostRead, begun};
		const draft = draftOf(known, false);
		offset += segment.text.length;
		begun = draft.leaves;
		return {...known, ...draft};
	});
	const last = {text: rest, fence: open.fence, isContinued: open.isContinued};
	const tail = draftOf({...last, isRead: offset < mostRead, begun}, true);
	const finishedDefinitions = merged(
		before.finishedDefinitions,
		drafts.map(({definitions}) => definitions),
	);
	const definitions = merged(finishedDefinitions, [tail.definitions]);
	const changed = changedLabels(before.definitions, definitions);
	const finished = refreshed(before.finished, changed, definitions);

	let used = 0;
	const keep = (blocks: readonly Block[]) => {
		const kept = blocks.map((block, index) => keepParts(before.restBlocks[used + index], block));
		used += blocks.length;
		return kept;
	};
	const fresh = drafts.map(({blocksWith, definitions: _, leaves: __, ...segment}) => ({
		...segment,
		blocks: keep(blocksWith(definitions)),
		labels: labelsOf(segment),
	}));
	const restBlocks = keep(tail.blocksWith(definitions));
	return withBlocks({
		length: before.length + piece.length,
		finished: fresh.length === 0 ? finished : appended(finished, fresh),
		...{finishedDefinitions, open, begun, rest, restBlocks, definitions},
	});
}

/**
 * Joined when they are drawn: there are more pieces than pictures. Apart from where they are read, so that what is known
 * of an answer holds on to nothing that was known before.
 */
function withBlocks(read: Omit<MarkdownSoFar, 'blocks'>): MarkdownSoFar {
	let blocks: readonly Block[] | undefined;
	return {
		...read,
		get blocks() {
			blocks ??= [...itemsOf(read.finished).flatMap(one => one.blocks), ...read.restBlocks];
			return blocks;
		},
	};
}

type Draft = {
	readonly definitions: Definitions;
	/** What the next segment goes on with, if it is continued. */
	readonly leaves: Begun | undefined;
	readonly blocksWith: (definitions: Definitions) => readonly Block[];
};

function draftOf(segment: KnownSegment, isOpen: boolean): Draft {
	if (segment.fence !== undefined) {
		const block = codeOf(segment, segment.fence, isOpen);
		return {definitions: new Map(), leaves: undefined, blocksWith: () => [block]};
	}

	const begun = segment.isContinued && segment.isRead ? segment.begun : undefined;
	const text = textBehind(begun, segment.text);
	const {definitions, tokens, withInlines} = segment.isRead ? lexSegment(text) : textSegment(text);
	// Lexed anew, as inlines are read once, and by what it defines itself: that is the same whole or in pieces.
	const blocks = () => {
		const again = lexSegment(text);
		return blocksOf(again.withInlines(again.definitions));
	};
	return {
		definitions,
		leaves: isOpen ? undefined : begunBy({tokens, blocks}, begun, segment.text),
		blocksWith: all => blocksBehind(begun, segment.text, blocksOf(withInlines(all))),
	};
}

/** https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function codeOf({text, isContinued}: Segment, fence: Fence, isOpen: boolean): Block {
	const whole = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
	const inside = isContinued ? whole : whole.slice(whole.indexOf('\n') + 1);
	const body = inside.endsWith('\n') ? inside.slice(0, -1) : inside;
	const lastLine = body.lastIndexOf('\n') + 1;
	const hasEnd = isClosing(body.slice(lastLine), fence);
	const code = hasEnd ? body.slice(0, Math.max(0, lastLine - 1)) : body;
	const margin = new RegExp(`^ {0,${fence.indent}}`, 'gm');
	return {
		type: 'code',
		language: languageOf(fence.info),
		text: fence.indent === 0 ? code : code.replace(margin, ''),
		isClosed: hasEnd || !isOpen,
		isContinued,
	};
}

/** The first definition of a label counts: https://spec.commonmark.org/0.31.2/#matches */
function merged(first: Definitions, others: readonly Definitions[]): Definitions {
	if (others.every(({size}) => size === 0)) {
		return first;
	}

	const all = new Map(first);
	for (const [label, definition] of others.flatMap(one => [...one])) {
		if (all.size < mostDefinitions && !all.has(label)) {
			all.set(label, definition);
		}
	}

	return all;
}

function changedLabels(before: Definitions, after: Definitions): readonly string[] {
	return before === after
		? []
		: [...new Set([...before.keys(), ...after.keys()])].filter(
				label => before.get(label)?.href !== after.get(label)?.href,
			);
}

/** What was finished, where its links lead with these definitions. */
function refreshed(
	finished: LongList<ReadSegment>,
	changed: readonly string[],
	definitions: Definitions,
): LongList<ReadSegment> {
	const isChanged = ({labels}: ReadSegment) => changed.some(label => labels.has(label));
	if (changed.length === 0 || !itemsOf(finished).some(isChanged)) {
		return finished;
	}

	return mapped(finished, segment => {
		const blocks = isChanged(segment) ? draftOf(segment, false).blocksWith(definitions) : undefined;
		return blocks === undefined ? segment : {...segment, blocks: keepParts(segment.blocks, blocks)};
	});
}

/** A label has no brackets in it, so that the innermost brackets are all that there can be. */
function labelsOf({text, fence}: Segment): ReadonlySet<string> {
	const labels = fence === undefined ? text.matchAll(/\[((?:[^[\]\\]|\\[\s\S])+)\]/g) : [];
	return new Set(Array.from(labels, ([, label = '']) => normal(label)));
}

/** As marked compares labels. */
function normal(label: string): string {
	return label.replace(/\s+/g, ' ').toLowerCase();
}
