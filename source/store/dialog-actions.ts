import type {Effect} from '../domain/effect.ts';
import {type ActionTable, changing, moving, type Screened, withScreen} from './action-table.ts';
import {hostsToAdd} from './added-hosts.ts';
import {closedWith, mostChoiceRows} from './dialogs.ts';
import {moveColumnChoice, takeColumns, toggleColumn} from './job-columns-choice.ts';
import {moveLogChoice, takeLogChoice} from './log-choice.ts';
import type {Reduction} from './reduction.ts';
import type {Dialog, ScreenState} from './screen-state.ts';
import {nodeNamed, type State} from './state.ts';

/** A dialog takes all keys. */
export const dialogActions: ActionTable = {
	...moving({by: moveChoice, pageRows: ({screen}) => mostChoiceRows(screen.size)}),
	mark: changing(markChoice),
	confirm,
	cancel: changing(screen => ({...screen, dialog: undefined})),
};

type AddHosts = Extract<Dialog, {kind: 'addHosts'}>;

function confirm(state: Screened, live: State): Reduction {
	const {dialog} = state.screen;
	switch (dialog?.kind) {
		case 'hostKey':
			return acceptKey(state, dialog, live);
		case 'addHosts':
			return addHosts(state, dialog, live);
		case 'chooseLog':
			return [withScreen(state, takeLogChoice(state.screen, dialog)), []];
		case 'jobColumns':
			return [withScreen(state, takeColumns(state.screen, dialog)), []];
		default:
			return [state, []];
	}
}

/** For the key that was shown; whether the node still shows it is asked again before it is believed. */
function acceptKey(
	state: Screened,
	{node: name, failure: {fingerprint}}: Extract<Dialog, {kind: 'hostKey'}>,
	live: State,
): Reduction {
	const node = nodeNamed(live, name)?.config;
	return node === undefined
		? close(state, [])
		: changeWorld(state, live, {type: 'acceptHostKey', node, fingerprint});
}

function addHosts(state: Screened, dialog: AddHosts, live: State): Reduction {
	const names = hostsToAdd(dialog);
	return names.length === 0 ? [state, []] : changeWorld(state, live, {type: 'addNodes', names});
}

function changeWorld(state: Screened, live: State, effect: Effect): Reduction {
	return live.session.isReadOnly
		? [closedWith(state, {kind: 'readOnly'}, live), []]
		: close(state, [effect]);
}

function close(state: Screened, effects: readonly Effect[]): Reduction {
	return [withScreen(state, {...state.screen, dialog: undefined}), effects];
}

function moveChoice(state: Screened, rows: number): State {
	const {dialog} = state.screen;
	if (dialog?.kind === 'chooseLog') {
		return withScreen(state, {...state.screen, dialog: moveLogChoice(dialog, rows)});
	}

	if (dialog?.kind === 'jobColumns') {
		return withScreen(state, {...state.screen, dialog: moveColumnChoice(dialog, rows)});
	}

	if (dialog?.kind !== 'addHosts') {
		return state;
	}

	const last = (dialog.hosts?.length ?? 0) - 1;
	const cursor = Math.max(0, Math.min(last, dialog.cursor + rows));
	return withScreen(state, {...state.screen, dialog: {...dialog, cursor}});
}

/** A host that is to be added, a column that is to be shown. */
function markChoice(screen: ScreenState): ScreenState {
	const {dialog} = screen;
	return dialog?.kind === 'jobColumns'
		? {...screen, dialog: toggleColumn(dialog)}
		: markHost(screen);
}

/** What cannot be added cannot be marked; the cursor goes on to the next. */
function markHost(screen: ScreenState): ScreenState {
	const {dialog} = screen;
	if (dialog?.kind !== 'addHosts') {
		return screen;
	}

	const {hosts = [], cursor, marks} = dialog;
	const host = hosts[cursor];
	if (host === undefined || host.obstacle !== undefined) {
		return screen;
	}

	const {alias} = host;
	const isMarked = marks.includes(alias);
	return {
		...screen,
		dialog: {
			...dialog,
			marks: isMarked ? marks.filter(mark => mark !== alias) : [...marks, alias],
			cursor: Math.min(hosts.length - 1, cursor + 1),
		},
	};
}
