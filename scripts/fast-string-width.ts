/**
 * Stands in for string-width in the bundle. The real one matches every grapheme with \p{RGI_Emoji}, which costs 100 times
 * as much and was a third of a frame (https://github.com/oven-sh/bun/pull/37290 has the same story); what is drawn is mostly
 * ASCII, box lines, blocks, shapes and braille, of one cell each. Texts with anything else go to the real one. Widths are kept:
 * a screen asks for the same lines again and again.
 */
import stringWidth, {type Options} from 'string-width';

/** At 200 columns this is a few MB; then it starts anew. */
const mostKept = 20_000;
const kept = new Map<string, number>();

/** Latin without combining marks and soft hyphen, quotation marks, arrows, boxes, blocks, shapes, braille. */
const singleCells =
	/^[ -~\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2039\u203A\u2190-\u2193\u2500-\u25FC\u2666\u2713\u2716\u2800-\u28FF]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: SGR begins with ESC.
const styles = /\u001B\[[\d;]*m/g;

// biome-ignore lint/style/noDefaultExport: it takes the place of a module that has one.
export default function fastStringWidth(text: string, options?: Options): number {
	if (options !== undefined || typeof text !== 'string') {
		return stringWidth(text, options);
	}

	const known = kept.get(text);
	if (known !== undefined) {
		return known;
	}

	const plain = text.includes('\u001B') ? text.replace(styles, '') : text;
	const width = singleCells.test(plain) ? plain.length : stringWidth(text);
	if (kept.size >= mostKept) {
		kept.clear();
	}

	kept.set(text, width);
	return width;
}
