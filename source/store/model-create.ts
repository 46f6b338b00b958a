/** A model that is made of another one: its name is typed, its Modelfile written or found, and where it is made chosen. */
import type {ModelName} from '../domain/ids.ts';
import type {ModelEvent, Modelfile} from '../domain/model-deed.ts';
import {fullModelName} from '../rules/model-name.ts';
import type {Screened} from './action-table.ts';
import {copiesOf, nodeChoices, servingNodes} from './model-copies.ts';
import type {ModelDialog} from './model-dialogs-state.ts';
import {allModels, modelNameOf, modelsMeant} from './model-rows.ts';
import {nodeOfCell} from './models-cursor.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';
import {withRefusal} from './told.ts';

/** In the person's editor, where a file is not named. */
export function askModelfile(
	state: Screened,
	model: ModelName,
	file: string | undefined,
): Reduction {
	const from =
		file === undefined
			? ({kind: 'editor', text: firstText(state)} as const)
			: ({kind: 'file', path: file} as const);
	return [
		{...state, screen: {...state.screen, line: undefined}},
		[{type: 'askModelfile', model, from}],
	];
}

/** Made of the model under the cursor, as long as nobody writes otherwise. */
function firstText(state: Screened): string {
	const [row] = modelsMeant(state);
	const from = row === undefined ? 'qwen3:4b' : modelNameOf(row);
	return [
		`FROM ${from}`,
		'# PARAMETER temperature 0.7',
		'# SYSTEM You answer in one sentence.',
		'',
	].join('\n');
}

type Faulty = Extract<ModelDialog, {kind: 'faultyModelfile'}>;

export function writeOn(state: Screened, {model, text}: Faulty): Reduction {
	const closed = {...state, screen: {...state.screen, dialog: undefined}};
	return text === undefined
		? [state, []]
		: [closed, [{type: 'askModelfile', model, from: {kind: 'editor', text}}]];
}

type Read = Extract<ModelEvent, {type: 'models/modelfileRead'}>;

/** Asks where, or says what is wrong with it. A question that was opened meanwhile keeps its place. */
export function modelfileRead(state: State, {model, read}: Read): State {
	const {screen} = state;
	if (screen === undefined) {
		return state;
	}

	const there = {...state, screen};
	if (screen.dialog !== undefined || screen.line !== undefined) {
		return withRefusal(there, `${model} was not made: something else was asked by then.`);
	}

	const dialog: ModelDialog =
		read.kind === 'whole'
			? whereDialog(there, model, read.modelfile)
			: {kind: 'faultyModelfile', model, problems: read.problems, text: read.text};
	return {...there, screen: {...screen, dialog}};
}

/** Marked is the node of the cell, or the only one that has what it is made of. */
function whereDialog(state: Screened, model: ModelName, modelfile: Modelfile): ModelDialog {
	const nodes = servingNodes(state);
	const {from} = modelfile;
	const holders = from === undefined ? [] : holdersOf(state, from);
	const replaced = holdersOf(state, model);
	const cell = nodeOfCell(state);
	const meant = cell === undefined ? holders : [cell];
	const rows = nodeChoices(state, {nodes, free: 'disk'}).map(row => ({
		...row,
		isReplaced: replaced.includes(row.node),
	}));
	return {
		...{kind: 'chooseModelNodes', what: 'create', models: [model], rows, modelfile},
		cursor: Math.max(
			0,
			rows.findIndex(({node}) => meant.includes(node)),
		),
		marks: meant.length === 1 ? meant.filter(node => nodes.includes(node)) : [],
	};
}

function holdersOf(state: Screened, model: ModelName) {
	const row = allModels(state).find(({key}) => key === fullModelName(model));
	return row === undefined ? [] : copiesOf(row, undefined).map(([node]) => node);
}
