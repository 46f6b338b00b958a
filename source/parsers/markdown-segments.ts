/**
 * Cuts Markdown where no later line can change what is before, so that a growing answer is read only from its last cut:
 *
 *   text\n\n| a paragraph, list, quote or table ends at a blank line before a line that begins at the edge
 *   | ```sh  | a fence at the edge ends whatever it follows, and is a segment of its own
 *   - a\n\n- b   a list may go on: no cut
 *
 * https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 *
 * A cut is decided by whole lines and by lengths alone, never by how the text came: the same text has the same cuts.
 */
export type Segment = {
	readonly text: string;
	/** It is the code of this fence. */
	readonly fence: Fence | undefined;
	/** It was cut from what is before it only for its length. */
	readonly isContinued: boolean;
};

export type Fence = {
	readonly marker: string;
	readonly length: number;
	readonly indent: number;
	readonly info: string;
};

/** What is known at the end of the last whole line. Offsets count from the start of the segment that is open. */
export type OpenSegment = {
	/** Where the first line begins that was not read. */
	readonly next: number;
	readonly isAfterBlank: boolean;
	/** Columns before the text of the last item of a list; undefined: nothing looked like a list. */
	readonly listOffset: number | undefined;
	readonly html: Html | undefined;
	readonly fence: Fence | undefined;
	readonly isContinued: boolean;
};

/** What ends raw HTML in which nothing else begins: the end of its first line's kind, or a blank line. */
type Html = {readonly end: RegExp | 'blank line'};

export type Cutting = {
	readonly finished: readonly Segment[];
	readonly open: OpenSegment;
	/** The text of the open segment. */
	readonly rest: string;
};

export const firstSegment: OpenSegment = {
	next: 0,
	isAfterBlank: true,
	listOffset: undefined,
	html: undefined,
	fence: undefined,
	isContinued: false,
};

/**
 * Characters of a segment: from `long` on it is cut at any line at its edge, at `longest` before any line, and a line
 * that is longer wherever it is. What is read again with each piece is no longer; marked takes 1 ms for it, and codes
 * cost nearly nothing.
 */
const mostOfText = {long: 4096, longest: 8192};
const mostOfCode = {long: 6144, longest: 8192};

function mostOf({fence}: OpenSegment): typeof mostOfText {
	return fence === undefined ? mostOfText : mostOfCode;
}

/** `source`: the text of the open segment, which may have grown. */
export function cutMarkdown(before: OpenSegment, source: string): Cutting {
	const finished: Segment[] = [];
	let open = before;
	let start = 0;
	const cutAt = (end: number, after: CutState) => {
		const {fence, isContinued} = open;
		finished.push({text: source.slice(start, end), fence, isContinued});
		start = end;
		open = {...firstSegment, ...after};
	};

	for (;;) {
		const from = start + open.next;
		const end = source.indexOf('\n', from);
		if ((end === -1 ? source.length : end) - start > mostOf(open).longest) {
			const {fence} = open;
			cutAt(cutOfLong(source, {start, from}, open), {fence, isContinued: true});
			continue;
		}

		if (end === -1) {
			return {finished, open, rest: source.slice(start)};
		}

		const line = source.slice(from, end).replace(/\r$/, '');
		const {before: cut, after} = readLine(line, open);
		if (cut !== undefined && from > start) {
			cutAt(from, cut);
		}

		if (after === 'cut') {
			cutAt(end + 1, unfenced);
		} else {
			open = {...open, ...after, next: end + 1 - start};
		}
	}
}

/** Before the line that is too much, or in it where it is the first. */
function cutOfLong(
	source: string,
	{start, from}: {readonly start: number; readonly from: number},
	open: OpenSegment,
): number {
	return from > start ? from : wholeCharacter(source, start + mostOf(open).longest);
}

const unfenced = {fence: undefined, isContinued: false};

type CutState = Pick<OpenSegment, 'fence' | 'isContinued'>;

