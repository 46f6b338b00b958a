import type {ModelDeed, Modelfile} from '../domain/model-deed.ts';
import {sendsFiles} from '../theme/model-deed-text.ts';
import type {Piece} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {sizeWords} from '../theme/size-words.ts';
import {cutMiddle} from '../theme/width.ts';
import {codeLines, type DialogContent, noLine, sentenceLines} from './dialog-lines.ts';
import {cursorNameLook} from './focus-look.ts';
import {button} from './host-key-dialog.ts';
import {modelfileLines} from './modelfile-lines.ts';
import {placePieces, type Spot} from './place-pieces.ts';

type Lines = ReadonlyArray<readonly Piece[]>;

/** A node that can be chosen. The name is raw. */
export type NodeChoiceRow = {
	readonly name: string;
	/** What counts there for it: `812 GiB free`. */
	readonly note: Safe | undefined;
	readonly isChoosable: boolean;
	readonly isMarked: boolean;
	readonly isUnderCursor: boolean;
};

export type NodesDialog = {
	readonly what: 'pull' | 'copy' | 'load' | 'unload' | 'create';
	/** Where it is copied from. The name is raw. */
	readonly source?: {readonly node: string; readonly sizeBytes: number | undefined} | undefined;
	/** By which it is created. */
	readonly modelfile?: Modelfile | undefined;
	readonly models: readonly string[];
	/** Those that are on screen. */
	readonly rows: readonly NodeChoiceRow[];
	readonly count: number;
	readonly markCount: number;
};

const shortName = {maxCharacters: 60};

const titles = {
	pull: safe`Pull`,
	copy: safe`Copy`,
	load: safe`Load`,
	unload: safe`Unload`,
	create: safe`Make`,
};

const keys = {pull: safe`P`, copy: safe`A`, load: safe`A`, unload: safe`A`, create: safe`A`};

const does = {
	pull: safe`pull onto`,
	copy: safe`copy to`,
	load: safe`load on`,
	unload: safe`unload from`,
	create: safe`make it on`,
};

/** Which nodes; nothing is done before the capital is pressed. */
export function modelNodesDialog(dialog: NodesDialog, profile: Profile): DialogContent {
	const {what, models, source, modelfile, rows, count, markCount} = dialog;
	const nodes = safe`${markCount} ${markCount === 1 ? safe`node` : safe`nodes`}`;
	const acts =
		markCount === 0
			? {text: safe`    space marks a node, a all`, tone: 'dim' as const}
			: {text: safe`    ${keys[what]}  ${does[what]} ${nodes}`};
	return {
		title: safe`${titles[what]} ${namesText(models)}: where?`,
		lines: [
			...(count === 0
				? sentenceLines(safe`No node answers that could take it.`)
				: [[{text: safe`${count} nodes answer, ${markCount} marked`, tone: 'dim' as const}]]),
			...(what === 'pull'
				? sentenceLines(
						safe`Each node fetches it from its registry by itself. To fetch it once, pull it onto one and copy it with c.`,
					)
				: []),
			...(source === undefined ? [] : sourceLines(source)),
			...(modelfile === undefined ? [] : modelfileLines(modelfile)),
			noLine,
			...rows.map(row => choiceLine(row, profile)),
			noLine,
			[button(safe`Cancel`), acts],
		],
	};
}

function sourceLines({node, sizeBytes}: NonNullable<NodesDialog['source']>): Lines {
	const size = sizeBytes === undefined ? safe`` : safe`, ${sizeWords(sizeBytes)} for each`;
	return sentenceLines(
		safe`From ${clean(node, shortName)} through this machine${size}; nothing comes from the internet.`,
	);
}

function namesText(names: readonly string[]): Safe {
	const [first = '', ...others] = names;
	return others.length === 0 ? clean(first, shortName) : safe`${names.length} models`;
}

const noteColumn = 34;

