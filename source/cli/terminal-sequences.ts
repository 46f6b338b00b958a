/**
 * The control sequences that this program may write; all others are none of ours.
 * Sources: ECMA-48; https://invisible-island.net/xterm/ctlseqs/ctlseqs.html; Ink's log-update and ansi-escapes;
 * https://sw.kovidgoyal.net/kitty/keyboard-protocol/
 */

/** Line wrap, cursor, alternate screen, synchronised output, bracketed paste, mouse presses and drags, their coordinates. */
const privateModes = new Set(['7', '25', '1049', '2026', '2004', '1000', '1002', '1006']);

const allowedControls: readonly RegExp[] = [
	// Relative moves and columns: CUU CUD CUF CUB CNL CPL CHA.
	/^\d*[A-G]$/,
	// CUP.
	/^(?:\d+(?:;\d+)?)?H$/,
	// ED and EL, but not 3, which empties the scrollback.
	/^[012]?[JK]$/,
	// DECSTBM.
	/^(?:\d+;\d+)?r$/,
	// The kitty keyboard: query, push, pop.
	/^(?:\?|>\d{1,2}|<\d{0,2})u$/,
];

/** `body` is what follows `ESC [`, its final byte included. */
export function isOurControl(body: string): boolean {
	return (
		isOurModeSwitch(body) || isOurStyle(body) || allowedControls.some(pattern => pattern.test(body))
	);
}

function isOurModeSwitch(body: string): boolean {
	const modes = /^\?([\d;]+)[hl]$/.exec(body)?.[1];
	return modes?.split(';').every(mode => privateModes.has(mode)) ?? false;
}

/** SGR without 8, which conceals; the numbers behind 38, 48 and 58 are colours. */
function isOurStyle(body: string): boolean {
	if (!/^[\d;:]*m$/.test(body)) {
		return false;
	}

	const parameters = body.slice(0, -1).split(';');
	for (let index = 0; index < parameters.length; index += 1) {
		const parameter = parameters[index] ?? '';
		if (Number(parameter) === 8) {
			return false;
		}

		if (/^[345]8$/.test(parameter)) {
			index += parameters[index + 1] === '2' ? 4 : 2;
		}
	}

	return true;
}
