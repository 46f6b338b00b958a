import {assertNever} from '../domain/assert-never.ts';
import {isTooSmall, type Key, type ScreenSize} from '../domain/screen.ts';
import {actionFor} from '../rules/keymap.ts';
import type {KeyContext} from '../rules/keys/binding.ts';
import {act, canCarryOut} from './act.ts';
import {type Screened, withScreen} from './action-table.ts';
import {keepCalm} from './calm-order.ts';
import {withDrawnPane, withPlacedTranscript} from './chat-scroll.ts';
import {withLists} from './chat-shown.ts';
import {pastedInChat, takesPaste, typedInChat} from './chat-typing.ts';
import {nodesTable, settleCursor} from './cursor.ts';
import {type DetailTable, measureDetail} from './detail-scroll.ts';
import {keepJobsCalm} from './jobs-calm.ts';
import {jobsTable, settleJobCursor} from './jobs-cursor.ts';
import {isChatTyping, keyContexts} from './key-contexts.ts';
import {reduceMouse} from './mouse.ts';
import {modelsTable, settleModelCursor} from './models-cursor.ts';
import {onDrawn} from './on-drawn.ts';
import {keepingWhatIsChosen, withPreferences} from './preferences.ts';
import type {PersonEvent} from './rack-reducer.ts';
import type {Reduction} from './reduction.ts';
import {addText, typedText} from './screen-line.ts';
import {initialScreen} from './screen-state.ts';
import {drawnState} from './selectors.ts';
import {settleSlurmCursor, slurmNodesTable} from './slurm-nodes-cursor.ts';
import type {State} from './state.ts';

/** What a person does at the terminal. The first size opens the screen; without one keys mean nothing. */
export function reduceScreen(state: State, event: PersonEvent): Reduction {
	if (event.type === 'screen/resized') {
		const next = resize(state, event.size);
		const isFirst = state.screen === undefined && isScreened(next) && next.screen.tab === 'chat';
		return isFirst ? withLists(next) : [next, []];
	}

	if (!isScreened(state)) {
		return [state, []];
	}

	if (event.type === 'transcript/measured') {
		return [withDrawnPane(state, event), []];
	}

	if (event.type === 'transcript/placed') {
		return [withPlacedTranscript(state, event), []];
	}

	if (event.type === 'detail/measured') {
		return [measureDetail(tableSeen(state), state, event.linesBelow), []];
	}

	const [next, effects] = keepingWhatIsChosen(state, reduceHand(state, event));
	const drawn = drawnState(state);
	return [keepJobsCalm(drawn, keepCalm(drawn, next, event.atMs)), effects];
}

function tableSeen({screen: {tab, jobs}}: Screened): DetailTable {
	if (tab === 'models') {
		return modelsTable;
	}

	if (tab !== 'jobs') {
		return nodesTable;
	}

	return jobs.view === 'nodes' ? slurmNodesTable : jobsTable;
}

type HandEvent = Exclude<
	PersonEvent,
	{type: 'screen/resized' | 'detail/measured' | 'transcript/measured' | 'transcript/placed'}
>;

/** Keys, a paste and the mouse. */
function reduceHand(state: Screened, event: HandEvent): Reduction {
	switch (event.type) {
		case 'key/pressed':
			return onDrawn(state, drawn => press(drawn, event.key, state));
		case 'text/pasted':
			return [isTooSmall(state.screen.size) ? state : withPasted(state, event.text), []];
		case 'mouse/clicked':
		case 'mouse/wheeled':
			return onDrawn(state, drawn => reduceMouse(drawn, event, state));
		default:
			return assertNever(event);
	}
}

function withPasted(state: Screened, text: string): State {
	return takesPaste(state.screen)
		? pastedInChat(withoutProblem(state), text)
		: withScreen(state, addText(state.screen, text));
}

function isScreened(state: State): state is Screened {
	return state.screen !== undefined;
}

function resize(state: State, size: ScreenSize): State {
	const {screen} = state;
	if (screen === undefined) {
		const {firstTab = initialScreen.tab, preferences = {}} = state.session;
		const opened = {...initialScreen, size, tab: firstTab};
		return {...state, screen: withPreferences(opened, preferences)};
	}

	const isSame = screen.size.columns === size.columns && screen.size.rows === size.rows;
	return isSame ? state : {...state, screen: {...screen, size}};
}

/** The innermost place has a key first; where text is typed all that is text is that, and only the rest goes further. */
function press(state: Screened, key: Key, live: State): Reduction {
	const {screen} = state;
	if (isTooSmall(screen.size)) {
		return pressUnseen(state, key);
	}

	const contexts = keyContexts(screen);
	const isTyping = isChatTyping(screen) || screen.line !== undefined || screen.help !== undefined;
	const text = isTyping ? typedText(key) : undefined;
	const action = actionFor(key, text === undefined ? contexts : contexts.slice(0, 1));
	if (action === undefined) {
		return [text === undefined ? state : withTyped(state, text), []];
	}

	// While something is typed the keys that move go on to what is behind the line.
	const behind = screen.line === undefined ? [] : keyContexts({...screen, line: undefined});
	const pressed = {action, contexts: [...contexts, ...behind]};
	const [next, effects] = act(withoutProblem(state), pressed, live);
	return [next.screen?.line === undefined ? settled(next, screen, pressed) : next, effects];
}

type Pressed = Parameters<typeof act>[1];

function withTyped(state: Screened, text: string): State {
	return isChatTyping(state.screen)
		? typedInChat(withoutProblem(state), text)
		: withScreen(state, addText(state.screen, text));
}

/** What a person has seen under a cursor stays under it. */
function settled(next: State, {nodes, jobs}: Screened['screen'], pressed: Pressed): State {
	const hasNode = nodes.cursor !== undefined || isAboutNodes(pressed);
	const hasJob = jobs.cursor !== undefined || canAct('jobs', pressed);
	const withNode = hasNode ? settleCursor(next) : next;
	const withJob = hasJob ? settleJobCursor(withNode) : withNode;
	const withModel = canAct('models', pressed) ? settleModelCursor(withJob) : withJob;
	return canAct('slurmNodes', pressed) ? settleSlurmCursor(withModel) : withModel;
}

function canAct(place: KeyContext, {action, contexts}: Pressed): boolean {
	return contexts.includes(place) && canCarryOut(place, action);
}

/** These say nothing about the node that a person looks at. */
const aboutOther: ReadonlySet<KeyContext> = new Set([
	...(['everywhere', 'help', 'events', 'jobs', 'slurmNodes', 'jobDialog', 'submission'] as const),
	...(['models', 'transfers', 'modelDialog'] as const),
	...(['chatInput', 'chatRecall', 'chatTranscript', 'chatList', 'chatPane'] as const),
]);

function isAboutNodes({action, contexts}: Pressed): boolean {
	return contexts.some(context => !aboutOther.has(context) && canCarryOut(context, action));
}

/** Where only the sentence stands that says what is missing, nothing is done that could not be seen. */
function pressUnseen(state: Screened, key: Key): Reduction {
	const action = actionFor(key, ['everywhere']);
	return action === 'quit' || action === 'repaint' || action === 'suspend'
		? [state, [{type: action}]]
		: [state, []];
}

/** What was wrong with a line is told until the next key. */
function withoutProblem(state: Screened): Screened {
	const {screen} = state;
	if (screen.chat.problem !== undefined) {
		return {...state, screen: {...screen, chat: {...screen.chat, problem: undefined}}};
	}

	return screen.line?.problem === undefined
		? state
		: {...state, screen: {...screen, line: {...screen.line, problem: undefined}}};
}
