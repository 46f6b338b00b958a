import type {AskedAt} from '../domain/ask-secret.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {ErrandEvent} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Notice} from '../domain/notice.ts';
import {frameRows, type ScreenSize} from '../domain/screen.ts';
import {type Screened, withScreen} from './action-table.ts';
import {questionFor} from './asked.ts';
import type {Reduction} from './reduction.ts';
import type {Dialog} from './screen-state.ts';
import {nodeUnderCursor} from './selectors.ts';
import {nodeNamed, type State} from './state.ts';

type DialogEvent = Extract<
	ErrandEvent,
	{type: 'secret/typed' | 'secret/closed' | 'sshHosts/listed'}
>;

/** What is told to the dialog that is open; to any other it means nothing. */
export function reduceDialog(state: State, event: DialogEvent): State {
	const {screen} = state;
	const dialog = screen?.dialog;
	if (screen === undefined || dialog === undefined) {
		return state;
	}

	switch (event.type) {
		case 'secret/typed':
			return dialog.kind === 'secret'
				? withScreen(state, {...screen, dialog: {...dialog, length: event.length}})
				: state;
		case 'secret/closed':
			return dialog.kind === 'secret' ? withScreen(state, {...screen, dialog: undefined}) : state;
		case 'sshHosts/listed':
			return dialog.kind === 'addHosts'
				? withScreen(state, {...screen, dialog: {...dialog, hosts: event.hosts}})
				: state;
		default:
			return assertNever(event);
	}
}

/** What may stand in the way of a node and is settled in a dialog. */
export type Trouble = Extract<Dialog['kind'], 'hostKey' | 'hostKeyChanged' | 'secret'>;

/**
 * Opens what settles the trouble of the node under the cursor; undefined: it has none of these. The node is the one that
 * is seen, its trouble that of now.
 */
export function openTrouble(
	state: Screened,
	live: State,
	troubles: readonly Trouble[],
): Reduction | undefined {
	const name = nodeUnderCursor(state)?.config.name;
	const dialog = name === undefined ? undefined : troubleOf(live, name);
	if (dialog === undefined || !troubles.some(trouble => trouble === dialog.kind)) {
		return undefined;
	}

	const next = withScreen(state, {...state.screen, dialog});
	const node = nodeNamed(live, dialog.node)?.config;
	return dialog.kind === 'secret' && node !== undefined
		? [next, [{type: 'readSecret', node, asked: askedIn(dialog)}]]
		: [next, []];
}

function askedIn({where, question}: Extract<Dialog, {kind: 'secret'}>): AskedAt {
	return {where, question};
}

function troubleOf(state: State, name: NodeName): Extract<Dialog, {kind: Trouble}> | undefined {
	const node = nodeNamed(state, name);
	if (node === undefined) {
		return undefined;
	}

	const {connection} = node;
	const failure = 'failure' in connection ? connection.failure : undefined;
	switch (failure?.kind) {
		case 'hostKeyUnknown':
			return {kind: 'hostKey', node: name, failure};
		case 'hostKeyMismatch':
			return {kind: 'hostKeyChanged', node: name, failure};
		default: {
			const asked = questionFor(state.asked, node);
			return asked && {kind: 'secret', node: name, ...asked, length: 0};
		}
	}
}

/** Which hosts of ~/.ssh/config become nodes. */
export function openAddHosts(state: Screened, live: State): Reduction {
	if (state.session.isDemo) {
		const notice = {kind: 'refused', reason: 'The demo has no real nodes.'} as const;
		return [closedWith(state, notice, live), []];
	}

	const dialog: Dialog = {kind: 'addHosts', hosts: undefined, cursor: 0, marks: []};
	return [withScreen(state, {...state.screen, dialog}), [{type: 'listSshHosts'}]];
}

/** It closes, and what is told stands in the line of speech: from now on, also where what is drawn is from before. */
export function closedWith(state: Screened, notice: Notice, {clock}: State): State {
	const toast = {what: {kind: 'notice', notice}, sinceMs: clock.atMs} as const;
	return withScreen(state, {...state.screen, dialog: undefined, toast});
}

/** Rows of a list in a dialog, at most: a page of its cursor. The rest is its border, a sentence over it and its keys. */
export function mostChoiceRows({rows}: ScreenSize): number {
	return rows - frameRows - 8;
}
