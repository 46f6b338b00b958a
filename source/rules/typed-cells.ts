/** Joined with nothing, and one cell each. */
const plain = /^[ -~]*$/;
/** From here on a character may take two cells. */
const firstWide = 0x1100;
const widest = 2;

/**
 * Cells that one character takes at most, as a person counts characters: exact for what is mostly typed, and never
 * fewer than are drawn (theme/width.ts, which measures what is drawn), so that no row is wider than its box. A tab is
 * drawn as four blanks.
 */
export function typedCells(character: string): number {
	if (character === '\t') {
		return 4;
	}

	if (plain.test(character)) {
		return character.length;
	}

	return narrow.test(character) ? 1 : emoji.test(character) ? widest : cellsOfParts(character);
}

/** A letter of an alphabet that is one cell wide with a few marks on it, or one sign. */
const narrow =
	/^(?:[[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}]--[\uFF00-\uFFEF]][\p{Mn}--\p{DI}]{0,4}|[\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u2190-\u2199\u2500-\u25FC])$/v;

/** Without the flags of parts of countries, whose tags are drawn as what they are. */
const emoji = /^[\p{RGI_Emoji}--\p{RGI_Emoji_Tag_Sequence}]$/v;

/** What joins in a terminal may not, once it was made inert: as if each part stood alone. */
function cellsOfParts(character: string): number {
	let columns = 0;
	for (const part of character) {
		columns += (part.codePointAt(0) ?? 0) < firstWide ? 1 : widest;
	}

	return columns;
}
