import {textLine} from '../components/detail-head.ts';
import type {ModelCell} from '../components/model-cell.ts';
import {type ModelRowPicture, modelRowLine, modelsHead} from '../components/model-row.ts';
import type {ModelPlaces} from '../components/models-layout.ts';
import {freeLines, legendLine} from '../components/model-top-lines.ts';
import {headWithRowsOut} from '../components/rows-out.ts';
import {spinnerAt} from '../components/spinner.ts';
import {wrapWords} from '../components/wrap-words.ts';
import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import {cellOf} from '../store/model-cells.ts';
import {
	columnNodes,
	lastTold,
	type ModelRow,
	modelUnderCursor,
	shownModels,
} from '../store/model-rows.ts';
import {nodeOfCell} from '../store/models-cursor.ts';
import {type ModelsTold, rowSign, silentNodes} from '../store/models-told.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {shownModelOf} from '../store/shown-model.ts';
import type {State} from '../store/state.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {ollamaFailureText} from '../theme/ollama-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
import {modelPlaces, modelsFrame, type ModelsTops} from './models-frame.ts';

export type ModelsPicture = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
};

/** What is free on the nodes that are on screen; a list has no such lines. */
export function modelTopLines(picture: ModelsPicture, tops: ModelsTops): readonly ScreenLine[] {
	const {state, screen, profile} = picture;
	const places = modelPlaces(state, screen);
	if (places.nodes.count === 0) {
		return [];
	}

	const all = columnNodes(state);
	const shown = all.slice(tops.node, tops.node + places.nodes.count);
	const right = Math.max(0, all.length - tops.node - places.nodes.count);
	const {tableRows} = modelsFrame(state, screen);
	const rows = rowsOutOf(shownModels(state), {top: tops.row, rows: tableRows});
	const out = {nodes: {left: tops.node, right}, rows};
	return freeLines(shown.map(freeOn), out, {places, glyphs: profile.glyphs});
}

function rowsOutOf(all: readonly ModelRow[], {top, rows}: VisibleRows) {
	return {above: top, below: Math.max(0, all.length - top - rows)};
}

type VisibleRows = {readonly top: number; readonly rows: number};

/** What is told before a node fell silent is not told of it any more. */
function freeOn({vramFreeBytes, memoryAvailableBytes, diskFreeBytes, service}: ShelfNode) {
	return service.state === 'unreachable'
		? {memoryBytes: undefined, diskBytes: undefined}
		: {memoryBytes: vramFreeBytes ?? memoryAvailableBytes, diskBytes: diskFreeBytes};
}

/** The heads, which tell how many rows have no room, and those that have. */
export function modelTableLines(
	picture: ModelsPicture,
	tops: ModelsTops,
	rows: number,
): readonly ScreenLine[] {
	const {state, screen, profile} = picture;
	const {glyphs} = profile;
	const {columns} = screen.size;
	const places = modelPlaces(state, screen);
	const nodes = columnNodes(state).slice(tops.node, tops.node + places.nodes.count);
	const cell = nodeOfCell(state);
	const heads = nodes.map(({name, service}) => ({
		...{name, isSilent: service.state !== 'serving', isUnderCursor: name === cell},
	}));
	const head = modelsHead(heads, {places, sort: screen.models.sort, glyphs});
	const all = shownModels(state);
	const shown = all.slice(tops.row, tops.row + rows);
	const out = rowsOutOf(all, {top: tops.row, rows});
	const under = modelUnderCursor(state);
	return [
		// Over the cells of nodes there is no room for it: it stands over them.
		places.nodes.count > 0 ? head : headWithRowsOut(head, out, {columns, glyphs}),
		...(shown.length === 0
			? [emptyLine(picture)]
			: shown.map(row =>
					modelRowLine(rowPicture(row, {...picture, nodes, places, under}), places, profile),
				)),
	];
}

type Sight = ModelsPicture & {
	readonly nodes: readonly ShelfNode[];
	readonly places: ModelPlaces;
	readonly under: ModelRow | undefined;
};

function rowPicture(row: ModelRow, sight: Sight): ModelRowPicture {
	const {state, screen, profile, nodes, places, under} = sight;
	const {shelf, key, isGone} = row;
	const {model, have, wanted} = shelf;
	const cell = nodeOfCell(state);
	const loaded = [...shelf.copies.values()].filter(copy => copy.loaded !== undefined).length;
	return {
		name: model?.name ?? shelf.name,
		sign: signPiece(row, state, profile.glyphs),
		sizeBytes: model?.sizeBytes,
		quantization: model?.quantization,
		parameterSize: model?.parameterSize,
		contextTokens: loadedValue(shownModelOf(state, row))?.contextTokens ?? model?.contextTokens,
		...(screen.models.sort === 'loaded' ? {have: loaded, wanted: undefined} : {have, wanted}),
		cells: nodes.map(node => cellOnNode(row, node, state)),
		cursorCell: cell === undefined ? undefined : nodes.findIndex(({name}) => name === cell),
		where: nodes.length === 0 ? whereIn(row, profile.glyphs, places.nodes.width) : [],
		isUnderCursor: row === under,
		isMarked: screen.models.marks.includes(key),
		isGone,
	};
}

