/**
 * The tokens of marked (https://marked.js.org/using_pro#lexer) as our blocks:
 *
 *   {type: 'list', ordered: true, start: 3, loose: false, items: [{task: false, tokens: [..]}]}
 *   {type: 'code', lang: 'sh -e', text: 'ls', raw: '```sh -e\nls\n```'}
 *   {type: 'text', text: 'R&amp;D'}
 *
 * A type that marked gains is shown as its text.
 */
import {decodeHTMLStrict} from 'entities/decode';
import type {MarkedToken, Token, Tokens} from 'marked';
import type {Alignment, Block, Cell, CodeBlock, Inline, ListBlock} from '../domain/markdown.ts';

export function blocksOf(tokens: readonly Token[]): readonly Block[] {
	return tokens.flatMap(token => blockOf(token as MarkedToken));
}

function blockOf(token: MarkedToken): readonly Block[] {
	switch (token.type) {
		case 'heading':
			return [{type: 'heading', level: token.depth, inlines: inlinesOf(token.tokens)}];
		case 'paragraph':
			return [{type: 'paragraph', inlines: inlinesOf(token.tokens)}];
		case 'list':
			return [listOf(token)];
		case 'blockquote':
			return [{type: 'quote', blocks: blocksOf(token.tokens)}];
		case 'code':
			return [codeOf(token)];
		case 'table':
			return [tableOf(token)];
		case 'hr':
			return [{type: 'rule'}];
		case 'space':
		case 'def':
		case 'checkbox':
			return [];
		case 'text':
			return [
				{
					type: 'paragraph',
					inlines: token.tokens === undefined ? plain(token.text) : inlinesOf(token.tokens),
				},
			];
		default:
			return [{type: 'paragraph', inlines: literal(token.raw)}];
	}
}

function listOf({ordered, start, loose, items}: Tokens.List): ListBlock {
	return {
		type: 'list',
		start: ordered ? Number(start) : undefined,
		isTight: !loose,
		items: items.map(({task, checked, tokens}) => ({
			isDone: task ? checked === true : undefined,
			blocks: blocksOf(tokens),
		})),
	};
}

function codeOf({lang, text, raw, codeBlockStyle}: Tokens.Code): CodeBlock {
	return {
		type: 'code',
		language: languageOf(lang ?? ''),
		text: codeBlockStyle === 'indented' ? text.replace(/\n$/, '') : text,
		isClosed: codeBlockStyle === 'indented' || /\n {0,3}(?:`{3,}|~{3,})[ \t]*\n*$/.test(raw),
		isContinued: false,
	};
}

/** The first word of an info string. */
export function languageOf(info: string): string | undefined {
	const [word = ''] = info.trim().split(/\s/);
	return word === '' ? undefined : decodeHTMLStrict(unescaped(word));
}

function tableOf({align, header, rows}: Tokens.Table): Block {
	const cellOf = ({tokens}: Tokens.TableCell): Cell => inlinesOf(tokens);
	return {
		type: 'table',
		align: align.map((side): Alignment | undefined => side ?? undefined),
		head: header.map(cellOf),
		rows: rows.map(row => row.map(cellOf)),
	};
}

function inlinesOf(tokens: readonly Token[]): readonly Inline[] {
	const inlines: Inline[] = [];
	for (const inline of tokens.flatMap(token => inlineOf(token as MarkedToken))) {
		const last = inlines.at(-1);
		if (inline.type === 'text' && last?.type === 'text') {
			inlines[inlines.length - 1] = {type: 'text', text: last.text + inline.text};
		} else {
			inlines.push(inline);
		}
	}

	return inlines;
}

function inlineOf(token: MarkedToken): readonly Inline[] {
	switch (token.type) {
		case 'text':
			return token.tokens === undefined ? plain(token.text) : inlinesOf(token.tokens);
		case 'paragraph':
			return inlinesOf(token.tokens);
		case 'escape':
			return [{type: 'text', text: token.text}];
		case 'strong':
			return [{type: 'strong', inlines: inlinesOf(token.tokens)}];
		case 'em':
			return [{type: 'emphasis', inlines: inlinesOf(token.tokens)}];
		case 'del':
			return [{type: 'strike', inlines: inlinesOf(token.tokens)}];
		case 'codespan':
			return [{type: 'code', text: token.text}];
		case 'link':
			return [linkOf(token)];
		case 'image':
			return [
				{type: 'image', alt: altOf(inlinesOf(token.tokens)), url: decodeHTMLStrict(token.href)},
			];
		case 'br':
			return [{type: 'lineBreak'}];
		case 'checkbox':
			return [];
		default:
			return [{type: 'text', text: token.raw}];
	}
}

function linkOf({autolink, href, text, tokens}: Tokens.Link): Inline {
	return autolink === true
		? {type: 'link', inlines: [{type: 'text', text}], url: href}
		: {type: 'link', inlines: inlinesOf(tokens), url: decodeHTMLStrict(href)};
}

/** What begins a line and what ends one is no text: https://spec.commonmark.org/0.31.2/#soft-line-breaks */
function plain(text: string): readonly Inline[] {
	return [{type: 'text', text: decodeHTMLStrict(text.replace(/[ \t]*\n[ \t]*/g, '\n'))}];
}

/** Raw HTML, line by line. */
function literal(raw: string): readonly Inline[] {
	return raw
		.replace(/\n+$/, '')
		.split('\n')
		.flatMap((text, index): readonly Inline[] =>
			index === 0 ? [{type: 'text', text}] : [{type: 'lineBreak'}, {type: 'text', text}],
		);
}

function altOf(inlines: readonly Inline[]): string {
	return inlines
		.map(inline => {
			switch (inline.type) {
				case 'text':
				case 'code':
					return inline.text;
				case 'image':
					return inline.alt;
				case 'lineBreak':
					return '\n';
				default:
					return altOf(inline.inlines);
			}
		})
		.join('');
}

function unescaped(text: string): string {
	return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
