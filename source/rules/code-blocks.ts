/** The fenced blocks of code of an answer, in their order; one that has no end goes to the end of the text. */
export function codeBlocks(markdown: string): readonly string[] {
	const blocks: string[] = [];
	let open: {readonly indent: number; readonly fence: string; readonly lines: string[]} | undefined;
	for (const line of markdown.split('\n')) {
		const [, indent = '', fence, words = ''] = /^( {0,12})(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
		if (open === undefined) {
			const isFence = fence !== undefined && !(fence.startsWith('`') && words.includes('`'));
			open = isFence ? {indent: indent.length, fence, lines: []} : undefined;
		} else if (fence?.startsWith(open.fence) === true && words.trim() === '') {
			blocks.push(open.lines.join('\n'));
			open = undefined;
		} else {
			open.lines.push(withoutIndent(line, open.indent));
		}
	}

	return open === undefined ? blocks : [...blocks, open.lines.join('\n')];
}

/** A block in a list is indented as its fence is. */
function withoutIndent(line: string, indent: number): string {
	return line.replace(new RegExp(`^ {0,${indent}}`), '');
}