export function cellOnNode(row: ModelRow, {name}: ShelfNode, state: State): ModelCell {
	return cellOf(row, name, lastTold(state, name));
}

function signPiece(row: ModelRow, {clock}: State, glyphs: Glyphs): Piece | undefined {
	switch (rowSign(row)) {
		case 'busy':
			return {text: spinnerAt(clock.atMs, glyphs)};
		case 'warning':
			return {text: glyphs.warning, tone: 'warning'};
		default:
			return undefined;
	}
}

/** Nodes are named where there is room for all of them, and counted else. */
function whereIn(row: ModelRow, glyphs: Glyphs, columns: number): readonly Safe[] {
	const named = whereParts(row, glyphs, mostNames);
	const isFitting = widthOf(joinSafe(named, safe` ${glyphs.apart} `)) <= columns;
	return isFitting ? named : whereParts(row, glyphs, 1);
}

const mostNames = 3;

/** Where it is, in a list: what is under way, where it is in memory, where it differs, and on which disks. */
function whereParts({shelf, deeds}: ModelRow, glyphs: Glyphs, mostNamed: number): readonly Safe[] {
	const {model: signs, cross} = glyphs;
	const copies = [...shelf.copies];
	const named = (sign: Safe, nodes: readonly NodeName[]): readonly Safe[] => {
		if (nodes.length === 0) {
			return [];
		}

		const shown = nodes.slice(0, mostNamed).map(node => clean(node, {maxCharacters: 40}));
		return nodes.length > mostNamed
			? [safe`${sign} ${nodes.length} nodes`]
			: [safe`${sign} ${joinSafe(shown, safe`, `)}`];
	};
	const going = [...deeds].filter(
		([, {stage}]) => stage.state === 'working' || stage.state === 'queued',
	);
	const failed = [...deeds].filter(([, {stage}]) => stage.state === 'failed');
	const where = (is: (copy: (typeof copies)[number][1]) => boolean): readonly NodeName[] =>
		copies.filter(([, copy]) => is(copy)).map(([node]) => node);
	return [
		...(going.length === 0 ? [] : [safe`${going.length} under way`]),
		...(failed.length === 0 ? [] : [safe`${cross} ${failed.length} failed`]),
		...named(
			signs.differs,
			where(({isOther}) => isOther),
		),
		...named(
			signs.loaded,
			where(({loaded, isOther}) => loaded !== undefined && !isOther),
		),
		...named(
			signs.onDisk,
			where(({loaded, isOther}) => loaded === undefined && !isOther),
		),
	];
}

export function modelLegendLine({state, screen, profile}: ModelsPicture): ScreenLine {
	return legendLine(silentNodes(state), screen.size.columns, profile.glyphs);
}

/** Why there is no row. */
function emptyLine({screen, profile}: ModelsPicture): ScreenLine {
	const {filter} = screen.models;
	if (filter !== '') {
		const typed = clean(filter, {maxCharacters: 40});
		const text = safe`Nothing matches "${typed}". esc clears the filter.`;
		return textLine(cutEnd(text, screen.size.columns - 6, profile.glyphs));
	}

	return textLine(safe`No model yet. P pulls one, for example qwen3:4b.`);
}

const mostFailures = 8;

/** In place of all, where no node has told of a model. */
export function unknownModelLines(
	{screen}: ModelsPicture,
	told: Exclude<ModelsTold, {kind: 'told'}>,
): readonly ScreenLine[] {
	const width = Math.min(84, screen.size.columns - 6);
	const lines = (text: Safe): readonly ScreenLine[] => wrapWords(text, width).map(textLine);
	switch (told.kind) {
		case 'noOllama':
			return lines(
				safe`No node may have an Ollama: each is disabled, or has ollama: false in config.yaml.`,
			);
		case 'asking':
			return lines(told.nodes === 1 ? safe`asking 1 node` : safe`asking ${told.nodes} nodes`);
		default: {
			const shown = told.failures.slice(0, mostFailures);
			const more = told.failures.length - shown.length;
			return [
				...shown.flatMap(({node, failure}) =>
					lines(
						failure.where.startsWith(node)
							? clean(ollamaFailureText(failure))
							: safe`${clean(node)}: ${clean(ollamaFailureText(failure))}`,
					),
				),
				...(more === 0 ? [] : lines(safe`and ${more} more nodes that do not answer`)),
			];
		}
	}
}
