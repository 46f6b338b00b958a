/** A quote has no end. */
export type Misread = 'openQuote';

/** Words between blanks; `"a b"` and `'a b'` are one, and a backslash stays what it is. */
export function typedWords(typed: string): readonly string[] | Misread {
	const words: string[] = [];
	const word = /\s*(?:"([^"]*)"|'([^']*)'|([^\s"']\S*))(?=\s|$)/gy;
	const text = typed.trim();
	while (word.lastIndex < text.length) {
		const from = word.lastIndex;
		const found = word.exec(text);
		if (found === null) {
			return text.slice(from).trim() === '' ? words : 'openQuote';
		}

		words.push(found[1] ?? found[2] ?? found[3] ?? '');
	}

	return words;
}

/**
 * One path as a person types it, or as a terminal writes a file that is dropped on it: in quotes, with its blanks as
 * they are, or each behind a backslash.
 */
export function typedPath(typed: string): string | Misread {
	const text = typed.trim();
	const [, sign, inside] = /^(["'])(.*)$/s.exec(text) ?? [];
	if (sign === undefined || inside === undefined) {
		return text.replaceAll(/\\(.)/gs, '$1');
	}

	return inside.endsWith(sign) && !inside.slice(0, -1).includes(sign)
		? inside.slice(0, -1)
		: 'openQuote';
}
