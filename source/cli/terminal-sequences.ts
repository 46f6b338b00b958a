/**
 * The escape sequences that this program may write, all others being none of ours.
 * Sources: ECMA-48; https://invisible-island.net/xterm/ctlseqs/ctlseqs.html; Ink's log-update and ansi-escapes;
 * https://sw.kovidgoyal.net/kitty/keyboard-protocol/
 */

/** Cursor, alternate screen, synchronised output, bracketed paste, mouse press, drag and their coordinates. */
const privateModes = new Set(['25', '1049', '2026', '2004', '1000', '1002', '1006']);

const allowedControls: readonly RegExp[] = [
	/** SGR: colour and style, but never 8, which conceals. */
	/^(?!(?:.*;)?0*8(?:;|m$))[\d;:]*m$|^(?:[\d;:]*;)?[34]8;5;\d+(?:;[\d;:]*)?m$/,
	/** Relative moves, absolute moves. */
	/^\d*[A-G]$/,
	/^(?:\d+(?:;\d+)?)?H$/,
	/** ED and EL; not 3, which empties the scrollback. */
	/^[012]?[JK]$/,
	/** DECSTBM. */
	/^(?:\d+;\d+)?r$/,
	/** The kitty keyboard: query, push, pop. */
	/^\?u$/,
	/^>\d{1,2}u$/,
	/^<\d{0,2}u$/,
];

/** `body` is what follows `ESC [`, with the final byte. */
export function isOurControl(body: string): boolean {
	return isOurModeSwitch(body) || allowedControls.some(pattern => pattern.test(body));
}

function isOurModeSwitch(body: string): boolean {
	const modes = /^\?([\d;]+)[hl]$/.exec(body)?.[1];
	return modes?.split(';').every(mode => privateModes.has(mode)) ?? false;
}

/** What is between `ESC ]` and its end when we copy to the clipboard. */
export function clipboardCopy(base64: string): string {
	return `52;c;${base64}`;
}
