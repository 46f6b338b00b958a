import type {Piece} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, safe} from '../theme/safe.ts';
import {cutMiddle} from '../theme/width.ts';
import {type DialogContent, noLine, sentenceLines} from './dialog-lines.ts';
import {cursorNameLook} from './focus-look.ts';
import {button} from './host-key-dialog.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {keysLine} from './secret-dialog.ts';

/** A host of ~/.ssh/config, raw. */
export type HostRow = {
	readonly alias: string;
	readonly obstacle: 'configured' | 'unnameable' | undefined;
	readonly isMarked: boolean;
	readonly isUnderCursor: boolean;
};

export type HostsDialog = {
	/** Those that are on screen; undefined while they are looked for. */
	readonly rows: readonly HostRow[] | undefined;
	readonly count: number;
	readonly markCount: number;
};

/** Which hosts become nodes. */
export function addHostsDialog(
	{rows, count, markCount}: HostsDialog,
	profile: Profile,
): DialogContent {
	const title = safe`Add nodes`;
	if (rows === undefined) {
		return {title, lines: [[{text: safe`reading ~/.ssh/config`}], noLine, [button(safe`Close`)]]};
	}

	if (rows.length === 0) {
		return {
			title,
			lines: [
				[{text: safe`No Host in ~/.ssh/config.`}],
				noLine,
				...sentenceLines(
					safe`Write one there, two lines: Host pi-1, and HostName 192.168.1.11 under it. Or name a node in config.yaml: clusterdeck nodes add pi-1 --host 192.168.1.11`,
				),
				noLine,
				[button(safe`Close`)],
			],
		};
	}

	const hosts = count === 1 ? safe`1 host` : safe`${count} hosts`;
	const canAddThis = rows.some(row => row.isUnderCursor && row.obstacle === undefined);
	const marked = markCount === 0 ? safe`` : safe`, ${markCount} marked`;
	return {
		title,
		lines: [
			[{text: safe`~/.ssh/config: ${hosts}${marked}`, tone: 'dim'}],
			noLine,
			...rows.map(row => hostLine(row, profile)),
			noLine,
			keysLine([
				[safe`space`, safe`marks`],
				...(markCount > 0
					? ([[safe`enter`, safe`adds the marked`]] as const)
					: canAddThis
						? ([[safe`enter`, safe`adds this one`]] as const)
						: []),
				[safe`esc`, safe`leaves`],
			]),
		],
	};
}

const nameColumn = 4;
const noteColumn = 40;

function hostLine(row: HostRow, profile: Profile): readonly Piece[] {
	const {glyphs} = profile;
	const {isUnderCursor, isMarked, obstacle} = row;
	const name = cutMiddle(clean(row.alias, {maxCharacters: 200}), noteColumn - 6, glyphs);
	const look = {
		...(obstacle === undefined ? {} : {tone: 'dim' as const}),
		...(isUnderCursor ? cursorNameLook(profile) : {}),
	};
	const spots: readonly Spot[] = [
		...(isUnderCursor
			? [{column: 0, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
			: []),
		...(isMarked ? [{column: 2, pieces: [{text: glyphs.mark}]}] : []),
		{column: nameColumn, pieces: [{text: name, ...look}]},
		...(obstacle === undefined ? [] : [{column: noteColumn, pieces: [notePiece(obstacle)]}]),
	];
	return placePieces(spots);
}

function notePiece(obstacle: NonNullable<HostRow['obstacle']>): Piece {
	const text = obstacle === 'configured' ? safe`is a node already` : safe`no node can be named so`;
	return {text, tone: 'dim'};
}
