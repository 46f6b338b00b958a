declare const brand: unique symbol;

/** Text that cannot act on a terminal. Made by `clean` from what comes from outside, by `safe` from our own literals. */
export type Safe = string & {readonly [brand]: 'Safe'};

export type CleanOptions = {
	/** UTF-16 units of the result; what is longer is cut and ends in `…`. At least 1. */
	readonly maxCharacters?: number;
};

const defaultMaxCharacters = 4096;
const mostMarks = 4;
const spacesForTab = '    ';
const replacement = '\uFFFD';

const onlyPrintableAscii = /^[ -~]*$/;

/** What draws on the cell of the character before it: marks, and the vowels and finals of Hangul. */
const mark = String.raw`[[\p{M}\u1160-\u11FF\uD7B0-\uD7FF]--[\p{DI}\p{Cn}]]`;

/** What shows nothing, or acts: controls, formats, separators, unassigned, private and default-ignorable. */
const hidden = String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}\p{Cs}\p{DI}]`;

/**
 * The places where VS16 and ZWJ belong: keycaps, and at most five emoji joined. Extended_Pictographic is reserved for
 * code points that are not assigned yet, too.
 */
const pictograph = String.raw`[\p{ExtPict}--\p{Cn}]`;
const emoji = String.raw`${pictograph}(?:\uFE0F|\p{EMod})?`;
const emojiSequence = String.raw`[0-9#*]\uFE0F\u20E3|${emoji}(?:\u200D${emoji}){0,4}`;

const suspicious = new RegExp(
	`(?<sequence>${emojiSequence})|(?<marks>${mark}+)|(?<control>${hidden})`,
	'gv',
);

/**
 * Makes text from outside inert, and shows what was in it: a control becomes its picture (`␛` for ESC), what is
 * invisible becomes `�`, and so do marks beyond four on one character and a mark that would sit on our own text.
 *
 * It judges code points and knows no escape sequences, so that no split and no missing end can hide anything. Cleaning
 * clean text changes nothing, clean texts joined are clean, the result is never longer than the text, and the work is
 * linear in `maxCharacters`. Line feeds and tabs are controls here: `cleanLines` splits text first.
 */
export function clean(text: string, options: CleanOptions = {}): Safe {
	const cut = cutTo(text, options.maxCharacters ?? defaultMaxCharacters);
	return brandAsSafe(
		onlyPrintableAscii.test(cut) ? cut : cut.toWellFormed().replace(suspicious, pictureOf),
	);
}

/** The lines of a text, each cleaned alone; a tab becomes four spaces. `maxCharacters` is a line's. */
export function cleanLines(text: string, options: CleanOptions = {}): readonly Safe[] {
	return text.split(/\r?\n/).map(line => {
		const cut = cutTo(line, options.maxCharacters ?? defaultMaxCharacters);
		return clean(cut.replaceAll('\t', spacesForTab), options);
	});
}

/** Our own words: safe`3 of ${count} nodes`. Only safe text and numbers can be filled in. */
export function safe(literal: TemplateStringsArray, ...values: ReadonlyArray<Safe | number>): Safe {
	return brandAsSafe(String.raw({raw: literal}, ...values));
}

export function joinSafe(parts: readonly Safe[], separator: Safe): Safe {
	return brandAsSafe(parts.join(separator));
}

function brandAsSafe(text: string): Safe {
	return text as Safe;
}

/** Never leaves half of a surrogate pair at the cut. */
function cutTo(text: string, maxCharacters: number): string {
	if (text.length <= maxCharacters) {
		return text;
	}

	const kept = text.slice(0, maxCharacters - 1);
	return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

function pictureOf(match: string, ...[sequence, marks, , offset]: readonly unknown[]): string {
	if (sequence !== undefined) {
		return match;
	}

	if (marks !== undefined) {
		return picturesOfMarks(match, offset === 0);
	}

	const codePoint = match.charCodeAt(0);
	if (codePoint < 0x20) {
		return String.fromCharCode(0x2400 + codePoint);
	}

	return codePoint === 0x7f ? '\u2421' : replacement;
}

/** At the start of a text the first mark has nothing of the text to sit on and turns into the base of the others. */
function picturesOfMarks(marks: string, isAtStart: boolean): string {
	const first = isAtStart ? 1 : 0;
	return Array.from(marks, (character, index) =>
		index >= first && index < first + mostMarks ? character : replacement,
	).join('');
}
