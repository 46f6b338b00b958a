import type {NodeName} from '../domain/ids.ts';
import type {ModelDeed} from '../domain/model-deed.ts';
import {type Act, type ActionTable, type Screened, withScreen} from './action-table.ts';
import {closedWith} from './dialogs.ts';
import {doDeeds} from './do-deeds.ts';
import {copiesOf, lastOf, nodeChoices, servingNodes, sourceOf} from './model-copies.ts';
import {isOver, isUndone} from './model-deeds.ts';
import type {ModelDialog, NodeChoice, NodesChoice} from './model-dialogs-state.ts';
import {openModelLine} from './model-lines.ts';
import {type ModelRow, modelNameOf, modelsMeant} from './model-rows.ts';
import {deedsMeant, nodesWithoutAll} from './model-uses.ts';
import {deedUnderCursor, nodeOfCell} from './models-cursor.ts';
import type {AskedDeed} from './models-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';
import {withRefusal} from './told.ts';

/** What is done with the marked models or the one under the cursor, on the node of the cell or on nodes that are asked for. */
export const modelDeedActions: ActionTable = {
	pullModel: changing(state => openModelLine(state, 'pullModel')),
	createModel: changing(state => openModelLine(state, 'createModel')),
	copyModel: onModels(copy),
	loadModel: onModels((state, live, rows) => inMemory(state, live, {rows, what: 'load'})),
	unloadModel: onModels((state, live, rows) => inMemory(state, live, {rows, what: 'unload'})),
	removeModel: onModels(remove),
	keepModel: onModels(state => openModelLine(state, 'keepModel')),
	nameModel: onModels(state => openModelLine(state, 'nameModel')),
	renameModel: onModels(state => openModelLine(state, 'renameModel')),
	stopDeeds: (state, live) => stop(state, live, deedsMeant(state).filter(goesOn)),
	retry: (state, live) => goOn(state, live, deedsMeant(state)),
};

/** The same of the transfer under the cursor. */
export const transferActions: ActionTable = {
	pullModel: changing(state => openModelLine(state, 'pullModel')),
	stopDeeds: (state, live) => stop(state, live, deedMeant(state).filter(goesOn)),
	retry: (state, live) => goOn(state, live, deedMeant(state)),
};

/** Nothing outside is changed with --read-only, and what could not be done then is not asked about. */
function changing(ask: Act): Act {
	return (state, live) =>
		live.session.isReadOnly ? [closedWith(state, {kind: 'readOnly'}, live), []] : ask(state, live);
}

type AskAboutModels = (state: Screened, live: State, rows: readonly ModelRow[]) => Reduction;

function onModels(ask: AskAboutModels): Act {
	return changing((state, live) => {
		const rows = modelsMeant(state);
		return rows.length === 0 ? [state, []] : ask(state, live, rows);
	});
}

function copy(state: Screened, live: State, rows: readonly ModelRow[]): Reduction {
	const wished = nodeOfCell(state);
	const lost = rows.find(row => sourceOf(row, wished) === undefined);
	if (lost !== undefined) {
		const reason = `No node has ${lost.shelf.name}: P pulls it.`;
		return [withRefusal(state, reason, live), []];
	}

	const lacking = nodesWithoutAll(state, rows);
	if (lacking.length === 0) {
		const what = rows.length === 1 ? (rows[0]?.shelf.name ?? '') : `these ${rows.length} models`;
		return [withRefusal(state, `Every node that answers has ${what} already.`, live), []];
	}

	const [first] = rows;
	const node = first && rows.length === 1 ? sourceOf(first, wished) : undefined;
	return choose(state, 'copy', {
		rows,
		obstacleOf: name => (lacking.includes(name) ? undefined : 'has it'),
		source: node && {node, sizeBytes: first?.shelf.model?.sizeBytes},
	});
}

type Choosing = {
	readonly rows: readonly ModelRow[];
	readonly obstacleOf: (node: NodeName) => NodeChoice['obstacle'];
	readonly source: Extract<ModelDialog, {kind: 'chooseModelNodes'}>['source'];
};

function choose(
	state: Screened,
	what: NodesChoice,
	{rows, obstacleOf, source}: Choosing,
): Reduction {
	const choices = nodeChoices(state, {nodes: servingNodes(state), free: 'disk', obstacleOf});
	const first = choices.findIndex(({obstacle}) => obstacle === undefined);
	const able = choices.filter(({obstacle}) => obstacle === undefined).map(({node}) => node);
	// Where there is but one to choose, it is chosen.
	const marks = able.length === 1 ? able : [];
	return opened(state, {
		...{kind: 'chooseModelNodes', what, models: rows.map(modelNameOf), rows: choices},
		...{cursor: Math.max(0, first), marks, ...(source === undefined ? {} : {source})},
	});
}

