import type {SlurmName} from '../domain/ids.ts';
import type {ScriptFile} from '../domain/submission.ts';
import {
	type Act,
	type ActionTable,
	changing,
	moving,
	type Screened,
	withScreen,
} from './action-table.ts';
import {closedWith, mostChoiceRows} from './dialogs.ts';
import type {JobDialog} from './job-dialogs-state.ts';
import type {Reduction} from './reduction.ts';
import {remember} from './remember.ts';
import {openLine} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';
import {openSubmission} from './submission.ts';

type Choice = Extract<JobDialog, {kind: 'chooseScript'}>;

/** Letters filter the list, or are the path of a script; the arrows choose. */
export const scriptChoiceActions: ActionTable = {
	...moving({by: moveScriptChoice, pageRows: ({screen}) => mostChoiceRows(screen.size)}),
	confirm: takeScript,
	cancel: changing(screen => ({...screen, dialog: undefined, line: undefined})),
};

/** Which script of the home folder on the login node is submitted. */
export const openScriptChoice: Act = (state, live) => {
	const cluster = shownCluster(state);
	if (cluster === undefined) {
		return [state, []];
	}

	if (live.session.isReadOnly) {
		return [closedWith(state, {kind: 'readOnly'}, live), []];
	}

	const {name} = cluster.config;
	const dialog: Choice = {
		...{kind: 'chooseScript', cluster: name, folder: '', scripts: undefined},
		...{failure: undefined, cursor: 0},
	};
	const screen = openLine(state.screen, 'scriptName');
	return [
		withScreen(state, {...screen, dialog}),
		[{type: 'listScripts', cluster: name, folder: ''}],
	];
};

/** Those whose path holds what is typed, and the one that is chosen. */
export function chosenScripts(
	screen: ScreenState,
): {readonly scripts: readonly ScriptFile[]; readonly cursor: number} | undefined {
	const {dialog, line} = screen;
	if (dialog?.kind !== 'chooseScript' || dialog.scripts === undefined) {
		return undefined;
	}

	const scripts = matching(dialog.scripts, line?.text ?? '');
	return {scripts, cursor: Math.max(0, Math.min(dialog.cursor, scripts.length - 1))};
}

const matching = remember((scripts: readonly ScriptFile[], typed: string) => {
	const wanted = typed.trim().toLowerCase();
	return scripts.filter(({path}) => path.toLowerCase().includes(wanted));
});

function moveScriptChoice(state: Screened, rows: number): State {
	const {dialog} = state.screen;
	const chosen = chosenScripts(state.screen);
	if (dialog?.kind !== 'chooseScript' || chosen === undefined) {
		return state;
	}

	const last = Math.max(0, chosen.scripts.length - 1);
	const cursor = Math.max(0, Math.min(last, chosen.cursor + rows));
	return withScreen(state, {...state.screen, dialog: {...dialog, cursor}});
}

/** Where no script matches what is typed, that is the path of one. */
function takeScript(state: Screened, live: State): Reduction {
	const {dialog, line} = state.screen;
	if (dialog?.kind !== 'chooseScript') {
		return [state, []];
	}

	const typed = line?.text.trim() ?? '';
	const path = pathOf(dialog, chosenScripts(state.screen), typed);
	return path === undefined
		? [state, []]
		: submitPath(state, live, {path, cluster: dialog.cluster});
}

function pathOf(
	dialog: Choice,
	chosen: ReturnType<typeof chosenScripts>,
	typed: string,
): string | undefined {
	const isPath = /^[~/]/.test(typed) && dialog.scripts?.every(({path}) => path !== typed) === true;
	const under = isPath ? undefined : chosen?.scripts[chosen.cursor]?.path;
	return under ?? (typed === '' ? undefined : typed);
}

/** The way of this script to the cluster, with its head as a form. */
export function submitPath(
	state: Screened,
	live: State,
	{path, cluster}: {readonly path: string; readonly cluster: SlurmName},
): Reduction {
	return live.session.isReadOnly
		? [closedWith(state, {kind: 'readOnly'}, live), []]
		: openSubmission(state, live, {path, cluster});
}
