import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine, Tone} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {cleanLines, type Safe, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';
import {activeLook} from './focus-look.ts';
import {placePieces} from './place-pieces.ts';
import {wrapLine} from './wrap-line.ts';
import {wrapWords} from './wrap-words.ts';

/**
 * A line of the transcript, from its text column on. What hangs left of it is told apart from it: the column of the text
 * depends on the screen, and whose cursor is where changes with each key, so that lines are kept without either.
 */
export type ChatLine = {
	readonly left?: Safe;
	readonly pieces: readonly Piece[];
};

export type ChatLook = {readonly columns: number; readonly glyphs: Glyphs};

export const blankChatLine: ChatLine = {pieces: []};

/** Rows of a question that are shown as long as it is folded, and at most of what was typed or thought. */
const mostFoldedRows = 20;
const mostRows = 5000;

type Question = {
	/** Raw. */
	readonly text: string;
	/** What went with it. */
	readonly beside: Safe | undefined;
	readonly isUnfolded: boolean;
	/** It waits, or nobody answered it. */
	readonly isDim: boolean;
};

/** `you  What does %A mean?`, its further lines below its text. */
export function questionLines(question: Question, {columns}: ChatLook): readonly ChatLine[] {
	const {text, beside, isUnfolded, isDim} = question;
	const tone: Tone = isDim ? 'dim' : 'text';
	const most = isUnfolded ? mostRows : mostFoldedRows;
	const {rows, isWhole} = textRows(text.trimEnd(), columns, most);
	const more = isUnfolded ? safe`and more: /export writes all` : safe`and more: enter shows it`;
	return [
		...rows.map((row, index): ChatLine => {
			const pieces = [{text: row, tone}];
			return index === 0 ? {left: you, pieces} : {pieces};
		}),
		...(isWhole ? [] : dimLines(more, {columns})),
		...(beside === undefined ? [] : dimLines(beside, {columns})),
	];
}

const you = safe`you`;

/** As it was written, with no more rows than these: what follows costs nothing. */
export function textRows(
	text: string,
	columns: number,
	most: number = mostRows,
): {readonly rows: readonly Safe[]; readonly isWhole: boolean} {
	const rows: Safe[] = [];
	let start = 0;
	while (start <= text.length && rows.length <= most) {
		const found = text.indexOf('\n', start);
		const end = found === -1 ? text.length : found;
		const [line = safe``] = cleanLines(text.slice(start, end), longestLine);
		rows.push(...wrapLine(line, columns, most + 1 - rows.length));
		start = end + 1;
	}

	return {rows: rows.slice(0, most), isWhole: rows.length <= most};
}

const longestLine = {maxCharacters: 262_144};

/** A sentence beside an answer, broken where it is too long. */
export function dimLines(text: Safe, {columns}: Pick<ChatLook, 'columns'>): readonly ChatLine[] {
	return wrapWords(text, columns).map(line => ({pieces: [{text: line, tone: 'dim'}]}));
}

/** `→ gpu-02 · warm · 61°C`: a sentence that goes on under its words, behind a sign. */
export function signLines(
	{sign, text, tone}: {readonly sign: Piece; readonly text: Safe; readonly tone: Tone},
	{columns}: Pick<ChatLook, 'columns'>,
): readonly ChatLine[] {
	return wrapWords(text, columns - 2).map((line, index) => ({
		pieces: [...(index === 0 ? [sign, {text: safe` `}] : [{text: safe`  `}]), {text: line, tone}],
	}));
}

type Facts = {readonly sign: Piece; readonly facts: readonly Safe[]};

/** `→ gpu-02 · warm · 61°C`: broken between facts, never inside one. */
export function factsLines({sign, facts}: Facts, {columns, glyphs}: ChatLook): readonly ChatLine[] {
	const separator = safe` ${glyphs.apart} `;
	const lines: Safe[] = [];
	for (const fact of facts) {
		const line = lines.at(-1);
		const longer = line === undefined ? fact : safe`${line}${separator}${fact}`;
		if (line !== undefined && widthOf(longer) <= columns - 2) {
			lines[lines.length - 1] = longer;
		} else {
			lines.push(fact);
		}
	}

	return lines.flatMap((text, index) =>
		signLines({sign: index === 0 ? sign : noSign, text, tone: 'dim'}, {columns}),
	);
}

const noSign: Piece = {text: safe` `};

type Thoughts = {
	/** `thought for 1.3 s` */
	readonly text: Safe;
	/** Raw; undefined: they are folded. */
	readonly thoughts: string | undefined;
};

/** `▸ thought for 1.3 s`; unfolded, what was thought stands dim below it. */
export function thoughtLines({text, thoughts}: Thoughts, look: ChatLook): readonly ChatLine[] {
	const {folded, open} = look.glyphs;
	const sign = {text: thoughts === undefined ? folded : open, tone: 'dim'} as const;
	return [
		...signLines({sign, text, tone: 'dim'}, look),
		...(thoughts === undefined
			? []
			: thoughtRows(textRows(thoughts.trim(), look.columns - thoughtIndent).rows)),
	];
}

/** The end of what is thought just now: enough to see that it goes on. */
export function lastThoughts(thinking: string, look: ChatLook): readonly ChatLine[] {
	const end = thinking.slice(-lastThoughtRows * look.columns).trim();
	const {rows} = textRows(end, look.columns - thoughtIndent);
	return thoughtRows(rows.slice(-lastThoughtRows));
}

const thoughtIndent = 2;
const lastThoughtRows = 3;

function thoughtRows(rows: readonly Safe[]): readonly ChatLine[] {
	return rows.map(text => ({
		pieces: placePieces([{column: thoughtIndent, pieces: [{text, tone: 'dim'}]}]),
	}));
}

/** What was not kept to the end, or goes with nothing: the same lines, dim. */
export function asDim(lines: readonly ChatLine[]): readonly ChatLine[] {
	return lines.map(line => ({
		...line,
		pieces: line.pieces.map(piece => ({...piece, tone: 'dim'})),
	}));
}

export type PlacedLook = {
	readonly roleColumn: number;
	readonly textColumn: number;
	/** The keys go to it: its mark is where one is. */
	readonly isUnderCursor: boolean;
	readonly profile: Profile;
};

/** As it is on the screen. */
export function placedLine({left, pieces}: ChatLine, look: PlacedLook): ScreenLine {
	const {roleColumn, textColumn, isUnderCursor, profile} = look;
	const text = {column: textColumn, pieces};
	if (left === undefined) {
		return {pieces: pieces.length === 0 ? [] : placePieces([text])};
	}

	const role: Piece = {text: left, ...(isUnderCursor ? activeLook(profile) : {})};
	return {pieces: placePieces([{column: roleColumn, pieces: [role]}, text])};
}