function opened(state: Screened, dialog: ModelDialog): Reduction {
	return [withScreen(state, {...state.screen, line: undefined, dialog}), []];
}

type InMemory = {readonly rows: readonly ModelRow[]; readonly what: 'load' | 'unload'};

/** Where only one node can be meant nothing is asked: what is loaded can be unloaded again. */
function inMemory(state: Screened, live: State, {rows, what}: InMemory): Reduction {
	const node = nodeOfCell(state);
	const deeds = rows.flatMap(row =>
		copiesOf(row, node)
			.filter(([, {loaded}]) => (loaded === undefined) === (what === 'load'))
			.map(([name]) => memoryDeed(what, name, row)),
	);
	const [first] = rows;
	if (deeds.length === 0 && first !== undefined) {
		const reason = notThere(what, first.shelf.name, node);
		return [withRefusal(state, reason, live), []];
	}

	const nodes = new Set(deeds.map(deed => deed.node));
	if (nodes.size <= 1) {
		return doDeeds(state, live, deeds);
	}

	const choices = nodeChoices(state, {nodes: [...nodes], free: 'memory'});
	return opened(state, {
		...{kind: 'chooseModelNodes', what, models: rows.map(modelNameOf), rows: choices},
		...{cursor: 0, marks: []},
	});
}

function memoryDeed(what: 'load' | 'unload', node: NodeName, row: ModelRow): ModelDeed {
	const model = modelNameOf(row);
	return what === 'load'
		? {type: 'load', node, model, keepAlive: undefined}
		: {type: 'unload', node, model};
}

function notThere(what: 'load' | 'unload', model: string, node: NodeName | undefined): string {
	const where = node === undefined ? 'any node' : node;
	return what === 'load'
		? `${model} is on the disk of no node that could load it: ${where} has it in memory, or not at all.`
		: `${model} is not in the memory of ${where}.`;
}

function remove(state: Screened, live: State, rows: readonly ModelRow[]): Reduction {
	const node = nodeOfCell(state);
	const deeds = rows.flatMap(row =>
		copiesOf(row, node).map(
			([name, {installed}]): ModelDeed => ({
				...{type: 'remove', node: name, model: installed.name, digest: installed.digest},
			}),
		),
	);
	if (deeds.length === 0) {
		const where = node === undefined ? 'no node that answers' : `not ${node}`;
		return [withRefusal(state, `${rows[0]?.shelf.name ?? 'It'}: ${where} has it.`, live), []];
	}

	return opened(state, {
		...{kind: 'doModelDeeds', what: 'remove', deeds, lastOf: lastOf(rows, deeds)},
		sizeBytes: rows.length === 1 ? rows[0]?.shelf.model?.sizeBytes : undefined,
	});
}

function deedMeant(state: Screened): readonly AskedDeed[] {
	const asked = deedUnderCursor(state);
	return asked === undefined ? [] : [asked];
}

function goesOn({stage}: AskedDeed): boolean {
	return !isOver(stage);
}

function hasStopped({stage}: AskedDeed): boolean {
	return isUndone(stage);
}

/** Which keys lead to one that is about another model, or another node. */
function elsewhere({models, screen}: State, is: (asked: AskedDeed) => boolean): string {
	const keys = screen?.models.pane === 'transfers' ? 'tab' : 'v, then tab,';
	return models.deeds.some(is) ? `: ${keys} goes to where it is` : '';
}

function stop(state: Screened, live: State, asked: readonly AskedDeed[]): Reduction {
	return asked.length === 0
		? [withRefusal(state, `Nothing is under way here${elsewhere(live, goesOn)}.`, live), []]
		: opened(state, {
				...{kind: 'stopModelDeeds', numbers: asked.map(({number}) => number)},
				deeds: asked.map(({deed}) => deed),
			});
}

/** Ollama keeps what it has fetched: the same deed once more goes on from there. */
function goOn(state: Screened, live: State, asked: readonly AskedDeed[]): Reduction {
	const stopped = asked.filter(hasStopped).map(({deed}) => deed);
	return stopped.length === 0
		? [withRefusal(state, `Nothing has stopped here${elsewhere(live, hasStopped)}.`, live), []]
		: doDeeds(state, live, stopped);
}
