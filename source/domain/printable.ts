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

/** What JSON lets through raw and a terminal may act on: DEL, C1 controls, formats (bidi), line separators. A run without a limit overflows the stack of the pattern. */
const active = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}]{1,1000}/gu;
const escapes = new Map<number, string>();

/** JSON that `cat` can show safely: every active character is an escape. */
export function printableJson(json: string): string {
	return json.replace(active, escapedUnits);
}

/**
 * Of a run of them, not one at a time, and joined: ten megabytes of nothing else take a second and 0.4 GB. Added one to
 * another they would take twice as much of both.
 */
function escapedUnits(run: string): string {
	const written: string[] = [];
	for (let at = 0; at < run.length; at += 1) {
		written.push(escapeOf(run.charCodeAt(at)));
	}

	return written.join('');
}

function escapeOf(unit: number): string {
	const known = escapes.get(unit);
	if (known !== undefined) {
		return known;
	}

	const written = `\\u${unit.toString(16).padStart(4, '0')}`;
	escapes.set(unit, written);
	return written;
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
