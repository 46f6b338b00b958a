import {assertNever} from '../domain/assert-never.ts';
import type {Block, ListBlock, ListItem} from '../domain/markdown.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {blanks, padStart, widthOf} from '../theme/width.ts';
import {type CodeLook, codeLines} from './markdown-code.ts';
import {inlineLines} from './markdown-inline.ts';
import {tableLines} from './markdown-table.ts';
import {repeated} from './place-pieces.ts';

export type MarkdownLook = CodeLook;

type Kept = {readonly look: MarkdownLook; readonly lines: readonly ScreenLine[]};

/** By the block: one that did not change is not laid out again. */
const laidOut = new WeakMap<Block, Kept>();

/**
 * The lines of an answer, from column 0 on, none wider than `columns`.
 *
 * While an answer grows its end is drawn as it reads so far: `**bol` with its stars, a table as text until its second
 * line, an open fence as code. What is guessed would be drawn otherwise again where the guess was wrong, and the person
 * would not see what was said. Each of these changes once, in its own line or block.
 */
export function markdownLines(blocks: readonly Block[], look: MarkdownLook): readonly ScreenLine[] {
	return blocks.flatMap((block, index) => linesBehind(blocks[index - 1], block, look));
}

/** The lines of a block, with what stands between it and the one before it. */
export function linesBehind(
	before: Block | undefined,
	block: Block,
	look: MarkdownLook,
): readonly ScreenLine[] {
	const lines = blockLines(block, look);
	return before === undefined || goesOn(before, block) ? lines : [blankLine, ...lines];
}

const blankLine: ScreenLine = {pieces: []};

/** The lines of a block, the same array while neither it nor the look changes. */
export function blockLines(block: Block, look: MarkdownLook): readonly ScreenLine[] {
	const kept = laidOut.get(block);
	if (kept !== undefined && isSameLook(kept.look, look)) {
		return kept.lines;
	}

	const lines = linesOf(block, look).map(pieces => ({pieces}));
	laidOut.set(block, {look, lines});
	return lines;
}

/** Whether a block is the rest of the one before it: a code or a list that is so long that it was read in parts. */
export function goesOn(before: Block, block: Block): boolean {
	if (before.type === 'list' && block.type === 'list') {
		const next = before.start === undefined ? undefined : before.start + before.items.length;
		return before.isTight && block.isTight && next === block.start;
	}

	return before.type === 'code' && block.type === 'code' && block.isContinued;
}

function isSameLook(one: MarkdownLook, other: MarkdownLook): boolean {
	return (
		one.columns === other.columns &&
		one.glyphs === other.glyphs &&
		one.longLines === other.longLines &&
		one.highlight === other.highlight
	);
}

type Lines = ReadonlyArray<readonly Piece[]>;

function linesOf(block: Block, look: MarkdownLook): Lines {
	const {columns, glyphs} = look;
	switch (block.type) {
		case 'heading':
			return inlineLines(block.inlines, columns, {isStrong: true});
		case 'paragraph':
			return inlineLines(block.inlines, columns);
		case 'list':
			return listLines(block, look);
		case 'quote': {
			const edge: Piece = {text: safe`${glyphs.codeEdge} `, tone: 'dim'};
			const inside = markdownLines(block.blocks, narrower(look, 2));
			return inside.map(({pieces}) => [edge, ...pieces]);
		}
		case 'code':
			return codeLines(block, look);
		case 'table':
			return tableLines(block, columns, glyphs);
		case 'rule':
			return [[{text: repeated(glyphs.hairline, columns), tone: 'rule'}]];
		default:
			return assertNever(block);
	}
}

function listLines({start, isTight, items}: ListBlock, look: MarkdownLook): Lines {
	const last = safe`${(start ?? 0) + items.length - 1}.`;
	return items.flatMap((item, index) => {
		const number = safe`${(start ?? 0) + index}.`;
		const mark = start === undefined ? look.glyphs.bullet : padStart(number, widthOf(last));
		const lines = itemLines(item, safe`${mark} ${taskMark(item)}`, {...look, isTight});
		return index === 0 || isTight ? lines : [[], ...lines];
	});
}

function itemLines(item: ListItem, head: Safe, look: MarkdownLook & {isTight: boolean}): Lines {
	const {isTight, ...inner} = look;
	const indent = widthOf(head);
	const room = narrower(inner, indent);
	const inside = isTight
		? item.blocks.flatMap(block => blockLines(block, room))
		: markdownLines(item.blocks, room);
	const lines = inside.length === 0 ? [blankLine] : inside;
	return lines.map(({pieces}, index) => [{text: index === 0 ? head : blanks(indent)}, ...pieces]);
}

function taskMark({isDone}: ListItem): Safe {
	return isDone === undefined ? safe`` : clean(isDone ? '[x] ' : '[ ] ');
}

function narrower(look: MarkdownLook, columns: number): MarkdownLook {
	return {...look, columns: Math.max(1, look.columns - columns)};
}
