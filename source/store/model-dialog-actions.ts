import type {ModelName, NodeName} from '../domain/ids.ts';
import type {ModelDeed, Modelfile} from '../domain/model-deed.ts';
import {
	type Act,
	type ActionTable,
	changing,
	moving,
	type Screened,
	withScreen,
} from './action-table.ts';
import {closedWith, mostChoiceRows} from './dialogs.ts';
import {doDeeds} from './do-deeds.ts';
import {sourceOf} from './model-copies.ts';
import {writeOn} from './model-create.ts';
import type {ModelDialog, NodesChoice} from './model-dialogs-state.ts';
import {allModels} from './model-rows.ts';
import {nodeOfCell, withModels} from './models-cursor.ts';
import type {Reduction} from './reduction.ts';
import {startSync, withoutWaiting} from './model-sync.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';
import {fullModelName} from '../rules/model-name.ts';

/** What is asked before something is done with models: the capital that it names acts, any other does nothing. */
export const modelDialogActions: ActionTable = {
	...moving({by: moveChoice, pageRows: ({screen}) => mostChoiceRows(screen.size)}),
	mark: changing(markNode),
	toggleAll: changing(markAll),
	cancel: changing(screen => ({...screen, dialog: undefined})),
	pullModel: acting('pullModel'),
	removeModel: acting('removeModel'),
	stopDeeds: acting('stopDeeds'),
	confirm: acting('confirm'),
};

type ActingKey = 'pullModel' | 'removeModel' | 'stopDeeds' | 'confirm';

/** The action whose key carries it out. */
export function actingKeyOf(dialog: ModelDialog): ActingKey {
	switch (dialog.kind) {
		case 'chooseModelNodes':
			return dialog.what === 'pull' ? 'pullModel' : 'confirm';
		case 'syncModels':
		case 'faultyModelfile':
			return 'confirm';
		case 'stopModelDeeds':
			return 'stopDeeds';
		default:
			return dialog.what === 'remove' ? 'removeModel' : 'confirm';
	}
}

function acting(key: ActingKey): Act {
	return (state, live) => {
		const dialog = modelDialogIn(state.screen);
		return dialog === undefined || actingKeyOf(dialog) !== key
			? [state, []]
			: carryOut(state, live, dialog);
	};
}

export function modelDialogIn({dialog}: Pick<ScreenState, 'dialog'>): ModelDialog | undefined {
	switch (dialog?.kind) {
		case 'chooseModelNodes':
		case 'doModelDeeds':
		case 'stopModelDeeds':
		case 'faultyModelfile':
		case 'syncModels':
			return dialog;
		default:
			return undefined;
	}
}

function carryOut(state: Screened, live: State, dialog: ModelDialog): Reduction {
	switch (dialog.kind) {
		case 'chooseModelNodes':
			return dialog.marks.length === 0
				? [state, []]
				: doDeeds(withTransfers(state, dialog.what), live, chosenDeeds(state, dialog));
		case 'syncModels':
			return live.session.isReadOnly || dialog.plan.steps.length === 0
				? [state, []]
				: startSync(state, live, dialog.plan);
		case 'faultyModelfile':
			return writeOn(state, dialog);
		case 'stopModelDeeds':
			return live.session.isReadOnly
				? [closedWith(state, {kind: 'readOnly'}, live), []]
				: [
						withoutWaiting({...state, screen: {...state.screen, dialog: undefined}}),
						[{type: 'stopDeeds', numbers: dialog.numbers}],
					];
		default:
			return dialog.what === 'remove' && dialog.lastOf.length > 0
				? [withScreen(state, {...state.screen, dialog: {...dialog, what: 'removeLast'}}), []]
				: doDeeds(state, live, dialog.deeds.map(withLeave(dialog)));
	}
}

/** Only who was asked a second time may take the last one away. */
function withLeave({what}: Extract<ModelDialog, {kind: 'doModelDeeds'}>) {
	return (deed: ModelDeed): ModelDeed =>
		deed.type === 'remove' && what === 'removeLast' ? {...deed, mayBeLast: true} : deed;
}

/** What takes long is shown as it comes (SCREENS, Models); the keys stay where they are. */
function withTransfers(state: Screened, what: NodesChoice): Screened {
	if (what === 'load' || what === 'unload') {
		return state;
	}

	const next = withModels(state, {pane: 'transfers', detailScroll: 0});
	return {...state, screen: next.screen ?? state.screen};
}

type Chosen = Extract<ModelDialog, {kind: 'chooseModelNodes'}>;

function chosenDeeds(state: Screened, {what, models, marks, modelfile}: Chosen) {
	return marks.flatMap(node =>
		models.flatMap(model => deedOf(state, what, {node, model, modelfile})),
	);
}

type There = {
	readonly node: NodeName;
	readonly model: ModelName;
	readonly modelfile: Modelfile | undefined;
};

/** A node that has a model already is not given it again. */
function deedOf(
	state: Screened,
	what: NodesChoice,
	{modelfile, ...there}: There,
): readonly ModelDeed[] {
	switch (what) {
		case 'create':
			return modelfile === undefined ? [] : [{type: 'create', ...there, modelfile}];
		case 'pull':
			return [{type: 'pull', ...there}];
		case 'load':
			return [{type: 'load', ...there, keepAlive: undefined}];
		case 'unload':
			return [{type: 'unload', ...there}];
		default: {
			const row = allModels(state).find(({key}) => key === fullModelName(there.model));
			const from = row && sourceOf(row, nodeOfCell(state));
			const has = row?.shelf.copies.get(there.node)?.isOther === false;
			return from === undefined || has ? [] : [{type: 'copy', ...there, from}];
		}
	}
}

function moveChoice(state: Screened, rows: number): State {
	const {dialog} = state.screen;
	if (dialog?.kind === 'syncModels') {
		const most = Math.max(0, dialog.plan.steps.length + dialog.plan.unmet.length - 1);
		const cursor = Math.max(0, Math.min(most, dialog.cursor + rows));
		return withScreen(state, {...state.screen, dialog: {...dialog, cursor}});
	}

	if (dialog?.kind !== 'chooseModelNodes') {
		return state;
	}

	const last = dialog.rows.length - 1;
	const cursor = Math.max(0, Math.min(last, dialog.cursor + rows));
	return withScreen(state, {...state.screen, dialog: {...dialog, cursor}});
}

/** What cannot be chosen cannot be marked; the cursor goes on to the next. */
function markNode(screen: ScreenState): ScreenState {
	const {dialog} = screen;
	const row = dialog?.kind === 'chooseModelNodes' ? dialog.rows[dialog.cursor] : undefined;
	if (dialog?.kind !== 'chooseModelNodes' || row === undefined || row.obstacle !== undefined) {
		return screen;
	}

	const {marks, rows, cursor} = dialog;
	return {
		...screen,
		dialog: {
			...dialog,
			marks: marks.includes(row.node)
				? marks.filter(mark => mark !== row.node)
				: [...marks, row.node],
			cursor: Math.min(rows.length - 1, cursor + 1),
		},
	};
}

/** All that can be, or none. */
function markAll(screen: ScreenState): ScreenState {
	const {dialog} = screen;
	if (dialog?.kind !== 'chooseModelNodes') {
		return screen;
	}

	const free = dialog.rows.filter(({obstacle}) => obstacle === undefined).map(({node}) => node);
	const marks = dialog.marks.length === free.length ? [] : free;
	return {...screen, dialog: {...dialog, marks}};
}
