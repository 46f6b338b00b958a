import {Box} from 'ink';
import {useEffect} from 'react';
import {chatInputLines} from '../components/chat-input-lines.ts';
import {Guarded} from '../components/Guarded.tsx';
import {LineStack} from '../components/LineStack.tsx';
import {Panel} from '../components/Panel.tsx';
import {chatColumns, type TranscriptPlace} from '../domain/chat-layout.ts';
import type {Clock} from '../domain/clock.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {useAgain} from '../hooks/use-again.ts';
import {useLoaded} from '../hooks/use-loaded.ts';
import {useMade} from '../hooks/use-made.ts';
import {transcriptPlace} from '../store/chat-scroll.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';
import {safe} from '../theme/safe.ts';
import {chatInput, typedWindow} from './chat-input.ts';
import {forgetAnswers, type GrowingAnswers, lateHighlighter, lateReader} from './chat-markdown.ts';
import type {PaneRoom} from './chat-sight.ts';
import type {PaneReading} from './chat-compare.ts';
import {chatListLines} from './chat-list.ts';
import {type ChatPane, panePicture} from './chat-panes.ts';
import {ChatCompletionView} from './ChatCompletionView.tsx';
import {chatFrame, type ChatTops} from './chat-frame.ts';
import {transcriptPicture} from './chat-transcript.ts';
import {isSamePlace} from './transcript-window.ts';

type ChatViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
	readonly dispatch: (event: ScreenEvent) => void;
	readonly clock: Clock;
	readonly chatTops: ChatTops;
};

/** The chat tab under the tabs and above the line of speech: conversations, what was said, what is typed. */
export function ChatView(props: ChatViewProps) {
	const {screen, profile, chatTops} = props;
	const {columns} = screen.size;
	const {gap, bodyRows, answers, inputRows, list} = chatFrame(props, chatTops.draft);
	const blank = {lines: [], rows: gap, columns, profile};
	return (
		<>
			<LineStack {...blank} />
			<Box flexDirection="row" height={bodyRows} width={columns} flexShrink={0}>
				{list !== undefined && list !== answers && <List {...props} room={list} />}
				<Box flexDirection="column" width={answers.columns} flexShrink={0}>
					{list === answers ? (
						<List {...props} room={answers} />
					) : (
						<Answers {...props} room={answers} />
					)}
					<Input {...props} room={{...answers, rows: inputRows}} />
					<ChatCompletionView {...props} room={answers} />
				</Box>
			</Box>
			<LineStack {...blank} />
		</>
	);
}

type RoomProps = ChatViewProps & {readonly room: PaneRoom};

type ReadingProps = RoomProps & {readonly reading: PaneReading};

/** What was said, or what covers it. */
function Answers(props: RoomProps) {
	const {room, profile, screen, state} = props;
	const {pane} = screen.chat;
	const reading = useReading(state);
	const frame = {...room, profile};
	return pane === undefined ? (
		<Guarded
			{...frame}
			what={safe`the answers`}
			picture={<Transcript {...props} reading={reading} />}
		/>
	) : (
		<Guarded
			{...frame}
			what={safe`the pane`}
			picture={<Pane {...props} pane={pane} reading={reading} />}
		/>
	);
}

function List({state, screen, profile, room, chatTops}: RoomProps) {
	const sight = {state, screen, room, profile};
	return (
		<Panel
			{...room}
			what={safe`the list`}
			profile={profile}
			compose={() => chatListLines(sight, chatTops.list.top)}
		/>
	);
}

function Pane(props: ReadingProps & {readonly pane: ChatPane}) {
	const {state, screen, profile, room, pane, reading} = props;
	const picture = panePicture(pane, {state, screen, room, profile}, reading);
	useMeasured(props, picture);
	return <LineStack {...room} lines={picture.lines} profile={profile} />;
}

function Transcript(props: ReadingProps) {
	const {state, screen, profile, room, reading} = props;
	const picture = transcriptPicture(
		{
			...{...reading, chat: state.chat, screen, profile, atMs: state.clock.atMs},
			columns: chatColumns(screen.size).textColumns,
			unfolded: screen.chat.unfolded,
		},
		room.rows,
	);
	usePlaced(props, picture.at);
	useAgain(picture.isUnread, props.clock);
	return <LineStack {...room} lines={picture.lines} profile={profile} />;
}

/** With what answers are read: it comes with the tab, and what streams is kept for as long as the tab is seen. */
function useReading({chat: {asked}}: State): PaneReading {
	const reader = useLoaded(lateReader);
	const highlighter = useLoaded(lateHighlighter);
	const growing = useMade<GrowingAnswers>(() => new Map());
	useEffect(() => {
		forgetAnswers(growing, new Set(asked.map(({asking}) => asking)));
	}, [growing, asked]);
	return {reader, highlighter, growing};
}

/** Where scrolling ends is known here alone, so it is told from here; while the end is followed there is nothing to tell. */
function usePlaced({screen, dispatch, clock}: ChatViewProps, at: TranscriptPlace): void {
	const {scroll} = screen.chat;
	const isMoved = scroll.kind === 'rows' && scroll.by !== 0;
	const isTold = !isMoved && isSamePlace(transcriptPlace(screen.chat), at);
	useEffect(() => {
		if (!isTold) {
			dispatch({type: 'transcript/placed', at, atMs: clock.monotonicMs()});
		}
	}, [isTold, at, dispatch, clock]);
}

/** How far it can be scrolled is known here alone, so it is told from here. */
function useMeasured(
	{screen, dispatch, clock}: ChatViewProps,
	{top, linesBelow}: {readonly top: number; readonly linesBelow: number},
): void {
	const {drawn} = screen.chat;
	const isTold = drawn.top === top && drawn.linesBelow === linesBelow;
	useEffect(() => {
		if (!isTold) {
			dispatch({type: 'transcript/measured', top, linesBelow, atMs: clock.monotonicMs()});
		}
	}, [isTold, top, linesBelow, dispatch, clock]);
}

function Input({state, screen, profile, room, chatTops}: RoomProps) {
	const {roleColumn, textColumn, listColumns} = chatColumns(screen.size);
	const place = {
		...{columns: room.columns, profile},
		...{roleColumn: roleColumn - listColumns, textColumn: textColumn - listColumns},
	};
	return (
		<Panel
			{...room}
			what={safe`the input`}
			profile={profile}
			compose={() =>
				chatInputLines(
					chatInput(
						{state, screen, glyphs: profile.glyphs},
						typedWindow({state, screen}, chatTops.draft),
					),
					place,
				)
			}
		/>
	);
}
