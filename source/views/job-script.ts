import {textLine, textWidth} from '../components/detail-head.ts';
import {placePieces} from '../components/place-pieces.ts';
import {wrapWords} from '../components/wrap-words.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {JobEntry} from '../store/job-row.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {scriptFailureText} from '../theme/job-refusal-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, safe} from '../theme/safe.ts';
import {cutEnd, padStart} from '../theme/width.ts';
import {headOf, type JobDetailWorld, type JobPaneSize, openOf} from './job-pane.ts';
import type {PaneContent} from './scrolled-pane.ts';

const numberWidth = 4;
const codeColumn = 7;
const mostLines = 5000;
const spacesForTab = '    ';

/** The script alone, or why it is not there. */
export function scriptPane(
	row: JobEntry,
	world: JobDetailWorld,
	{columns}: JobPaneSize,
): PaneContent {
	const {glyphs} = world.profile;
	const script = openOf(world.state, row)?.script;
	const value = script === undefined ? undefined : loadedValue(script);
	const lines =
		value !== undefined
			? scriptLines(value, {columns, glyphs})
			: script?.state === 'failed'
				? wrapWords(scriptFailureText(script.failure, row.ref), textWidth(columns)).map(textLine)
				: [textLine(safe`asking the cluster`)];
	return {head: headOf(row, world, [{text: safe`script`, place: 0}]), lines};
}

/** The script that it was submitted with, its lines counted; what it asks for stands out. */
export function scriptLines(
	script: string,
	{columns, glyphs}: {readonly columns: number; readonly glyphs: Glyphs},
): readonly ScreenLine[] {
	const lines = script.replace(/\n$/, '').split('\n').slice(0, mostLines);
	return lines.map((line, index) => {
		const text = clean(line.slice(0, 8 * columns).replaceAll('\t', spacesForTab));
		const isAsked = /^#SBATCH\s/.test(line);
		const isComment = !isAsked && /^\s*#/.test(line);
		return {
			pieces: placePieces([
				{column: 1, pieces: [{text: padStart(safe`${index + 1}`, numberWidth), tone: 'dim'}]},
				{
					column: codeColumn,
					pieces: [
						{
							text: cutEnd(text, columns - 1 - codeColumn, glyphs),
							...(isAsked ? {isStrong: true} : {}),
							...(isComment ? {tone: 'dim' as const} : {}),
						},
					],
				},
			]),
		};
	});
}
