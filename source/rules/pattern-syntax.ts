/**
 * The regular expressions that a person can type: those of JavaScript without what needs to go back (backreferences,
 * looking back or ahead), so that looking through any text takes time in step with its length, whatever was typed.
 */
export type Pattern =
	| {readonly kind: 'one'; readonly matches: CodeTest}
	| {readonly kind: 'start'}
	| {readonly kind: 'end'}
	/** Where a word begins or ends; `isInside`: between any other two units. */
	| {readonly kind: 'edge'; readonly isInside: boolean}
	| {readonly kind: 'all'; readonly parts: readonly Pattern[]}
	| {readonly kind: 'any'; readonly ways: readonly Pattern[]}
	/** `most` is infinite where there is no end. */
	| {
			readonly kind: 'repeat';
			readonly part: Pattern;
			readonly least: number;
			readonly most: number;
	  };

/** Of one UTF-16 unit, small or capital. */
export type CodeTest = (code: number) => boolean;

/** Undefined: it is no such expression. */
export function parsePattern(text: string): Pattern | undefined {
	const reader = {text, at: 0};
	const pattern = readWays(reader);
	return pattern !== undefined && reader.at === text.length ? pattern : undefined;
}

/** The expression that matches this text and nothing else. */
export function literalPattern(text: string): string {
	return text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`);
}

type Reader = {readonly text: string; at: number};
type Read = Pattern | undefined;

function take(reader: Reader, token: string): boolean {
	const isNext = reader.text.startsWith(token, reader.at);
	reader.at += isNext ? token.length : 0;
	return isNext;
}

function readWays(reader: Reader): Read {
	const ways: Pattern[] = [];
	do {
		const way = readParts(reader);
		if (way === undefined) {
			return undefined;
		}

		ways.push(way);
	} while (take(reader, '|'));
	return {kind: 'any', ways};
}

function readParts(reader: Reader): Read {
	const parts: Pattern[] = [];
	while (reader.at < reader.text.length && !/[)|]/.test(reader.text[reader.at] ?? '')) {
		const part = readRepeated(reader);
		if (part === undefined) {
			return undefined;
		}

		parts.push(part);
	}

	return {kind: 'all', parts};
}

function readRepeated(reader: Reader): Read {
	const part = readPart(reader);
	const repeat = readRepeat(reader);
	if (part === undefined || repeat === undefined) {
		return part;
	}

	// Which of several matches it would be makes no difference to whether there is one.
	take(reader, '?');
	const isTwice = readRepeat(reader) !== undefined;
	return isTwice || repeat.least > repeat.most ? undefined : {kind: 'repeat', part, ...repeat};
}

function readRepeat(reader: Reader): {readonly least: number; readonly most: number} | undefined {
	const [found = '', sign = '', least = '', comma, most = ''] =
		/^(?:([*+?])|\{(\d{1,4})(?:(,)(\d{0,4}))?\})/.exec(reader.text.slice(reader.at)) ?? [];
	reader.at += found.length;
	switch (sign) {
		case '*':
			return {least: 0, most: Number.POSITIVE_INFINITY};
		case '+':
			return {least: 1, most: Number.POSITIVE_INFINITY};
		case '?':
			return {least: 0, most: 1};
		default:
			return found === '' ? undefined : countedRepeat({least, comma, most});
	}
}

type Counted = {
	readonly least: string;
	readonly comma: string | undefined;
	readonly most: string;
};

function countedRepeat({least, comma, most}: Counted) {
	const atMost =
		comma === undefined ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most);
	return {least: Number(least), most: atMost};
}

function readPart(reader: Reader): Read {
	if (take(reader, '(')) {
		return readGroup(reader);
	}

	if (take(reader, '[')) {
		return readSet(reader);
	}

	if (take(reader, '\\')) {
		return readEscaped(reader);
	}

	const character = reader.text[reader.at] ?? '';
	reader.at += 1;
	switch (character) {
		case '^':
			return {kind: 'start'};
		case '$':
			return {kind: 'end'};
		case '.':
			return {kind: 'one', matches: () => true};
		case '*':
		case '+':
		case '?':
		case '{':
			return undefined;
		default:
			return {kind: 'one', matches: exactly(character.charCodeAt(0))};
	}
}

function readGroup(reader: Reader): Read {
	if (take(reader, '?') && !take(reader, ':')) {
		return undefined;
	}

	const group = readWays(reader);
	return take(reader, ')') ? group : undefined;
}

function readEscaped(reader: Reader): Read {
	const character = reader.text[reader.at];
	reader.at += 1;
	if (character === 'b' || character === 'B') {
		return {kind: 'edge', isInside: character === 'B'};
	}

	const matches = character === undefined ? undefined : escapedTest(character);
	return matches && {kind: 'one', matches};
}

/** What JavaScript takes for a part of a word without the flag u: https://tc39.es/ecma262/#sec-wordcharacters */
export function isOfWord(code: number): boolean {
	return (
		(code >= 0x61 && code <= 0x7a) ||
		(code >= 0x41 && code <= 0x5a) ||
		(code >= 0x30 && code <= 0x39) ||
		code === 0x5f
	);
}

/** Undefined where the escape has a meaning that is not taken. */
function escapedTest(character: string): CodeTest | undefined {
	const test = classes[character.toLowerCase()];
	if (test !== undefined) {
		return character === character.toLowerCase() ? test : code => !test(code);
	}

	return /[\dA-Za-z]/.test(character) ? undefined : exactly(character.charCodeAt(0));
}

const classes: Readonly<Record<string, CodeTest>> = {
	d: code => code >= 0x30 && code <= 0x39,
	s: code => code === 0x20 || (code >= 9 && code <= 13) || code === 0xa0,
	w: isOfWord,
};

function readSet(reader: Reader): Read {
	const isInverted = take(reader, '^');
	const tests: CodeTest[] = [];
	while (!take(reader, ']')) {
		const test = readMember(reader);
		if (test === undefined) {
			return undefined;
		}

		tests.push(test);
	}

	return {kind: 'one', matches: code => tests.some(test => test(code)) !== isInverted};
}

function readMember(reader: Reader): CodeTest | undefined {
	const from = reader.text[reader.at];
	reader.at += 1;
	if (from === undefined) {
		return undefined;
	}

	if (from === '\\') {
		const escaped = reader.text[reader.at];
		reader.at += 1;
		return escaped === undefined ? undefined : escapedTest(escaped);
	}

	const isRange = /^-[^\\\]]/.test(reader.text.slice(reader.at));
	const to = isRange ? (reader.text[reader.at + 1] ?? from) : from;
	reader.at += isRange ? 2 : 0;
	const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
	return first > last ? undefined : inAnyCase(code => code >= first && code <= last);
}

function exactly(wanted: number): CodeTest {
	return inAnyCase(code => code === wanted);
}

/** It is asked once for each unit that is met at a place of the search. */
function inAnyCase(test: CodeTest): CodeTest {
	return code => {
		const character = String.fromCharCode(code);
		return [character, character.toLowerCase(), character.toUpperCase()].some(one =>
			test(one.charCodeAt(0)),
		);
	};
}
