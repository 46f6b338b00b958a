import type {Block, Inline, ListItem} from '../../source/domain/markdown.ts';

/** Our blocks as the HTML that the examples of CommonMark expect, which knows titles besides. */
export function htmlOf(blocks: readonly Block[]): string {
	return blocks.map(block => `${blockHtml(block)}\n`).join('');
}

function blockHtml(block: Block): string {
	switch (block.type) {
		case 'heading':
			return `<h${block.level}>${inlineHtml(block.inlines)}</h${block.level}>`;
		case 'paragraph':
			return `<p>${inlineHtml(block.inlines)}</p>`;
		case 'quote':
			return `<blockquote>\n${htmlOf(block.blocks)}</blockquote>`;
		case 'code':
			return `<pre><code${block.language === undefined ? '' : ` class="language-${escaped(block.language)}"`}>${block.text === '' ? '' : `${escaped(block.text)}\n`}</code></pre>`;
		case 'rule':
			return '<hr />';
		case 'list': {
			const {start, isTight, items} = block;
			const name = start === undefined ? 'ul' : 'ol';
			const from = start === undefined || start === 1 ? '' : ` start="${start}"`;
			return `<${name}${from}>\n${items.map(item => itemHtml(item, isTight)).join('')}</${name}>`;
		}
		default:
			return '<table>';
	}
}

function itemHtml({blocks}: ListItem, isTight: boolean): string {
	const html = blocks.reduce(
		(before, block) =>
			isTight && block.type === 'paragraph'
				? before + inlineHtml(block.inlines)
				: `${before}${before.endsWith('\n') ? '' : '\n'}${blockHtml(block)}\n`,
		'<li>',
	);
	return `${html}</li>\n`;
}

function inlineHtml(inlines: readonly Inline[]): string {
	return inlines
		.map(inline => {
			switch (inline.type) {
				case 'text':
					return escaped(inline.text);
				case 'code':
					return `<code>${escaped(inline.text)}</code>`;
				case 'strong':
					return `<strong>${inlineHtml(inline.inlines)}</strong>`;
				case 'emphasis':
					return `<em>${inlineHtml(inline.inlines)}</em>`;
				case 'strike':
					return `<del>${inlineHtml(inline.inlines)}</del>`;
				case 'link':
					return `<a href="${address(inline.url)}">${inlineHtml(inline.inlines)}</a>`;
				case 'image':
					return `<img src="${address(inline.url)}" alt="${escaped(inline.alt)}" />`;
				default:
					return '<br />\n';
			}
		})
		.join('');
}

function address(url: string): string {
	return escaped(encodeURI(url).replaceAll('%25', '%'));
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
