/** Controls, formats (bidi, zero width, tags), separators, unassigned, private and default-ignorable characters. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}\p{DI}]/gu;

/** Text from outside with every character that does not print written as `\u{1b}`: harmless in any message. */
export function printable(text: string): string {
	return text.replace(unprintable, escaped);
}

/** The same in double quotes, cut to `longest` UTF-16 units: how a message repeats what it found. */
export function quoted(text: string, longest = 60): string {
	const cut = text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
	return `"${printable(cut.replace(/[\\"]/g, '\\$&'))}"`;
}

/** What JSON lets through raw and a terminal may act on: DEL, C1 controls, formats (bidi), line separators. */
const active = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}]/gu;

/** JSON that `cat` can show safely: every active character is an escape. */
export function printableJson(json: string): string {
	return json.replace(active, escapedUnits);
}

function escapedUnits(character: string): string {
	return Array.from(
		{length: character.length},
		(_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
	).join('');
}

function escaped(character: string): string {
	if (character === '\n') {
		return '\\n';
	}

	if (character === '\t') {
		return '\\t';
	}

	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
