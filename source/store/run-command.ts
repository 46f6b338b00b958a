import {assertNever} from '../domain/assert-never.ts';
import type {NodeName} from '../domain/ids.ts';
import type {JobSort, NodeSort, SlurmNodeSort} from '../domain/screen.ts';
import type {Notice} from '../domain/notice.ts';
import {type CommandProblem, notA, parseCommand} from '../rules/command-line.ts';
import {
	type Command,
	columnNames,
	jobSortNames,
	slurmNodeSortNames,
} from '../rules/command-words.ts';
import {keymap} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {meantWord, nearestWord} from '../rules/nearest-word.ts';
import type {CarryOut, Screened} from './action-table.ts';
import {filterThatShows, inView, sortBy} from './cursor.ts';
import {runChatCommand} from './chat-command.ts';
import {closedWith, openAddHosts} from './dialogs.ts';
import {setInterval} from './interval.ts';
import {inJobs, openCluster, openJob} from './job-commands.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import {runJobCommand} from './job-change-command.ts';
import {keyContexts} from './key-contexts.ts';
import {linePurposes} from './line-purposes.ts';
import type {Reduction} from './reduction.ts';
import type {NodesScreen} from './screen-state.ts';
import {nodeUnderCursor} from './selectors.ts';
import {shownList} from './shown-list.ts';
import {sortJobsBy} from './sort-jobs.ts';
import {sortSlurmNodesBy} from './slurm-nodes-cursor.ts';
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
			return sort(command.sort, state);
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
		case 'setTheme': {
			const theme = command.theme === 'auto' ? undefined : command.theme;
			const themed = {...state, screen: {...screen, theme}};
			return [told(themed, {setting: 'theme', value: command.theme}, world), []];
		}
		case 'setInterval':
			return setInterval(state, command.intervalMs);
		case 'setMouse':
			return [
				told(
					{...state, screen: {...screen, isMouseOurs: command.isOn}},
					{setting: 'mouse', value: command.isOn ? 'on' : 'off'},
					world,
				),
				[{type: 'setMouse', isOurs: command.isOn}],
			];
		case 'setBell': {
			const set = {...state, screen: {...screen, isBellOn: command.isOn}};
			return [told(set, {setting: 'bell', value: command.isOn ? 'on' : 'off'}, world), []];
		}
		case 'chat':
		case 'chatModel':
			return runChatCommand(command, state, world);
		case 'changeJobs':
		case 'submit':
			return runJobCommand(command, state, world.live);
		default:
			return assertNever(command);
	}
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

/** Of the list that is shown. */
function sort(by: NodeSort | JobSort | SlurmNodeSort, state: Screened): Reduction | CommandProblem {
	const ofJobs = jobSortNames.find(name => name === by);
	const ofNodes = columnNames.find(name => name === by);
	const ofSlurmNodes = slurmNodeSortNames.find(name => name === by);
	const list = shownList(state.screen);
	if (list === 'slurmNodes') {
		return ofSlurmNodes === undefined
			? notA('column', by, nearestWord(by, slurmNodeSortNames) ?? slurmNodeSortNames[0])
			: [sortSlurmNodesBy(state, ofSlurmNodes), []];
	}

	if (ofJobs !== undefined && (list === 'jobs' || ofNodes === undefined)) {
		return sortJobsBy(inJobs(state), ofJobs);
	}

	const names = list === 'jobs' ? jobSortNames : columnNames;
	return ofNodes === undefined || list === 'jobs'
		? notA('column', by, nearestWord(by, names) ?? names[0])
		: [sortBy(inNodes(state, {view: 'table', isOpen: false}), ofNodes), []];
}

const filterOf = {
	nodes: 'filterNodes',
	jobs: 'filterJobs',
	slurmNodes: 'filterSlurmNodes',
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
