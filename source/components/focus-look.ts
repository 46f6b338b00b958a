import type {Piece} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {hasColour} from '../theme/tokens.ts';

type Look = Omit<Piece, 'text'>;

/** The active tab, a focused title. Without colour it is inverse (SCREENS 1, weight). */
export function activeLook(profile: Profile): Look {
	return hasColour(profile) ? {isStrong: true, tone: 'accent'} : {isStrong: true, isInverse: true};
}

/** The name under the cursor: strong, and its row has a background; without colour inverse. */
export function cursorNameLook(profile: Profile): Look {
	return hasColour(profile) ? {isStrong: true} : {isStrong: true, isInverse: true};
}
