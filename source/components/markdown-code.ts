import type {CodeBlock} from '../domain/markdown.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {CodeRun} from '../theme/highlight.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';
import {cutPieces, endingAt, piecesWidth, placePieces} from './place-pieces.ts';
import {breakPieces} from './wrap-pieces.ts';

export type CodeLook = {
	readonly columns: number;
	readonly glyphs: Glyphs;
	/** Lines that are too long: 'wrap' goes on in the next line behind a mark, so that nothing is lost. */
	readonly longLines?: 'wrap' | 'cut';
	/** Undefined: there is none yet, or it does not know the language. Give the same function while it says the same. */
	readonly highlight?:
		| ((code: string, language: string) => readonly CodeRun[] | undefined)
		| undefined;
};

const uncut = {maxCharacters: Number.POSITIVE_INFINITY};

/** `│ #!/bin/bash            bash`: an edge, the code, its language at the right of the first line that has room. */
export function codeLines(block: CodeBlock, look: CodeLook): ReadonlyArray<readonly Piece[]> {
	const {columns, glyphs} = look;
	const edge: readonly Piece[] = [{text: safe`${glyphs.codeEdge} `, tone: 'dim'}];
	const room = Math.max(1, columns - 2);
	const rows = linesOfRuns(runsOf(block, look)).flatMap(line => codeRows(line, room, look));
	const language = block.isContinued ? '' : clean(block.language ?? '', {maxCharacters: 24});
	return rows.map((row, index) => {
		const pieces = [...edge, ...row];
		const hasRoom = piecesWidth(pieces) + 2 + widthOf(clean(language)) <= columns;
		return index === 0 && language !== '' && hasRoom
			? placePieces([
					{column: 0, pieces},
					endingAt(columns, [{text: clean(language), tone: 'dim'}]),
				])
			: pieces;
	});
}

function runsOf({language, text}: CodeBlock, {highlight}: CodeLook): readonly CodeRun[] {
	const runs = language === undefined ? undefined : highlight?.(text, language);
	return runs ?? [{text, weight: 'text'}];
}

function codeRows(
	line: readonly Piece[],
	room: number,
	{longLines = 'wrap', glyphs}: CodeLook,
): ReadonlyArray<readonly Piece[]> {
	if (piecesWidth(line) <= room) {
		return [line];
	}

	if (longLines === 'cut' || room < 4) {
		return [cutPieces(line, room, glyphs)];
	}

	const mark: Piece = {text: glyphs.cut, tone: 'dim'};
	return breakPieces(line, room - 1).map((row, index) => (index === 0 ? row : [mark, ...row]));
}

function linesOfRuns(runs: readonly CodeRun[]): ReadonlyArray<readonly Piece[]> {
	const lines: Piece[][] = [[]];
	for (const {text, weight} of runs) {
		for (const [index, part] of text.split('\n').entries()) {
			if (index > 0) {
				lines.push([]);
			}

			if (part !== '') {
				lines.at(-1)?.push({text: clean(part.replaceAll('\t', '    '), uncut), ...looks[weight]});
			}
		}
	}

	return lines;
}

const looks: Readonly<Record<CodeRun['weight'], Pick<Piece, 'tone' | 'isStrong'>>> = {
	text: {},
	keyword: {isStrong: true},
	comment: {tone: 'dim'},
};
