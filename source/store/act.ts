/** What the actions of the keymap do, by where the keys go. */
import type {TabName} from '../domain/screen.ts';
import type {ActionName, KeyContext} from '../rules/keys/binding.ts';
import {type Act, type ActionTable, type CarryOut, changing, withScreen} from './action-table.ts';
import {isChatPlace} from './chat-hints.ts';
import {chatInputActions} from './chat-input-actions.ts';
import {chatListActions} from './chat-list-actions.ts';
import {chatPaneActions} from './chat-pane-actions.ts';
import {chatRecallActions} from './chat-recall-actions.ts';
import {withLists} from './chat-shown.ts';
import {chatTranscriptActions} from './chat-transcript-actions.ts';
import {commandActions} from './command-actions.ts';
import {copyActions} from './copy-actions.ts';
import {dialogActions} from './dialog-actions.ts';
import {eventsActions} from './events-actions.ts';
import {gridActions} from './grid-actions.ts';
import {helpActions} from './help-actions.ts';
import {isOfHiddenList} from './hidden-list.ts';
import {setInterval, steppedIntervalMs} from './interval.ts';
import {jobDialogActions} from './job-dialog-actions.ts';
import {jobsActions} from './jobs-actions.ts';
import {lineActions} from './line-actions.ts';
import {logActions} from './log-actions.ts';
import {setMouse} from './mouse-switch.ts';
import {modelDialogActions} from './model-dialog-actions.ts';
import {modelsActions, transfersActions} from './models-actions.ts';
import {nodesActions} from './nodes-actions.ts';
import {quit} from './quit.ts';
import {scriptChoiceActions} from './script-choice.ts';
import {slurmNodesActions} from './slurm-nodes-actions.ts';
import {submissionActions} from './submission-actions.ts';
import {emptyLine} from './screen-line.ts';
import type {State} from './state.ts';
import {stopUnderWay} from './under-way.ts';

/** Keys move in what is drawn; what they ask of the world is decided on the live state. */
export const act: CarryOut = (state, {action, contexts}, live) => {
	if (isOfHiddenList(state.screen, action)) {
		return [state, []];
	}

	const isInChat = state.screen.tab === 'chat' && isChatPlace(contexts[0]);
	const stopped = action === 'back' && !isInChat ? stopUnderWay(state, live) : undefined;
	if (stopped !== undefined) {
		return stopped;
	}

	for (const context of contexts) {
		const carryOut = tables[context][action];
		if (carryOut !== undefined) {
			return carryOut(state, live);
		}
	}

	return [state, []];
};

/** Whether the action means something in this place by itself. */
export function canCarryOut(context: KeyContext, action: ActionName): boolean {
	return tables[context][action] !== undefined;
}

const asking =
	(type: 'repaint' | 'suspend'): Act =>
	state => [state, [{type}]];

/** Out of help, and out of what is typed for the other tab; a log stays open in its own. */
const showing = (tab: TabName): Act =>
	changing(screen => ({
		...screen,
		tab,
		nodes:
			screen.nodes.openedFrom === undefined
				? screen.nodes
				: {...screen.nodes, openedFrom: undefined},
		jobs:
			screen.jobs.openedFrom === 'events' ? {...screen.jobs, openedFrom: undefined} : screen.jobs,
		help: undefined,
		line: screen.tab === tab ? screen.line : undefined,
	}));

/** What is the same wherever one is. */
const everywhere: ActionTable = {
	quit,
	repaint: asking('repaint'),
	suspend: asking('suspend'),
	help: state => [withScreen(state, {...state.screen, help: {search: '', scroll: 0}}), []],
	showNodes: showing('nodes'),
	showJobs: showing('jobs'),
	showChat(state, live) {
		const [shown] = showing('chat')(state, live);
		return withLists({...shown, screen: shown.screen ?? state.screen});
	},
	showModels: showing('models'),
	showEvents: showing('events'),
	command: changing(screen => ({...screen, line: {...emptyLine, purpose: 'command'}})),
	pollFaster: (state, live) => setInterval(state, steppedIntervalMs(live, 'faster')),
	pollSlower: (state, live) => setInterval(state, steppedIntervalMs(live, 'slower')),
	toggleMouse: state => setMouse(state, !state.screen.isMouseOurs),
	pause: state => [{...state, paused: state.paused === undefined ? rackOf(state) : undefined}, []],
};

function rackOf({
	screen: _screen,
	paused: _paused,
	chat: _chat,
	models: _models,
	...rack
}: State): NonNullable<State['paused']> {
	return rack;
}

const tables: Readonly<Record<KeyContext, ActionTable>> = {
	everywhere,
	nodes: nodesActions,
	grid: gridActions,
	jobs: jobsActions,
	slurmNodes: slurmNodesActions,
	models: modelsActions,
	transfers: transfersActions,
	modelDialog: modelDialogActions,
	events: eventsActions,
	log: logActions,
	chatInput: chatInputActions,
	chatRecall: chatRecallActions,
	chatTranscript: chatTranscriptActions,
	chatList: chatListActions,
	chatPane: chatPaneActions,
	help: helpActions,
	line: lineActions,
	commandLine: commandActions(act),
	dialog: dialogActions,
	choices: dialogActions,
	copy: copyActions,
	jobDialog: jobDialogActions,
	scripts: scriptChoiceActions,
	submission: submissionActions,
};
