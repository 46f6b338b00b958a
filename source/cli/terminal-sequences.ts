/**
 * The control sequences that this program may write; all others are none of ours.
 * Sources: ECMA-48; https://invisible-island.net/xterm/ctlseqs/ctlseqs.html; Ink's log-update and ansi-escapes;
 * https://sw.kovidgoyal.net/kitty/keyboard-protocol/
 */

/** Line wrap, cursor, alternate screen, synchronised output, bracketed paste, mouse presses and drags, their coordinates. */
const privateModes = new Set(['7', '25', '1049', '2026', '2004', '1000', '1002', '1006']);

/** What another program may have left on, and we only ever switch off. */
const foreignModes = new Set(['1', '5', '6', '9', '1003', '1004', '1005', '1015']);

const allowedControls: readonly RegExp[] = [
	// Relative moves and columns: CUU CUD CUF CUB CNL CPL CHA.
	/^\d*[A-G]$/,
	// CUP.
	/^(?:\d+(?:;\d+)?)?H$/,
	// ED and EL, but not 3, which empties the scrollback.
	/^[012]?[JK]$/,
	// DECSTBM.
	/^(?:\d+;\d+)?r$/,
	// IRM and LNM off.
	/^(?:4|20)l$/,
	// The kitty keyboard: query, push, pop.
	/^(?:\?|>\d{1,2}|<\d{0,2})u$/,
];

/** `body` is what follows `ESC`: ASCII as G0, and DECKPNM. */
export function isOurEscape(body: string): boolean {
	return body === '(B' || body === '>';
}

/** `body` is what follows `ESC [`, its final byte included. */
export function isOurControl(body: string): boolean {
	return (
		isOurModeSwitch(body) || isOurStyle(body) || allowedControls.some(pattern => pattern.test(body))
	);
}

function isOurModeSwitch(body: string): boolean {
	const [, modes, to] = /^\?([\d;]+)([hl])$/.exec(body) ?? [];
	const isOurs = (mode: string): boolean =>
		privateModes.has(mode) || (to === 'l' && foreignModes.has(mode));
	return modes?.split(';').every(isOurs) ?? false;
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