function choiceLine(row: NodeChoiceRow, profile: Profile): readonly Piece[] {
	const {glyphs} = profile;
	const name = cutMiddle(clean(row.name, {maxCharacters: 200}), noteColumn - 6, glyphs);
	const look = {
		...(row.isChoosable ? {} : {tone: 'dim' as const}),
		...(row.isUnderCursor ? cursorNameLook(profile) : {}),
	};
	const spots: readonly Spot[] = [
		...(row.isUnderCursor
			? [{column: 0, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
			: []),
		...(row.isMarked ? [{column: 2, pieces: [{text: glyphs.mark, tone: 'accent' as const}]}] : []),
		{column: 4, pieces: [{text: name, ...look}]},
		...(row.note === undefined
			? []
			: [{column: noteColumn, pieces: [{text: row.note, tone: 'dim' as const}]}]),
	];
	return placePieces(spots);
}

export type DeedsDialog = {
	readonly what: 'remove' | 'removeLast' | 'rename' | 'copyName';
	readonly deeds: readonly ModelDeed[];
	readonly lastOf: readonly string[];
	/** What one of them takes on a disk; undefined where several or none are meant. */
	readonly sizeBytes: number | undefined;
};

/** What is about to be done, to which copies, and by which request. */
export function modelDeedsDialog(dialog: DeedsDialog): DialogContent {
	const {what, deeds, lastOf} = dialog;
	return {
		title: titleOf(dialog),
		lines: [
			...copyLines(deeds),
			...(what === 'removeLast' ? lastLines(dialog) : []),
			...(what === 'remove' && lastOf.length > 0
				? sentenceLines(
						safe`No other node that answers has ${lastOf.length === 1 ? namesText(lastOf) : safe`${lastOf.length} of them`}: you are asked once more.`,
					)
				: []),
			noLine,
			[{text: safe`This is asked of the Ollama of each:`}],
			...requestLines(deeds),
			noLine,
			...(what === 'remove'
				? [
						...sentenceLines(
							safe`Only what is there now goes: a copy with another digest by then stays.`,
						),
						noLine,
					]
				: []),
			[button(safe`Cancel`), {text: actText(dialog)}],
		],
	};
}

function titleOf({what, deeds, lastOf}: DeedsDialog): Safe {
	const names = [...new Set(deeds.map(({model}) => model))];
	const nodes = new Set(deeds.map(({node}) => node)).size;
	const where = nodes === 1 ? clean(deeds[0]?.node ?? '', shortName) : safe`${nodes} nodes`;
	switch (what) {
		case 'remove':
			return safe`Delete ${namesText(names)} from ${where}?`;
		case 'removeLast':
			return safe`Delete the last copy of ${namesText(lastOf)}?`;
		case 'rename':
			return safe`Rename ${namesText(names)} on ${where}?`;
		default:
			return safe`Give ${namesText(names)} a second name on ${where}?`;
	}
}

const mostNodes = 4;

function copyLines(deeds: readonly ModelDeed[]): Lines {
	const nodes = [...new Set(deeds.map(({node}) => node))];
	const shown = nodes.slice(0, mostNodes).map(node => clean(node, shortName));
	const more = nodes.length - shown.length;
	const text = joinSafe(shown, safe`, `);
	return sentenceLines(more === 0 ? safe`On ${text}.` : safe`On ${text} and ${more} more nodes.`);
}

function lastLines({sizeBytes}: DeedsDialog): Lines {
	const size = sizeBytes === undefined ? safe`` : safe`, ${sizeWords(sizeBytes)}`;
	return sentenceLines(
		safe`Nothing of it is left in the rack then. What came from a registry can be pulled again${size}; what was made here is gone.`,
	);
}

const mostRequests = 4;

/** The same request goes to several nodes: each is told once, and what does not fit is counted. */
function requestLines(deeds: readonly ModelDeed[]): Lines {
	const all = [...new Set(deeds.flatMap(requestsOf))];
	const shown = all.length > mostRequests ? all.slice(0, mostRequests - 1) : all;
	const more = all.length - shown.length;
	return [
		...shown.flatMap(request => codeLines(request)),
		...(more === 0 ? [] : [[{text: safe`and ${more} more like these`, tone: 'dim' as const}]]),
	];
}

/** As runtime/model-desk.ts asks. https://github.com/ollama/ollama/blob/main/docs/api.md */
export function requestsOf(deed: ModelDeed): readonly Safe[] {
	const body = (fields: object): Safe => clean(JSON.stringify(fields), {maxCharacters: 400});
	switch (deed.type) {
		case 'remove':
			return [safe`DELETE /api/delete ${body({model: deed.model})}`];
		case 'name': {
			const copy = safe`POST /api/copy ${body({source: deed.model, destination: deed.to})}`;
			return deed.isKept ? [copy] : [copy, safe`DELETE /api/delete ${body({model: deed.model})}`];
		}
		default:
			return [safe`POST /api/${clean(deed.type)} ${body({model: deed.model})}`];
	}
}

function actText({what, deeds}: DeedsDialog): Safe {
	switch (what) {
		case 'remove':
			return safe`    D  delete ${deeds.length === 1 ? safe`it` : safe`${deeds.length} copies`}`;
		case 'removeLast':
			return safe`    A  delete the last copy`;
		case 'rename':
			return safe`    A  rename`;
		default:
			return safe`    A  name`;
	}
}

const mostProblems = 8;

export type FaultyModelfile = {
	readonly model: string;
	readonly problems: readonly string[];
	/** Where it was written here, it can be written on. */
	readonly canWriteOn: boolean;
};

/** Nothing was made, and what to do about it. */
export function faultyModelfileDialog(faulty: FaultyModelfile): DialogContent {
	const {model, problems, canWriteOn} = faulty;
	const shown = problems.slice(0, mostProblems);
	const more = problems.length - shown.length;
	return {
		title: safe`${clean(model, shortName)} was not made`,
		lines: [
			...sentenceLines(safe`Its Modelfile cannot be taken as it is:`),
			noLine,
			...shown.flatMap(problem => sentenceLines(clean(problem, {maxCharacters: 300}))),
			...(more === 0 ? [] : [[{text: safe`and ${more} more`, tone: 'dim' as const}]]),
			noLine,
			...(canWriteOn ? [] : [...sentenceLines(safe`Mend it, then :create it again.`), noLine]),
			canWriteOn ? [button(safe`Cancel`), {text: safe`    A  write on`}] : [button(safe`Close`)],
		],
	};
}

/** What is stopped can go on later. */
export function stopDeedsDialog(deeds: readonly ModelDeed[]): DialogContent {
	const count = deeds.length;
	const shown = deeds.slice(0, mostNodes);
	const more = count - shown.length;
	return {
		title: count === 1 ? safe`Stop it?` : safe`Stop ${count} of them?`,
		lines: [
			...shown.map(deed => [
				{text: safe`${clean(deed.model, shortName)} on ${clean(deed.node, shortName)}`},
			]),
			...(more <= 0 ? [] : [[{text: safe`and ${more} more`, tone: 'dim' as const}]]),
			noLine,
			...sentenceLines(
				deeds.some(sendsFiles)
					? safe`What was sent of a file does not stay: r sends it again.`
					: safe`What was fetched stays on the node: r goes on from there.`,
			),
			noLine,
			[button(safe`Cancel`), {text: safe`    C  stop ${count === 1 ? safe`it` : safe`them`}`}],
		],
	};
}
