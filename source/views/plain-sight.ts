import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';
import type {Safe} from '../theme/safe.ts';

export type PlainWorld = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
};

/** Where one is, as it is read aloud. */
export type PlainPlace = {
	/** Another one is another place: it is told as a whole. */
	readonly key: string;
	readonly lines: readonly Safe[];
	/** What the cursor is on, told when it is put on something else. */
	readonly cursor: {readonly key: string; readonly text: Safe} | undefined;
};
