/**
 * What of Markdown goes on where it was cut only because it grew long (markdown-segments.ts):
 *
 *   | node | memory |    the head, again over the rows that come: those before it have scrolled away by then
 *   |------|-------:|
 *   57. an item          its number, whatever it is called: the first one of a list counts
 *     - an item of it    read from the edge, for what it is an item of is not there
 */
import type {Token, Tokens} from 'marked';
import type {Block, TableBlock} from '../domain/markdown.ts';

export type Begun =
	| {readonly type: 'table'; readonly head: string; readonly first: TableBlock | undefined}
	/** The number that is next; undefined: it has bullets. */
	| {readonly type: 'list'; readonly next: number | undefined};

/** What goes on behind a segment that begins as `behind`, by its blocks. */
export function begunBy(
	{tokens, blocks}: ReadTokens,
	behind: Begun | undefined,
	text: string,
): Begun | undefined {
	const last = tokens.findLast(({type}) => type !== 'space');
	switch (last?.type) {
		case 'table':
			return last === tokens.at(-1) && !/\n[ \t]*\n$/.test(last.raw)
				? {
						...{type: 'table', head: last.raw.split('\n', 2).join('\n')},
						first: firstOf(blocks().at(-1), last === tokens[0] ? behind : undefined),
					}
				: undefined;
		case 'list': {
			const {ordered, start, items} = last as Tokens.List;
			const from = last === tokens[0] ? nextNumber(behind, text) : undefined;
			return {type: 'list', next: ordered ? (from ?? Number(start)) + items.length : undefined};
		}

		default:
			return;
	}
}

type ReadTokens = {
	readonly tokens: readonly Token[];
	/** What they say. */
	readonly blocks: () => readonly Block[];
};

function firstOf(last: Block | undefined, behind: Begun | undefined): TableBlock | undefined {
	const before = behind?.type === 'table' ? behind.first : undefined;
	return before ?? (last?.type === 'table' ? last : undefined);
}

/** Of a list that goes on; items of an item have numbers of their own. */
function nextNumber(begun: Begun | undefined, text: string): number | undefined {
	return begun?.type === 'list' && !text.startsWith(' ') ? begun.next : undefined;
}

/** The text that is read instead of what follows. */
export function textBehind(begun: Begun | undefined, text: string): string {
	switch (begun?.type) {
		case 'table':
			return `${begun.head}\n${text}`;
		case 'list': {
			const margin = /^ */.exec(text)?.[0].length ?? 0;
			return margin === 0 ? text : text.replace(new RegExp(`^ {1,${margin}}`, 'gm'), '');
		}

		default:
			return text;
	}
}

/** What was read of it. A head over no rows is none. */
export function blocksBehind(
	begun: Begun | undefined,
	text: string,
	blocks: readonly Block[],
): readonly Block[] {
	const [first, ...others] = blocks;
	if (begun?.type === 'table' && first?.type === 'table') {
		return first.rows.length === 0 ? others : [{...first, first: begun.first}, ...others];
	}

	const start = nextNumber(begun, text);
	return start !== undefined && first?.type === 'list' && first.start !== undefined
		? [{...first, start}, ...others]
		: blocks;
}
