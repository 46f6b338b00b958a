/**
 * One segment of Markdown by the lexer of marked (https://marked.js.org/using_pro#lexer):
 *
 *   > **Note** [docs]   -> blockquote, paragraph, strong, link
 *
 *   [docs]: https://slurm.schedmd.com
 *
 * https://spec.commonmark.org/0.31.2/, tables, strikes and tasks as https://github.github.com/gfm/
 *
 * Blocks first, what is in them later: a definition that comes later changes a link before it.
 */
import {Lexer, type Token, Tokenizer, type Tokens} from 'marked';

/** By the label, in lower case, its blanks single. */
export type Definitions = ReadonlyMap<string, {readonly href: string; readonly title: string}>;

export type Lexed = {
	readonly definitions: Definitions;
	/** The blocks, of which nothing is read yet that is in them. */
	readonly tokens: readonly Token[];
	/** The blocks, with what is in them. Once. */
	readonly withInlines: (definitions: Definitions) => readonly Token[];
};

/** Quotes and lists in each other, and emphasis in emphasis: what is deeper is text. */
const deepest = 16;

/** Marks of a paragraph that are looked at; what follows the last is text. Some of marked's rules are quadratic in it. */
const mostMarks = 400;
const mostCharacters = 8192;

/** Never throws. */
export function lexSegment(text: string): Lexed {
	const lexer = new Lexer({gfm: true, tokenizer: new BoundedTokenizer()});
	try {
		lexer.blockTokens(text.replace(/\r\n?/g, '\n'), lexer.tokens);
	} catch {
		return textSegment(text);
	}

	return {
		definitions: new Map(
			Object.entries(lexer.tokens.links).map(([label, {href, title}]) => [
				label,
				{href: href ?? '', title: title ?? ''},
			]),
		),
		tokens: lexer.tokens,
		withInlines: definitions => {
			for (const [label, definition] of definitions) {
				lexer.tokens.links[label] = definition;
			}

			for (const {src, tokens} of lexer.inlineQueue) {
				addInlines(lexer, src.trim(), tokens);
			}

			return lexer.tokens;
		},
	};
}

/** Not read: all of it is text. */
export function textSegment(text: string): Lexed {
	const token: Tokens.Paragraph = {type: 'paragraph', raw: text, text, tokens: [textToken(text)]};
	return {definitions: new Map(), tokens: [token], withInlines: () => [token]};
}

function addInlines(lexer: Lexer, source: string, tokens: Token[]): void {
	const end = endOfMarks(source);
	try {
		lexer.inlineTokens(source.slice(0, end), tokens);
		if (end < source.length) {
			tokens.push(textToken(source.slice(end)));
		}
	} catch {
		tokens.splice(0, tokens.length, textToken(source));
	}
}

function textToken(text: string): Tokens.Text {
	return {type: 'text', raw: text, text, escaped: false};
}

function endOfMarks(source: string): number {
	let marks = 0;
	for (const {index} of source.slice(0, mostCharacters).matchAll(/[*_~`[\]!<&\\:@]/g)) {
		marks++;
		if (marks > mostMarks) {
			return index;
		}
	}

	return Math.min(source.length, mostCharacters);
}

class BoundedTokenizer extends Tokenizer {
	private depth = 0;

	override blockquote(source: string): Tokens.Blockquote | undefined {
		return this.deeper(() => super.blockquote(source));
	}

	override list(source: string): Tokens.List | undefined {
		return this.deeper(() => super.list(source));
	}

	override emStrong(
		source: string,
		masked: string,
		before?: string,
	): Tokens.Em | Tokens.Strong | undefined {
		return this.deeper(() => super.emStrong(source, masked, before));
	}

	override del(source: string, masked: string, before?: string): Tokens.Del | undefined {
		return this.deeper(() => super.del(source, masked, before));
	}

	override link(source: string): Tokens.Link | Tokens.Image | undefined {
		return this.deeper(() => super.link(source));
	}

	private deeper<T>(read: () => T | undefined): T | undefined {
		if (this.depth >= deepest) {
			return;
		}

		this.depth++;
		try {
			return read();
		} finally {
			this.depth--;
		}
	}
}
