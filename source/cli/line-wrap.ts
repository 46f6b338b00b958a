/**
 * DECAWM, whether a line that is too long goes on in the next row. Terminals disagree about the width of emoji that are
 * joined of others, and of marks that they do not know: without it such a line loses its end, with it every row below is
 * in the wrong place until all is drawn anew. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export const wrapOff = '\u001b[?7l';
export const wrapOn = '\u001b[?7h';

/** What only we want of a terminal: off while another program has it. */
export type Modes = {readonly rest: () => void; readonly wake: () => void};

/** Lines that end at the edge, beside what the others switch. */
export function withoutWrap(
	{write}: {readonly write: (text: string) => unknown},
	others: Modes,
): Modes {
	return {
		rest() {
			others.rest();
			write(wrapOn);
		},
		wake() {
			write(wrapOff);
			others.wake();
		},
	};
}
