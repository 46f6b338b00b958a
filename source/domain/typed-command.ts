/** As a person types it: what a shell would read otherwise is quoted, as theme/shell-word.ts quotes a word. */
export function typedCommand(argv: readonly string[]): string {
	return argv
		.map(word =>
			/^[\w@%+=:,./-]+$/.test(word)
				? word
				: `'${word.replaceAll(/['\\]/g, character => `'\\${character}'`)}'`,
		)
		.join(' ');
}
