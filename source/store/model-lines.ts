/** What is typed about models: the name of one that is pulled, another name, how long it stays, with which context it should fit. */
import {isModelName} from '../domain/grammar.ts';
import type {ModelName} from '../domain/ids.ts';
import type {ModelDeed} from '../domain/model-deed.ts';
import {parseContextTokens, parseKeepAlive} from '../rules/model-words.ts';
import {type Screened, withScreen} from './action-table.ts';
import {doDeeds} from './do-deeds.ts';
import type {LineSubject} from './job-dialogs-state.ts';
import {copiesOf, nodeChoices, servingNodes} from './model-copies.ts';
import {askModelfile} from './model-create.ts';
import type {ModelDialog} from './model-dialogs-state.ts';
import {type ModelRow, modelNameOf, modelsMeant} from './model-rows.ts';
import {nodeOfCell, withModels} from './models-cursor.ts';
import type {Reduction} from './reduction.ts';
import {emptyLine} from './screen-line.ts';
import type {LineInput} from './screen-state.ts';
import type {State} from './state.ts';
import {withRefusal} from './told.ts';

export type ModelLine =
	| 'pullModel'
	| 'createModel'
	| 'fitContext'
	| 'keepModel'
	| 'nameModel'
	| 'renameModel';

/** They are about no copy that is there. */
const ofNoCopy: readonly ModelLine[] = ['pullModel', 'createModel', 'fitContext'];

/** About what is meant now, also where the list has moved when it is kept. */
export function openModelLine(state: Screened, purpose: ModelLine): Reduction {
	const rows = modelsMeant(state);
	if ((purpose === 'nameModel' || purpose === 'renameModel') && rows.length !== 1) {
		return [withRefusal(state, 'One model gets a name at a time: esc takes off the marks.'), []];
	}

	const about = {kind: 'models', ...subjectOf(state, rows)} as const;
	if (!ofNoCopy.includes(purpose) && about.copies.length === 0) {
		return [withRefusal(state, 'No node that answers has it.'), []];
	}

	const offered = offeredText(state, purpose, rows);
	const line: LineInput = {...emptyLine, purpose, about, ...(offered && {offered})};
	return [withScreen(state, {...state.screen, line}), []];
}

/** Who stands on a model that no node has means that one. */
function offeredText(
	state: Screened,
	purpose: ModelLine,
	rows: readonly ModelRow[],
): string | undefined {
	if (purpose === 'fitContext') {
		return String(state.screen.models.contextTokens);
	}

	const [row] = rows;
	const isLost = row !== undefined && rows.length === 1 && row.shelf.copies.size === 0;
	return purpose === 'pullModel' && isLost ? modelNameOf(row) : undefined;
}

type Subject = Omit<Extract<LineSubject, {kind: 'models'}>, 'kind'>;

/** `copies`: with the digest that is under the name now. */
function subjectOf(state: Screened, rows: readonly ModelRow[]): Subject {
	const node = nodeOfCell(state);
	return {
		models: rows.map(modelNameOf),
		node,
		copies: rows.flatMap(row =>
			copiesOf(row, node).map(([name, {loaded}]) => ({
				...{node: name, model: modelNameOf(row), isLoaded: loaded !== undefined},
			})),
		),
	};
}

/** What was typed opens the dialog that asks, or is done at once where nothing is lost by it. Undefined: it is about something else. */
export function keepModelAnswer(state: Screened, live: State): Reduction | undefined {
	const {line} = state.screen;
	if (line?.about?.kind !== 'models') {
		return undefined;
	}

	const {about} = line;
	const typed = line.text.trim() || (line.offered ?? '');
	if (typed === '') {
		return [withScreen(state, {...state.screen, line: undefined}), []];
	}

	switch (line.purpose) {
		case 'pullModel':
			return isModelName(typed)
				? choosePullNodes(state, typed, about)
				: withProblem(state, line, `Not a model: ${typed}. Try qwen3:4b`);
		case 'createModel':
			return isModelName(typed)
				? askModelfile(state, typed, undefined)
				: withProblem(state, line, notAName(typed));
		case 'fitContext':
			return keepContext(state, line, typed);
		case 'keepModel':
			return keepTime(state, live, {line, about, typed});
		case 'nameModel':
		case 'renameModel':
			return isModelName(typed)
				? askName(state, about, {to: typed, isKept: line.purpose === 'nameModel'})
				: withProblem(state, line, notAName(typed));
		default:
			return undefined;
	}
}

export function notAName(typed: string): string {
	return `Not a name of a model: ${typed}. Try my-qwen:latest`;
}

function withProblem(state: Screened, line: LineInput, problem: string): Reduction {
	return [withScreen(state, {...state.screen, line: {...line, problem}}), []];
}

function choosePullNodes(state: Screened, model: ModelName, {node}: Subject): Reduction {
	const rows = nodeChoices(state, {nodes: servingNodes(state), free: 'disk'});
	const marks = rows.some(row => row.node === node) && node !== undefined ? [node] : [];
	const cursor = Math.max(
		0,
		rows.findIndex(row => row.node === node),
	);
	const dialog: ModelDialog = {
		...{kind: 'chooseModelNodes', what: 'pull'},
		...{models: [model], rows, cursor, marks},
	};
	return [withScreen(state, {...state.screen, line: undefined, dialog}), []];
}

function keepContext(state: Screened, line: LineInput, typed: string): Reduction {
	const contextTokens = parseContextTokens(typed);
	if (contextTokens === undefined) {
		return withProblem(state, line, 'A context is 256 to 10M tokens, as 8192, 32k or 1M.');
	}

	const left = {...state, screen: {...state.screen, line: undefined}};
	return [withModels(left, {contextTokens}), []];
}

type Kept = {readonly line: LineInput; readonly about: Subject; readonly typed: string};

/** Where it is in memory, or in the cell that was meant, where it is loaded for it. */
function keepTime(state: Screened, live: State, {line, about, typed}: Kept): Reduction {
	const keepAlive = parseKeepAlive(typed);
	if (keepAlive === undefined) {
		return withProblem(state, line, 'How long: 30s, 5m, 24h or forever; u unloads.');
	}

	const deeds = about.copies
		.filter(({isLoaded}) => isLoaded || about.node !== undefined)
		.map(({node, model}): ModelDeed => ({type: 'load', node, model, keepAlive}));
	const left = {...state, screen: {...state.screen, line: undefined}};
	return deeds.length === 0
		? [
				withRefusal(
					left,
					`${about.models.join(', ')}: in the memory of no node. o loads it.`,
					live,
				),
				[],
			]
		: doDeeds(left, live, deeds);
}

type Name = {readonly to: ModelName; readonly isKept: boolean};

function askName(state: Screened, {copies}: Subject, {to, isKept}: Name): Reduction {
	const deeds = copies.map(({node, model}): ModelDeed => ({type: 'name', node, model, to, isKept}));
	const left = {...state.screen, line: undefined};
	if (deeds.length === 0) {
		return [withRefusal({...state, screen: left}, 'No node that answers has it.'), []];
	}

	const what = isKept ? 'copyName' : 'rename';
	return [
		withScreen(state, {
			...left,
			dialog: {kind: 'doModelDeeds', what, deeds, lastOf: [], sizeBytes: undefined},
		}),
		[],
	];
}
