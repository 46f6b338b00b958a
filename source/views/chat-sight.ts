import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';

export type PaneRoom = {readonly columns: number; readonly rows: number};

/** All that the list and the panes of the chat tab are drawn of. */
export type PaneSight = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly room: PaneRoom;
	readonly profile: Profile;
};
