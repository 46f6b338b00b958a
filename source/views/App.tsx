import {assertNever} from '../domain/assert-never.ts';
import {seenLog} from '../store/log-tab.ts';
import {Box, useWindowSize} from 'ink';
import {useEffect, useMemo} from 'react';
import {Guarded} from '../components/Guarded.tsx';
import {headerLine} from '../components/header-line.ts';
import {Panel} from '../components/Panel.tsx';
import {tabLine} from '../components/tab-line.ts';
import {tooSmallLines} from '../components/too-small-lines.ts';
import type {Clock} from '../domain/clock.ts';
import type {MouseSource} from '../domain/mouse.ts';
import {frameRows, isTooSmall} from '../domain/screen.ts';
import {useKeys} from '../hooks/use-keys.ts';
import {useStoreState} from '../hooks/use-store.ts';
import type {Store} from '../store/create-store.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import {dimmed, type Profile, withTheme} from '../theme/profile.ts';
import {safe} from '../theme/safe.ts';
import {type ChatTops, useChatTops} from './chat-frame.ts';
import {ChatView} from './ChatView.tsx';
import {CompletionView} from './CompletionView.tsx';
import {useGridTop} from './grid-top.ts';
import {useEventsTop} from './events-top.ts';
import {EventsView} from './EventsView.tsx';
import {DialogView, isBox} from './DialogView.tsx';
import {HelpView} from './HelpView.tsx';
import type {History} from './node-charts.ts';
import {headerFacts, tabFacts} from './frame-facts.ts';
import {useJobsTop} from './jobs-frame.ts';
import {JobsView} from './JobsView.tsx';
import {LogView} from './LogView.tsx';
import {type ModelsTops, useModelsTops} from './models-frame.ts';
import {ModelsView} from './ModelsView.tsx';
import {NodesView} from './NodesView.tsx';
import {useSlurmNodesTop} from './slurm-nodes-frame.ts';
import {type Pointing, usePointer} from './pointer.ts';
import {speechLine} from './speech.ts';
import {useTableTop} from './table-top.ts';

type AppProps = {
	readonly store: Pick<Store, 'getState' | 'subscribe' | 'dispatch' | 'history'>;
	readonly profile: Profile;
	readonly clock: Clock;
	readonly mouse?: MouseSource;
};

/** Where there is none. */
const noMouse: MouseSource = {subscribe: () => () => undefined};

/** The whole screen: it tells the store its size and the keys, and draws the state. */
export function App({store, profile: started, clock, mouse = noMouse}: AppProps) {
	const {columns, rows} = useWindowSize();
	const state = useStoreState(store);
	const theme = state.screen?.theme;
	const profile = useMemo(() => withTheme(started, theme), [started, theme]);
	useKeys(store.dispatch, clock);
	useEffect(() => {
		store.dispatch({type: 'screen/resized', size: {columns, rows}, atMs: clock.monotonicMs()});
	}, [store, clock, columns, rows]);
	return state.screen === undefined ? null : (
		<Screen
			{...{state, profile, clock, mouse}}
			screen={state.screen}
			history={store.history}
			dispatch={store.dispatch}
		/>
	);
}

type ScreenProps = Pointing & {
	readonly state: State;
	readonly screen: ScreenState;
	readonly history: History;
	readonly profile: Profile;
};

/** Never a row more than the terminal has. */
function Screen(props: ScreenProps) {
	const {columns, rows} = props.screen.size;
	const tableTop = useTableTop(props.state, props.screen);
	const gridTop = useGridTop(props.state, props.screen);
	const eventsTop = useEventsTop(props.state, props.screen);
	const jobsTop = useJobsTop(props.state, props.screen);
	const slurmNodesTop = useSlurmNodesTop(props.state, props.screen);
	const chatTops = useChatTops(props);
	const modelsTops = useModelsTops(props.state, props.screen);
	const lists = {tableTop, gridTop, eventsTop, jobsTop, slurmNodesTop};
	const tops = {...lists, chatTops, modelsTops};
	usePointer({...props, ...tops}, props);
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			{isTooSmall(props.screen.size) ? <TooSmall {...props} /> : <Frame {...props} {...tops} />}
		</Box>
	);
}

function TooSmall({screen: {size}, profile}: ScreenProps) {
	return (
		<Panel
			what={safe`this`}
			rows={size.rows}
			columns={size.columns}
			profile={profile}
			compose={() => tooSmallLines(size)}
		/>
	);
}

/** The first rows of the lists that are on screen. */
type Tops = {
	readonly tableTop: number;
	readonly gridTop: number;
	readonly eventsTop: number;
	readonly jobsTop: number;
	readonly slurmNodesTop: number;
	readonly chatTops: ChatTops;
	readonly modelsTops: ModelsTops;
};

type FrameProps = ScreenProps & Tops;

/** Header, tabs, body, line of speech. */
function Frame(props: FrameProps) {
	const {state, screen, profile} = props;
	const {columns, rows} = screen.size;
	const line = {rows: 1, columns, profile};
	const {dialog} = screen;
	const isCovered = dialog !== undefined && isBox(dialog);
	return (
		<>
			<Panel
				{...line}
				what={safe`the header`}
				compose={() => [headerLine(headerFacts(state), columns, profile.glyphs)]}
			/>
			<Panel
				{...line}
				what={safe`the line of tabs`}
				compose={() => [tabLine(tabFacts(state, screen), columns, profile)]}
			/>
			<Guarded
				{...line}
				what={safe`the body`}
				rows={rows - frameRows}
				picture={<Body {...props} profile={isCovered ? dimmed(profile) : profile} />}
			/>
			<Panel
				{...line}
				what={safe`the line of speech`}
				compose={() => [speechLine(state, screen, profile.glyphs)]}
			/>
			<CompletionView state={state} screen={screen} profile={profile} />
			{isCovered && <DialogView screen={screen} dialog={dialog} profile={profile} />}
		</>
	);
}

/** What is between the tabs and the line of speech. */
function Body(props: FrameProps) {
	const {help, tab} = props.screen;
	const log = seenLog(props.screen);
	if (help !== undefined) {
		return <HelpView {...props} help={help} />;
	}

	if (log !== undefined) {
		return <LogView {...props} view={log} />;
	}

	switch (tab) {
		case 'jobs':
			return <JobsView {...props} />;
		case 'chat':
			return <ChatView {...props} />;
		case 'models':
			return <ModelsView {...props} />;
		case 'events':
			return <EventsView {...props} />;
		case 'nodes':
			return <NodesView {...props} />;
		default:
			return assertNever(tab);
	}
}
