import {assertNever} from '../domain/assert-never.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Notice} from '../domain/notice.ts';
import {type CommandProblem, notA, parseCommand} from '../rules/command-line.ts';
import type {Command} from '../rules/command-words.ts';
import {keymap} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {meantWord, nearestWord} from '../rules/nearest-word.ts';
import type {CarryOut, Screened} from './action-table.ts';
import {filterThatShows, inView} from './cursor.ts';
import {runChatCommand} from './chat-command.ts';
import {closedWith, openAddHosts} from './dialogs.ts';
import {setInterval} from './interval.ts';
import {inJobs, openCluster, openJob} from './job-commands.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import {runJobCommand} from './job-change-command.ts';
import {keyContexts} from './key-contexts.ts';
import {linePurposes} from './line-purposes.ts';
import {runModelCommand} from './model-command.ts';
import type {Reduction} from './reduction.ts';
import type {NodesScreen} from './screen-state.ts';
import {nodeUnderCursor} from './selectors.ts';
import {shownList} from './shown-list.ts';
import {sortShownList} from './sort-command.ts';
import type {State} from './state.ts';

/** Where a command is carried out: beside the live state, by what keys do. */
export type CommandWorld = {readonly live: State; readonly act: CarryOut};

/** A command does what keys do; where it changes what another view shows it goes there first. The line is closed. */
export function runCommand(
	text: string,
	state: Screened,
	world: CommandWorld,
): Reduction | CommandProblem {
	const command = parseCommand(text);
	return command.kind === 'problem' ? command : carryOut(command, state, world);
}

function carryOut(
	command: Command,
	state: Screened,
	world: CommandWorld,
): Reduction | CommandProblem {
	const {screen} = state;
	switch (command.kind) {
		case 'press':
			return press(state, command.action, world);
		case 'onNode':
			return onJobHere(state, world, command.action) ?? onNode(state, world, command.action);
		case 'showView':
			return [inNodes(state, {...inView(command.view), isOpen: false}), []];
		case 'openNode':
			return openNode(command.name, state, world);
		case 'addNodes':
			return openAddHosts(state, world.live);
		case 'sort':
			return sortShownList(command.sort, state);
		case 'onJob':
			return press(inJobs(state), command.action, world);
		case 'openJob':
			return openJob(command.id, state, world);
		case 'showCluster':
			return openCluster(command.name, state);
		case 'showAllJobs':
			return [withJobsScreen(inJobs(state), {hasAll: command.hasAll}), []];
		case 'filter':
			return filter(command.text, state);
		case 'showMetric':
			return [inNodes(state, {...inView('grid'), isOpen: false, metric: command.metric}), []];
		case 'setTheme':
			return setTheme(command.theme, state, world);
		case 'setInterval':
			return setInterval(state, command.intervalMs);
		case 'setMouse':
			return setMouse(command.isOn, state, world);
		case 'setBell': {
			const set = {...state, screen: {...screen, isBellOn: command.isOn}};
			return [told(set, {setting: 'bell', value: command.isOn ? 'on' : 'off'}, world), []];
		}
		case 'chat':
		case 'chatModel':
			return runChatCommand(command, state, world);
		case 'pullModel':
		case 'createModel':
		case 'fitContext':
		case 'showTransfers':
		case 'syncModels':
			return runModelCommand(command, state, world.live);
		case 'changeJobs':
		case 'submit':
			return runJobCommand(command, state, world.live);
		default:
			return assertNever(command);
	}
}

function setTheme(
	value: Extract<Command, {kind: 'setTheme'}>['theme'],
	state: Screened,
	world: CommandWorld,
): Reduction {
	const theme = value === 'auto' ? undefined : value;
	const themed = {...state, screen: {...state.screen, theme}};
	return [told(themed, {setting: 'theme', value}, world), []];
}

