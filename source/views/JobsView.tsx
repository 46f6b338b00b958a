import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';

type JobsViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
};

/** The tab of jobs under the tabs and above the line of speech. */
export function JobsView(_props: JobsViewProps) {
	return null;
}
