/**
 * What an answer says in Markdown (https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/): what a terminal
 * can draw of it. All text is raw: it is cleaned where it is drawn. Raw HTML is text; entities are decoded.
 */
export type Block =
	| {readonly type: 'heading'; readonly level: number; readonly inlines: readonly Inline[]}
	| {readonly type: 'paragraph'; readonly inlines: readonly Inline[]}
	| ListBlock
	| {readonly type: 'quote'; readonly blocks: readonly Block[]}
	| CodeBlock
	| TableBlock
	| {readonly type: 'rule'};

export type ListBlock = {
	readonly type: 'list';
	/** The first number of an ordered list; undefined: it has bullets. */
	readonly start: number | undefined;
	/** No blank line between its items. */
	readonly isTight: boolean;
	readonly items: readonly ListItem[];
};

export type ListItem = {
	/** Of a task (`- [x]`); undefined: it is none. */
	readonly isDone: boolean | undefined;
	readonly blocks: readonly Block[];
};

export type CodeBlock = {
	readonly type: 'code';
	/** The first word of the info string. */
	readonly language: string | undefined;
	/** Without the line feed at its end. */
	readonly text: string;
	/** False while its closing fence has not been read. */
	readonly isClosed: boolean;
	/** A long code is in several blocks: this one goes on where the one before it ended, in a new line. */
	readonly isContinued: boolean;
};

export type Alignment = 'left' | 'center' | 'right';

export type TableBlock = {
	readonly type: 'table';
	readonly align: ReadonlyArray<Alignment | undefined>;
	readonly head: readonly Cell[];
	readonly rows: ReadonlyArray<readonly Cell[]>;
	/** A long table is in several blocks: the first of them, whose columns they all have. Absent: it is the first. */
	readonly first?: TableBlock | undefined;
};

export type Cell = readonly Inline[];

export type Inline =
	/** A line feed in it is a soft break: a space where it is drawn. */
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'strong'; readonly inlines: readonly Inline[]}
	| {readonly type: 'emphasis'; readonly inlines: readonly Inline[]}
	| {readonly type: 'strike'; readonly inlines: readonly Inline[]}
	| {readonly type: 'code'; readonly text: string}
	| {readonly type: 'link'; readonly inlines: readonly Inline[]; readonly url: string}
	| {readonly type: 'image'; readonly alt: string; readonly url: string}
	| {readonly type: 'lineBreak'};
