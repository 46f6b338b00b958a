import type {JobColumn} from '../domain/screen.ts';
import type {Piece} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {type DialogContent, noLine} from './dialog-lines.ts';
import {cursorNameLook} from './focus-look.ts';
import {jobColumns} from './job-columns.ts';
import {placePieces} from './place-pieces.ts';
import {keysLine} from './secret-dialog.ts';

export type ColumnChoice = {
	/** All that there are, in their order. */
	readonly columns: readonly JobColumn[];
	readonly chosen: readonly JobColumn[];
	readonly cursor: number;
	/** It is there the next time. */
	readonly isKept: boolean;
};

/** Which columns the table of jobs has, and for which of them there is no room. */
export function jobColumnsDialog(
	{columns, chosen, cursor, isKept}: ColumnChoice,
	screenColumns: number,
	profile: Profile,
): DialogContent {
	const placed = new Set<string>(jobColumns(screenColumns, chosen).values.map(({name}) => name));
	return {
		title: safe`Columns of the jobs`,
		lines: [
			[
				{
					text: safe`beside id, name, state, time and where; ${isKept ? safe`kept` : safe`kept until you quit`}`,
					tone: 'dim',
				},
			],
			noLine,
			...columns.map((column, index) =>
				columnLine(
					column,
					{
						isUnderCursor: index === cursor,
						isChosen: chosen.includes(column),
						hasRoom: placed.has(column),
					},
					profile,
				),
			),
			noLine,
			keysLine([
				[safe`space`, safe`shows or hides`],
				[safe`enter`, safe`takes these`],
				[safe`esc`, safe`leaves`],
			]),
		],
	};
}

type ColumnLook = {
	readonly isUnderCursor: boolean;
	readonly isChosen: boolean;
	readonly hasRoom: boolean;
};

function columnLine(
	column: JobColumn,
	{isUnderCursor, isChosen, hasRoom}: ColumnLook,
	profile: Profile,
): readonly Piece[] {
	const {glyphs} = profile;
	const look = isUnderCursor ? cursorNameLook(profile) : {};
	return placePieces([
		...(isUnderCursor
			? [{column: 0, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
			: []),
		...(isChosen ? [{column: 2, pieces: [{text: glyphs.check}]}] : []),
		{column: 4, pieces: [{text: words[column], ...look}]},
		...(isChosen && !hasRoom
			? [{column: 26, pieces: [{text: safe`no room at this width`, tone: 'dim' as const}]}]
			: []),
	]);
}

const words: Readonly<Record<JobColumn, Safe>> = {
	user: safe`user`,
	account: safe`account`,
	partition: safe`partition`,
	qos: safe`quality of service`,
	limit: safe`time limit`,
	nodes: safe`number of nodes`,
	cpus: safe`cpus`,
	gpus: safe`gpus`,
	memory: safe`memory`,
	priority: safe`priority`,
	submitted: safe`when submitted`,
};
