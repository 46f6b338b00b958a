/** Those that begin with what was typed, or where none does, those that have it inside; nothing where it is one whole. */
export function matchingWords<Word extends {readonly text: string; readonly hasMore: boolean}>(
	typed: string,
	words: readonly Word[],
): readonly Word[] {
	const begun = words.filter(({text}) => text.toLowerCase().startsWith(typed));
	const found = begun.length > 0 ? begun : words.filter(({text}) => text.includes(typed));
	const [only] = found;
	return found.length === 1 && only?.text === typed && !only.hasMore ? [] : found;
}
