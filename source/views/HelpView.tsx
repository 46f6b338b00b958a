import {helpLines} from '../components/help-lines.ts';
import {Panel} from '../components/Panel.tsx';
import {frameRows} from '../domain/screen.ts';
import {helpKeys} from '../store/key-words.ts';
import type {HelpScreen, ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';
import {safe} from '../theme/safe.ts';

type HelpViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly help: HelpScreen;
	readonly profile: Profile;
};

/** The whole body: every key of the tab and of everywhere. */
export function HelpView({state, screen, help, profile}: HelpViewProps) {
	const columns = screen.size.columns;
	const rows = screen.size.rows - frameRows;
	return (
		<Panel
			what={safe`help`}
			rows={rows}
			columns={columns}
			profile={profile}
			compose={() =>
				helpLines({tab: 'Nodes', ...help, ...helpKeys(state)}, {columns, rows: rows - 1}, profile)
			}
		/>
	);
}
