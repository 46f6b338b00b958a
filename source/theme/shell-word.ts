/**
 * A word as a person pastes it into a shell: what any of them would read otherwise is quoted. `[` begins a pattern, which
 * zsh refuses when no file matches it; fish reads `\` between single quotes.
 */
export function shellWord(text: string): string {
	return /^[\w@%+:,./-]+$/.test(text)
		? text
		: `'${text.replaceAll(/['\\]/g, character => `'\\${character}'`)}'`;
}
