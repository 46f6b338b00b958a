import {detailTitle, textLine} from '../components/detail-head.ts';
import type {HairlineFact} from '../components/hairline.ts';
import {modelNodeLines, modelNodesHead} from '../components/model-node-lines.ts';
import type {JobDetailSize} from './job-pane.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import type {ShownModel} from '../domain/ollama.ts';
import {fitOn, neededBytes} from '../store/model-facts.ts';
import {modelNodes, type ModelRow} from '../store/model-rows.ts';
import {nodeOfCell} from '../store/models-cursor.ts';
import {shownModelOf} from '../store/shown-model.ts';
import type {State} from '../store/state.ts';
import {copyText, type FitWords, modelFitText} from '../theme/model-fit-text.ts';
import {sizeText} from '../theme/number-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {licenceText} from '../theme/licence-text.ts';
import {ollamaFailureParts} from '../theme/ollama-text.ts';
import {modelFactLines, modelTextLines} from './model-facts.ts';
import {cellOnNode, type ModelsPicture} from './models-table.ts';
import {type PanePicture, scrolledPane} from './scrolled-pane.ts';
import {transfersPane} from './transfers-pane.ts';

/** The pane under the table of models, or the whole body. */
export function modelDetailOf(
	row: ModelRow | undefined,
	picture: ModelsPicture,
	size: JobDetailSize,
): PanePicture {
	const {isOpen, focus, pane, detailScroll} = picture.screen.models;
	const isWhole = isOpen || focus === 'detail';
	if (pane === 'transfers') {
		return transfersPane(picture, {...size, isWhole});
	}

	if (row === undefined) {
		return {lines: [], lastScroll: 0};
	}

	const place = {...size, isWhole, scroll: detailScroll};
	return scrolledPane(factsPane(row, picture, place), place, picture.profile);
}

type PanePlace = JobDetailSize & {readonly isWhole: boolean; readonly scroll: number};

/** Nodes that have it come first; where they are many what is known of the model itself stands above them. */
const mostNodesFirst = 12;

function factsPane(row: ModelRow, picture: ModelsPicture, place: PanePlace) {
	const {state, profile} = picture;
	const {glyphs} = profile;
	const shown = loadedValue(shownModelOf(state, row));
	const name = row.shelf.model?.name ?? row.shelf.name;
	const head = detailTitle({name, facts: headFacts(row, shown)}, glyphs);
	if (row.isGone) {
		return {head, lines: [textLine(safe`No node that answers has it any more.`)]};
	}

	const gap: readonly ScreenLine[] = place.isAiry || place.isWhole ? [{pieces: []}] : [];
	const nodes = orderedNodes(row, modelNodes(state));
	const facts = modelFactLines(row, picture, place.columns);
	const texts = place.isWhole ? modelTextLines(shownModelOf(state, row), place.columns) : [];
	const isFirst = nodes.length <= mostNodesFirst;
	const above = isFirst ? gap : [...gap, ...facts, ...gap];
	const table = nodeLines(row, nodes, {picture, place, above: above.length});
	return {
		head,
		lines: [...above, ...table, ...(isFirst ? [...gap, ...facts] : []), ...gap, ...texts],
	};
}

function orderedNodes({shelf, deeds}: ModelRow, nodes: readonly ShelfNode[]) {
	const has = ({name}: ShelfNode): boolean => shelf.copies.has(name) || deeds.has(name);
	const isSilent = ({service}: ShelfNode): boolean => service.state !== 'serving';
	const others = nodes.filter(node => !has(node));
	return [
		...nodes.filter(has),
		...others.filter(node => !isSilent(node)),
		...others.filter(isSilent),
	];
}

type NodesSight = {
	readonly picture: ModelsPicture;
	readonly place: PanePlace;
	/** Lines over the table. */
	readonly above: number;
};

/** Only those that can be seen are composed: of hundreds of nodes a few. */
function nodeLines(
	row: ModelRow,
	nodes: readonly ShelfNode[],
	{picture, place, above}: NodesSight,
): readonly ScreenLine[] {
	const {state, screen, profile} = picture;
	const {columns, rows, scroll} = place;
	const {glyphs} = profile;
	const {contextTokens} = screen.models;
	const head = modelNodesHead(contextTokens, neededBytes(state, row), {columns, glyphs});
	const cell = nodeOfCell(state);
	const first = Math.max(0, scroll - above - rows);
	const last = scroll + 2 * rows;
	return [
		head,
		...nodes.flatMap((node, index) =>
			index < first || index > last
				? [nothing]
				: modelNodeLines(
						{
							...{name: node.name, cell: cellOnNode(row, node, state)},
							now: nowText(row, node, columns),
							silent: silentParts(node),
							fit: fitTextOn(state, row, {
								node,
								words: {apart: glyphs.apart, isShort: columns < 100},
							}),
							isUnderCursor: node.name === cell,
							isWhole: place.isWhole,
						},
						columns,
						glyphs,
					),
		),
	];
}

const nothing: ScreenLine = {pieces: []};

/** A number is never cut: a narrow pane has none. */
function nowText({shelf}: ModelRow, {name}: ShelfNode, columns: number): Safe {
	const copy = shelf.copies.get(name);
	if (copy === undefined) {
		return safe``;
	}

	const short = copy.isOther
		? safe`another one`
		: copy.loaded === undefined
			? safe`on disk`
			: safe`loaded`;
	return columns < 100 ? short : copyText(copy);
}

type FitPlace = {readonly node: ShelfNode; readonly words: Omit<FitWords, 'nowWallMs'>};

function fitTextOn(state: State, row: ModelRow, {node, words}: FitPlace): Safe {
	const fit = fitOn(state, row, node);
	return fit === undefined
		? safe`unknown: no node has it to tell its size`
		: modelFitText(fit, {nowWallMs: state.clock.wallMs, ...words});
}

/** Why a node tells nothing. */
function silentParts({name, service}: ShelfNode): readonly Safe[] | undefined {
	if (service.state === 'serving') {
		return undefined;
	}

	if (service.failure === undefined) {
		return [safe`asking`];
	}

	return ollamaFailureParts(service.failure, name);
}

/** `qwen3 · 4.0B · Q4_K_M · 2.33 GiB · context 40,960 · tools, thinking · Apache-2.0` */
function headFacts(
	{shelf: {model}}: ModelRow,
	shown: ShownModel | undefined,
): readonly HairlineFact[] {
	const context = shown?.contextTokens ?? model?.contextTokens;
	const can = shown?.capabilities ?? model?.capabilities;
	const texts: ReadonlyArray<string | undefined> = [
		model?.family,
		model?.parameterSize,
		model?.quantization,
		model && sizeText(model.sizeBytes),
		context === undefined ? undefined : `context ${context.toLocaleString('en')}`,
		can?.filter(word => word !== 'completion').join(', '),
		shown?.license === undefined ? undefined : licenceText(shown.license),
	];
	return texts.flatMap((text, place) =>
		text === undefined || text === '' ? [] : [{text: clean(text, {maxCharacters: 80}), place}],
	);
}
