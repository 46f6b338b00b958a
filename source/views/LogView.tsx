import {logLines} from '../components/log-lines.ts';
import {Panel} from '../components/Panel.tsx';
import {frameRows, mostLogRows} from '../domain/screen.ts';
import {emptyLog} from '../store/log.ts';
import type {LogScreen, ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';
import {safe} from '../theme/safe.ts';
import {logPicture} from './log-picture.ts';

type LogViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	/** How the log is looked at. */
	readonly view: LogScreen;
	readonly profile: Profile;
};

/** The whole body: a log, and where one is in it. */
export function LogView({state, screen, view, profile}: LogViewProps) {
	const {columns} = screen.size;
	const rows = screen.size.rows - frameRows;
	const isOpened = state.log?.log === view.opened.log;
	const log = isOpened && state.log !== undefined ? state.log : emptyLog(view.opened);
	const lineRows = mostLogRows(screen.size, {
		isSearched: view.search !== '',
		hasEnded: log.end !== 'open',
	});
	return (
		<Panel
			what={safe`the log`}
			rows={rows}
			columns={columns}
			profile={profile}
			compose={() =>
				logLines(
					logPicture({log, view, screen, clock: state.clock}),
					{columns, rows, lineRows, isAiry: screen.size.rows >= 30},
					profile,
				)
			}
		/>
	);
}
