/**
 * What a configuration file may be at most, checked in one pass before the YAML parser sees it.
 *
 * A file of 40 kB with 20,000 nested `[` ends Node 20 and 22 with "FATAL ERROR: RegExpCompiler Allocation failed",
 * which no `catch` sees. The bracket count here is a first net (it guesses where quotes are); config-tree.ts counts the
 * true depth between the parser, which does not recurse, and the composer, which does.
 * https://yaml.org/spec/1.2.2/#51-character-set
 */
import type {ConfigProblem} from '../domain/config.ts';

export const configLimits = {
	bytes: 256 * 1024,
	lines: 10_000,
	depth: 32,
	indentations: 64,
} as const;

/** The first reason not to parse the text at all, or undefined. */
export function checkConfigBounds(text: string, file: string): ConfigProblem | undefined {
	const breach = sizeBreach(text) ?? characterBreach(text) ?? nestingBreach(text);
	if (breach === undefined) {
		return undefined;
	}

	const place = breach.offset === undefined ? undefined : placeOf(text, breach.offset);
	return {file, line: place?.line, column: place?.column, path: '', message: breach.message};
}

type Breach = {readonly message: string; readonly offset: number | undefined};

function sizeBreach(text: string): Breach | undefined {
	// A character is at least a byte: the first test keeps the encoder away from a huge text.
	if (
		text.length > configLimits.bytes ||
		new TextEncoder().encode(text).length > configLimits.bytes
	) {
		return {
			message: `is larger than ${configLimits.bytes} bytes, the most a configuration may have`,
			offset: undefined,
		};
	}

	let lines = 1;
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
		lines += 1;
		if (lines > configLimits.lines + 1) {
			return {
				message: `has more than ${configLimits.lines} lines, the most a configuration may have`,
				offset: at,
			};
		}
	}

	return undefined;
}

/** Everything that YAML calls unprintable, and what a decoder leaves where the bytes were not UTF-8. */
const forbidden = /[\p{Cc}--[\t\n\r]]|[\uFFFD-\uFFFF]|\p{Cs}/v;

function characterBreach(text: string): Breach | undefined {
	const offset = text.search(forbidden);
	if (offset === -1) {
		return undefined;
	}

	const character = text.codePointAt(offset) ?? 0;
	if (text.slice(0, 4).includes('\0')) {
		return {message: 'is UTF-16, not UTF-8: save it again as UTF-8', offset: undefined};
	}

	if (character === 0xfffd || (character >= 0xd800 && character <= 0xdfff)) {
		return {message: 'is not UTF-8 here: save the file again as UTF-8', offset};
	}

	const code = character.toString(16).toUpperCase().padStart(4, '0');
	return {message: `holds the control character U+${code} here: delete it`, offset};
}

function nestingBreach(text: string): Breach | undefined {
	const brackets = deepBracket(text);
	if (brackets !== undefined) {
		return {
			message: `opens more than ${configLimits.depth} brackets inside each other`,
			offset: brackets,
		};
	}

	const indented = deepIndentation(text);
	return indented === undefined
		? undefined
		: {message: `is indented more than ${configLimits.indentations} times`, offset: indented};
}

/** The offset of the bracket that is too deep, outside of quotes and comments. */
function deepBracket(text: string): number | undefined {
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at] ?? '';
		if (character === '[' || character === '{') {
			depth += 1;
			if (depth > configLimits.depth) {
				return at;
			}
		} else if (character === ']' || character === '}') {
			depth = Math.max(0, depth - 1);
		} else if (isTokenStart(text, at)) {
			at = skipQuotesAndComments(text, at);
		}
	}

	return undefined;
}

/** A quote or `#` inside a word (`it's`, `C#`) opens nothing. */
function isTokenStart(text: string, at: number): boolean {
	return at === 0 || ' \t\n\r[{,:'.includes(text[at - 1] ?? '');
}

/** The offset of the last character of the quoted text or comment that starts here, else the offset itself. */
function skipQuotesAndComments(text: string, at: number): number {
	const character = text[at];
	if (character === '#') {
		return endOr(text, text.indexOf('\n', at));
	}

	if (character === "'") {
		return endOr(text, text.indexOf("'", at + 1));
	}

	if (character !== '"') {
		return at;
	}

	let end = at + 1;
	while (end < text.length && text[end] !== '"') {
		end += text[end] === '\\' ? 2 : 1;
	}

	return end;
}

function endOr(text: string, end: number): number {
	return end === -1 ? text.length : end;
}

/** The offset of the line whose indentation is the one level too many. */
function deepIndentation(text: string): number | undefined {
	const open: number[] = [];
	for (const line of text.matchAll(/^( *)[^\s#]/gm)) {
		const indentation = line[1]?.length ?? 0;
		while ((open.at(-1) ?? -1) >= indentation) {
			open.pop();
		}

		open.push(indentation);
		if (open.length > configLimits.indentations) {
			return line.index;
		}
	}

	return undefined;
}

function placeOf(text: string, offset: number): {line: number; column: number} {
	const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
	const line = text.slice(0, lineStart).split('\n').length;
	return {line, column: offset - lineStart + 1};
}