/** Whether a segment begins with this line, and what is known after it; 'cut': a segment ends with it. */
function readLine(
	line: string,
	open: OpenSegment,
): {readonly before: CutState | undefined; readonly after: Partial<OpenSegment> | 'cut'} {
	const {fence} = open;
	if (fence !== undefined) {
		const before = open.next >= mostOf(open).long ? {fence, isContinued: true} : undefined;
		return isClosing(line, fence) ? {before: undefined, after: 'cut'} : {before, after: {}};
	}

	const opening = fenceOf(line, open);
	if (opening !== undefined) {
		return {before: unfenced, after: {fence: opening}};
	}

	const before = cutBefore(line, open);
	return {
		before,
		after: afterLine(line, before === undefined ? open : {...firstSegment, ...before}),
	};
}

function cutBefore(line: string, open: OpenSegment): CutState | undefined {
	if (!/^\S/.test(line) || (open.html !== undefined && open.html.end !== 'blank line')) {
		return;
	}

	const goesOn = open.listOffset !== undefined && item.test(line);
	if (open.isAfterBlank && !goesOn) {
		return unfenced;
	}

	return open.next >= mostOf(open).long ? {fence: undefined, isContinued: true} : undefined;
}

function afterLine(line: string, open: OpenSegment): OpenSegment {
	if (line.trim() === '') {
		const html = open.html?.end === 'blank line' ? undefined : open.html;
		return {...open, isAfterBlank: true, html};
	}

	const offset = item.exec(line)?.[0].length;
	const isInList = (offset ?? open.listOffset) !== undefined && /^\s/.test(line);
	return {
		...open,
		isAfterBlank: false,
		listOffset: offset ?? open.listOffset,
		html: isInList ? open.html : htmlAfter(line, open),
	};
}

/** A line that may begin an item of a list; a rule of stars is taken for one, too, which only delays a cut. */
const item = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;

/** A fence that is no part of an item. Inside raw HTML it is text. */
function fenceOf(line: string, {html, listOffset}: OpenSegment): Fence | undefined {
	const [, margin = '', marker = '', info = ''] = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
	const isOpening = marker !== '' && !(marker.startsWith('`') && info.includes('`'));
	if (!isOpening || html !== undefined) {
		return;
	}

	const isInItem = margin.length >= (listOffset ?? Number.POSITIVE_INFINITY);
	return isInItem
		? undefined
		: {marker: marker.charAt(0), length: marker.length, indent: margin.length, info};
}

/** Whether a line of a code is the fence that closes it. */
export function isClosing(line: string, {marker, length}: Fence): boolean {
	const text = line.replace(/^ {0,3}/, '').trimEnd();
	return text.length >= length && text === marker.repeat(text.length);
}

/** https://spec.commonmark.org/0.31.2/#html-blocks, its kinds one to five: how they begin and how they end. */
const htmlKinds: ReadonlyArray<readonly [RegExp, RegExp]> = [
	[/^ {0,3}<(?:pre|script|style|textarea)(?:\s|>|$)/i, /<\/(?:pre|script|style|textarea)>/i],
	[/^ {0,3}<!--/, /-->/],
	[/^ {0,3}<\?/, /\?>/],
	[/^ {0,3}<![a-z]/i, />/],
	[/^ {0,3}<!\[CDATA\[/, /\]\]>/],
];

/** Its kinds six and seven. */
const htmlBlock =
	/^ {0,3}<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/i;
const htmlAlone = /^ {0,3}<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?>\s*$/i;

function htmlAfter(line: string, {html, isAfterBlank}: OpenSegment): Html | undefined {
	if (html !== undefined) {
		return html.end !== 'blank line' && html.end.test(line) ? undefined : html;
	}

	const kind = htmlKinds.find(([begin]) => begin.test(line));
	if (kind !== undefined) {
		return kind[1].test(line) ? undefined : {end: kind[1]};
	}

	const isBlock = htmlBlock.test(line) || (isAfterBlank && htmlAlone.test(line));
	return isBlock ? {end: 'blank line'} : undefined;
}

/** Never between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
	return /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
