import {plainLine} from '../components/plain-lines.ts';
import {plainRow} from '../components/plain-row.ts';
import {shownModels, modelUnderCursor, type ModelRow} from '../store/model-rows.ts';
import {deedUnderCursor, nodeOfCell} from '../store/models-cursor.ts';
import {modelsTold} from '../store/models-told.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {transfersOf} from '../store/model-deeds.ts';
import {modelDetailOf} from './model-detail.ts';
import {type ModelsPicture, modelTableLines, unknownModelLines} from './models-table.ts';

type Place = {
	readonly key: string;
	readonly lines: readonly Safe[];
	readonly cursor: {readonly key: string; readonly text: Safe} | undefined;
};

/** Where it is told in words, as a narrow terminal does. */
const listColumns = 99;
const detailSize = {columns: 99, rows: 400, isAiry: false};

/** The models as they are read aloud: the row of the cursor, its detail, what is being done, or what is wrong. */
export function modelsPlace(world: ModelsPicture): Place {
	const {state, screen} = world;
	const told = modelsTold(state);
	const deeds = transfersOf(state);
	if (told.kind !== 'told' && deeds.length === 0) {
		const lines = words(unknownModelLines(world, told));
		return {key: `models ${told.kind}`, lines, cursor: undefined};
	}

	const under = modelUnderCursor(state);
	const {isOpen, pane, focus} = screen.models;
	if (pane === 'transfers' && (isOpen || focus === 'detail')) {
		const stages = deeds.map(({number, stage}) => `${number} ${stage.state}`).join(' ');
		const key = `transfers ${deedUnderCursor(state)?.number ?? ''} ${stages}`;
		return {key, lines: detailLines(under, world), cursor: undefined};
	}

	if (isOpen && under !== undefined) {
		return {key: `model ${under.key}`, lines: detailLines(under, world), cursor: undefined};
	}

	return listPlace(under, world);
}

function listPlace(under: ModelRow | undefined, world: ModelsPicture): Place {
	const {state, screen} = world;
	const {filter, marks} = screen.models;
	const shown = shownModels(state);
	const place = under === undefined ? -1 : shown.indexOf(under);
	const picture = {...world, screen: {...screen, size: {...screen.size, columns: listColumns}}};
	const table = modelTableLines(picture, {row: Math.max(0, place), node: 0}, 1);
	const text = rowText(table, world);
	const node = nodeOfCell(state);
	const cell = node === undefined ? safe`` : safe` On ${clean(node, {maxCharacters: 100})}.`;
	return {
		key: `models ${filter} ${shown.length === 0}`,
		lines: [
			filter === '' ? safe`Models.` : safe`${shown.length} match ${clean(filter)}.`,
			...(under === undefined ? [text] : []),
		],
		cursor: under && {
			key: `${under.key} ${node ?? ''} ${marks.includes(under.key)}`,
			text: safe`${place + 1} of ${shown.length}. ${text}.${cell}`,
		},
	};
}

function rowText([head, row]: readonly ScreenLine[], {profile}: ModelsPicture): Safe {
	return head === undefined || row === undefined
		? safe``
		: plainRow(
				head,
				{pieces: row.pieces.slice(1)},
				{absent: profile.glyphs.absent, obvious: ['NODES']},
			);
}

function detailLines(under: ModelRow | undefined, world: ModelsPicture): readonly Safe[] {
	const models = {...world.screen.models, isOpen: true, detailScroll: 0};
	const screen = {...world.screen, models};
	return words(modelDetailOf(under, {...world, screen}, detailSize).lines);
}

function words(lines: readonly ScreenLine[]): readonly Safe[] {
	return lines.map(plainLine).filter(text => text !== '');
}
