/** What the actions of the keymap do, by where the keys go. */
import type {TabName} from '../domain/screen.ts';
import type {ActionName, KeyContext} from '../rules/keymap.ts';
import {type Act, type ActionTable, changing, type Screened, withScreen} from './action-table.ts';
import {dialogActions} from './dialog-actions.ts';
import {eventsActions} from './events-actions.ts';
import {gridActions} from './grid-actions.ts';
import {helpActions} from './help-actions.ts';
import {lineActions} from './line-actions.ts';
import {logActions} from './log-actions.ts';
import {nodesActions} from './nodes-actions.ts';
import type {Reduction} from './reduction.ts';
import {emptyLine} from './screen-line.ts';
import type {State} from './state.ts';

type Pressed = {
	readonly action: ActionName;
	/** Where the key was found, and the tab that is shown behind it. */
	readonly contexts: readonly KeyContext[];
};

/** Keys move in what is drawn; what they ask of the world is decided on the live state. */
export function act(state: Screened, {action, contexts}: Pressed, live: State): Reduction {
	for (const context of contexts) {
		const carryOut = tables[context]?.[action];
		if (carryOut !== undefined) {
			return carryOut(state, live);
		}
	}

	return [state, []];
}

const asking =
	(type: 'quit' | 'repaint' | 'suspend'): Act =>
	state => [state, [{type}]];

/** Out of help, and out of what is typed for the other tab; a log stays open in its own. */
const showing = (tab: TabName): Act =>
	changing(screen => ({
		...screen,
		tab,
		help: undefined,
		line: screen.tab === tab ? screen.line : undefined,
	}));

/** What is the same wherever one is. */
const everywhere: ActionTable = {
	quit: asking('quit'),
	repaint: asking('repaint'),
	suspend: asking('suspend'),
	help: state => [withScreen(state, {...state.screen, help: {search: '', scroll: 0}}), []],
	showNodes: showing('nodes'),
	showEvents: showing('events'),
	command: changing(screen => ({...screen, line: {...emptyLine, purpose: 'command'}})),
	pause: state => [{...state, paused: state.paused === undefined ? rackOf(state) : undefined}, []],
};

function rackOf({screen: _screen, paused: _paused, ...rack}: State): NonNullable<State['paused']> {
	return rack;
}

const tables: Readonly<Record<KeyContext, ActionTable>> = {
	everywhere,
	nodes: nodesActions,
	grid: gridActions,
	events: eventsActions,
	log: logActions,
	help: helpActions,
	line: lineActions,
	commandLine: lineActions,
	dialog: dialogActions,
	choices: dialogActions,
	copy: dialogActions,
};
