import type {ProcessFigures} from '../domain/process.ts';
import {sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {shareText} from '../theme/number-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, cutMiddle, padEnd, padStart} from '../theme/width.ts';
import {type DetailHead, detailHead, textLine, textWidth} from './detail-head.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

/** The top processes of a node. */
export type ProcessPicture = {
	readonly head: DetailHead;
	/** The busiest first; undefined: none are known yet. */
	readonly top: readonly ProcessFigures[] | undefined;
	/** Why there is nothing newer, or not yet anything; undefined: there is. */
	readonly note: Safe | undefined;
};

const columnAt = {pid: 5, user: 14, cpu: 24, memory: 31, state: 41, command: 50};
const widthOf = {pid: 7, user: 8, cpu: 5, memory: 8, state: 7};

/** The hairline, the heads and a line for each process. */
export function processLines(
	{head, top, note}: ProcessPicture,
	columns: number,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const notes = note === undefined ? [] : wrapWords(note, textWidth(columns)).map(textLine);
	return [
		detailHead(head, columns, glyphs),
		...notes,
		...(top === undefined
			? []
			: [headLine(), ...top.map(process => processLine(process, columns, glyphs))]),
	];
}

function headLine(): ScreenLine {
	const head = (column: number, text: Safe): Spot => ({column, pieces: [{text, tone: 'dim'}]});
	return {
		pieces: placePieces([
			head(columnAt.pid, padStart(safe`PID`, widthOf.pid)),
			head(columnAt.user, safe`USER`),
			head(columnAt.cpu, padStart(safe`CPU`, widthOf.cpu)),
			head(columnAt.memory, padStart(safe`MEM`, widthOf.memory)),
			head(columnAt.state, safe`STATE`),
			head(columnAt.command, safe`COMMAND`),
		]),
	};
}

function processLine(process: ProcessFigures, columns: number, glyphs: Glyphs): ScreenLine {
	const {pid, user, cpuFraction, residentBytes, state, command} = process;
	const cell = (column: number, piece: Piece): Spot => ({column, pieces: [piece]});
	const owner = user === undefined ? glyphs.absent : clean(user, {maxCharacters: 100});
	const memory = residentBytes === 0 ? undefined : residentBytes;
	return {
		pieces: placePieces([
			cell(columnAt.pid, {text: padStart(safe`${pid}`, widthOf.pid)}),
			cell(columnAt.user, {text: padEnd(cutMiddle(owner, widthOf.user, glyphs), widthOf.user)}),
			cell(columnAt.cpu, cpuPiece(cpuFraction, glyphs)),
			cell(columnAt.memory, {text: sizeColumn(memory, glyphs)}),
			cell(columnAt.state, {text: stateText(state), tone: 'dim'}),
			cell(columnAt.command, {
				text: cutEnd(clean(command, {maxCharacters: 200}), columns - 1 - columnAt.command, glyphs),
			}),
		]),
	};
}

/** Of one core: `250%` uses two and a half. */
function cpuPiece(fraction: number | undefined, {absent}: Glyphs): Piece {
	return fraction === undefined
		? {text: padStart(absent, widthOf.cpu), tone: 'dim'}
		: {text: padStart(clean(shareText(fraction)), widthOf.cpu)};
}

/** The letters of proc_pid_stat(5). */
const stateWords: Readonly<Record<string, Safe>> = {
	R: safe`runs`,
	S: safe`sleeps`,
	// Not to be interrupted: as a rule it waits for a disk.
	D: safe`disk`,
	Z: safe`zombie`,
	T: safe`stopped`,
	t: safe`traced`,
	I: safe`idle`,
	X: safe`dead`,
};

function stateText(letter: string): Safe {
	return Object.hasOwn(stateWords, letter)
		? (stateWords[letter] ?? clean(letter))
		: clean(letter, {maxCharacters: widthOf.state});
}