function setMouse(isOurs: boolean, state: Screened, world: CommandWorld): Reduction {
	const set = {...state, screen: {...state.screen, isMouseOurs: isOurs}};
	const setting = {setting: 'mouse', value: isOurs ? 'on' : 'off'} as const;
	return [told(set, setting, world), [{type: 'setMouse', isOurs}]];
}

type Setting = Omit<Extract<Notice, {kind: 'set'}>, 'kind'>;

/** What is not seen at once is said. */
function told(state: Screened, setting: Setting, {live}: CommandWorld): State {
	return closedWith(state, {kind: 'set', ...setting}, live);
}

/** What the key does where it would be pressed now. */
function press(state: Screened, action: ActionName, {act, live}: CommandWorld): Reduction {
	return act(state, {action, contexts: keyContexts(state.screen)}, live);
}

/** In the tab of nodes, out of a log, with what is changed there. */
function inNodes(state: Screened, changes: Partial<NodesScreen> = {}): Screened {
	const {screen} = state;
	const nodes = {...screen.nodes, ...changes};
	return {...state, screen: {...screen, tab: 'nodes', log: undefined, nodes}};
}

/** A word says what shall be, where its key goes back as well. Where nothing comes of it, that is told: a key may do nothing, but what was typed as a word is waited for. */
function onNode(
	state: Screened,
	world: CommandWorld,
	action: ActionName,
): Reduction | CommandProblem {
	const there = inNodes(state);
	const [next, effects] = press(there, action, world);
	const {pane} = there.screen.nodes;
	if (pane === action && next.screen?.nodes.pane !== pane) {
		return [there, []];
	}

	if (next.screen !== there.screen || effects.length > 0) {
		return [next, effects];
	}

	const name = nodeUnderCursor(state)?.config.name;
	const problem = name === undefined ? 'There is no node here.' : `Nothing to do for ${name}.`;
	return {kind: 'problem', problem};
}

/** In the tab of jobs a word that has a key there is meant of what is under the cursor there. Undefined: it has none. */
function onJobHere(
	state: Screened,
	world: CommandWorld,
	action: ActionName,
): Reduction | CommandProblem | undefined {
	if (state.screen.tab !== 'jobs') {
		return undefined;
	}

	const {pane, view} = state.screen.jobs;
	const there = inJobs(state, {view});
	const contexts = keyContexts(there.screen);
	if (
		!keymap.some(
			binding => binding.action === action && contexts.some(one => one === binding.context),
		)
	) {
		return undefined;
	}

	if (action === pane) {
		return [there, []];
	}

	const [next, effects] = press(there, action, world);
	return next.screen === there.screen && effects.length === 0
		? {kind: 'problem', problem: 'There is no job here.'}
		: [next, effects];
}

function openNode(typed: string, state: Screened, world: CommandWorld): Reduction | CommandProblem {
	const names = state.nodes.map(({config}) => config.name);
	const name = meantWord<NodeName>(typed, names);
	if (name === undefined) {
		const right = nearestWord(typed, names) ?? names[0];
		return right === undefined
			? {kind: 'problem', problem: 'There are no nodes yet. Try add'}
			: notA('node', typed, right);
	}

	const filter = filterThatShows(state, name);
	return press(inNodes(state, {cursor: name, filter}), 'open', world);
}

const filterOf = {
	nodes: 'filterNodes',
	jobs: 'filterJobs',
	slurmNodes: 'filterSlurmNodes',
	models: 'filterModels',
	events: 'filterEvents',
} as const;

/** Of the list that is shown. */
function filter(typed: string, state: Screened): Reduction | CommandProblem {
	const list = shownList(state.screen);
	const {problemOf, isEmpty, write} = linePurposes[filterOf[list]];
	const problem = problemOf(typed);
	if (problem !== undefined) {
		return {kind: 'problem', problem};
	}

	const filtered = {...state, screen: write(state.screen, isEmpty(typed) ? '' : typed)};
	return [list === 'nodes' ? inNodes(filtered, {isOpen: false}) : filtered, []];
}
