import {initialScreen, type ScreenState} from './screen-state.ts';

/** What is listed, which words such as `sort` and `filter` are about: the tab of jobs has two lists, and in that of chats they are about nodes. */
export type ShownList = 'nodes' | 'jobs' | 'slurmNodes' | 'models' | 'events';

/** Where there is no screen yet, that of nodes, which it begins with. */
export function shownList(screen: ScreenState | undefined): ShownList {
	const {tab, jobs} = screen ?? initialScreen;
	if (tab === 'chat') {
		return 'nodes';
	}

	return tab === 'jobs' && jobs.view === 'nodes' ? 'slurmNodes' : tab;
}
