export type Intern = (text: string) => string;

/** What is longer, V8 cuts out of a text by pointing into it, which then stays in memory whole. */
const longestCopied = 12;

/** Gives the same string for the same text, so that a hundred thousand rows hold each word once and no page of input. */
export function createInterner(): Intern {
	const known = new Map<string, string>();
	return text => {
		const before = known.get(text);
		if (before !== undefined) {
			return before;
		}

		const own = text.length > longestCopied ? copied(text) : text;
		known.set(own, own);
		return own;
	};
}

/** A concatenation is written anew when it is cut. */
function copied(text: string): string {
	return ` ${text}`.slice(1);
}
