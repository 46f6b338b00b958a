/**
 * A terminal as a program expects to find it, after another had it: Latin letters (SI, G0), no inserting, no line feed
 * with a return, plain styles, keys for text (DECCKM, DECNKM), no inverse screen, no reports of focus or of the mouse.
 * Nothing in it moves the cursor. Not DECSTR, which does as much and the origin too: consoles of older Linux print its
 * last letter, and it forgets the cursor of the first screen.
 * https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, console_codes(4)
 */
export const plainModes = `\u000f\u001b(B\u001b[0m\u001b[4l\u001b[20l\u001b[?1l\u001b>\u001b[?5l${off(1004, 9, 1003, 1002, 1005, 1015)}`;

/** Rows count from the first one again, and none scrolls by itself. Moves the cursor. */
export const plainOrigin = '\u001b[?6l\u001b[r';

function off(...modes: readonly number[]): string {
	return modes.map(mode => `\u001b[?${mode}l`).join('');
}
