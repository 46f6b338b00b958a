import type {Piece} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';

type Look = Omit<Piece, 'text'>;

/** The active tab, a focused title. Without colour it is inverse (SCREENS 1, weight). */
export function activeLook(profile: Profile): Look {
	return isColourless(profile)
		? {isStrong: true, isInverse: true}
		: {isStrong: true, tone: 'accent'};
}

/** The name under the cursor: strong, and its row has a background; without colour inverse. */
export function cursorNameLook(profile: Profile): Look {
	return isColourless(profile) ? {isStrong: true, isInverse: true} : {isStrong: true};
}

function isColourless({depth, theme}: Profile): boolean {
	return depth === 'none' || theme === 'mono';
}
