/**
 * What a terminal says by itself, and what is no key: replies to questions (DA1 DA2 DA3, DSR, CPR, DECRPM, XTVERSION,
 * colours), focus in and out, sizes. None of them may ever act as a key.
 * Sources: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html; ECMA-48, 5.4 and 5.6.
 */

/** A whole control sequence: parameters, intermediate bytes, final byte. Longer ones are nothing that a terminal sends. */
export const controlSequence = /^\[([0-?]{0,64})([ -/]{0,4})([@-~])/;
/** What may still become one. */
export const openControlSequence = /^\[[0-?]{0,64}[ -/]{0,4}$/;

/** The letters that begin a string (OSC, DCS, APC, PM, SOS), which goes on to BEL or ST. */
export const stringIntroducer = /^[\]P_^X]/;

/** A report of the mouse with numbers, DECSET 1006. */
const mouse = /^<(\d{1,6});(\d{1,6});(\d{1,6})$/;

export type ControlMeaning =
	| {
			readonly kind: 'mouse';
			readonly numbers: readonly [number, number, number];
			readonly final: string;
	  }
	| {readonly kind: 'reply'}
	/** Perhaps one; whoever reads keys knows. */
	| {readonly kind: 'key'};

/** What a control sequence is that came from the terminal, by its parts behind `ESC [`. */
export function meaningOf(parameters: string, intermediate: string, final: string): ControlMeaning {
	const [, button, x, y] = mouse.exec(parameters) ?? [];
	if (button !== undefined && intermediate === '' && /[Mm]/.test(final)) {
		return {kind: 'mouse', numbers: [Number(button), Number(x), Number(y)], final};
	}

	return {kind: isReply(parameters, intermediate, final) ? 'reply' : 'key'};
}

function isReply(parameters: string, intermediate: string, final: string): boolean {
	// No key has a private parameter.
	if (/^[<=>?]/.test(parameters)) {
		return true;
	}

	switch (final) {
		// Focus in and out.
		case 'I':
		case 'O':
			return parameters === '';
		// DA, DSR, size of the window. rxvt has a key that ends in `c`.
		case 'c':
		case 'n':
		case 't':
			return parameters !== '';
		// CPR; with modifiers it is F3 too, which is no key here.
		case 'R':
			return /^\d+;\d+$/.test(parameters);
		// DECRPM and its kin; rxvt ends keys in `$`, which is then the final byte for those who read keys.
		default:
			return intermediate !== '' && !/^[235678]\$/.test(parameters + intermediate);
	}
}
