import {helpLines} from '../components/help-lines.ts';
import {Panel} from '../components/Panel.tsx';
import {frameRows} from '../domain/screen.ts';
import {type HelpKeys, helpKeys} from '../store/help-keys.ts';
import type {HelpScreen, ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';
import {type Safe, safe} from '../theme/safe.ts';

type HelpViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly help: HelpScreen;
	readonly profile: Profile;
};

/** The whole body: every key of the place where it was opened and of everywhere. */
export function HelpView({state, screen, help, profile}: HelpViewProps) {
	const keys = helpKeys(state);
	const columns = screen.size.columns;
	const rows = screen.size.rows - frameRows;
	return (
		<Panel
			what={safe`help`}
			rows={rows}
			columns={columns}
			profile={profile}
			compose={() =>
				helpLines(
					{title: titles[keys.place] ?? safe`Here`, ...help, ...keys},
					{columns, rows: rows - 1},
					profile,
				)
			}
		/>
	);
}

const titles: Partial<Record<HelpKeys['place'], Safe>> = {
	nodes: safe`Nodes`,
	grid: safe`Grid`,
	jobs: safe`Jobs`,
	slurmNodes: safe`Nodes of the cluster`,
	chatTranscript: safe`Answers`,
	chatList: safe`Conversations`,
	chatPane: safe`This pane`,
	models: safe`Models`,
	transfers: safe`Transfers`,
	events: safe`Events`,
	log: safe`Log`,
};
