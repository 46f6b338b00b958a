import type {IBufferCell, Terminal} from '@xterm/headless';
import {shapeOf} from './glyph-shapes.ts';

/** Pixels of one cell, and the blank around the picture. */
const cell = {width: 8.4, height: 17};
const margin = 12;
const baseline = 12.6;
const colours = {background: '#14171c', text: '#d5dae1'};
const font = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";

type Look = {
	readonly foreground: string;
	readonly background: string | undefined;
	readonly isBold: boolean;
	readonly isUnderlined: boolean;
	readonly opacity: number;
};

/** Neighbours on a row that look the same. */
type Run = {readonly column: number; readonly columns: number; text: string; readonly look: Look};

/**
 * What is on a terminal now, as a picture with its colours. Blocks and braille are drawn as shapes, so that bars and
 * charts are whole whatever the font of the reader lacks; all else is text that can be searched.
 */
export function svgOf(terminal: Terminal, title: string): string {
	const width = Math.ceil(terminal.cols * cell.width + 2 * margin);
	const height = Math.ceil(terminal.rows * cell.height + 2 * margin);
	const rows = Array.from({length: terminal.rows}, (_, row) => rowOf(terminal, row));
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" font-size="14">`,
		`<title>${escaped(title)}</title>`,
		`<rect width="${width}" height="${height}" rx="6" fill="${colours.background}"/>`,
		...rows.filter(row => row !== ''),
		'</svg>',
		'',
	].join('\n');
}

function rowOf(terminal: Terminal, row: number): string {
	const top = margin + row * cell.height;
	return runsOf(terminal, row)
		.map(run => backgroundOf(run, top) + inkOf(run, top))
		.join('');
}

function runsOf(terminal: Terminal, row: number): readonly Run[] {
	const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
	const runs: Array<Run & {columns: number}> = [];
	for (let column = 0; column < terminal.cols; column += 1) {
		const found = line?.getCell(column);
		if (found === undefined || found.getWidth() === 0) {
			continue;
		}

		const look = lookOf(found);
		const text = found.getChars() === '' ? ' ' : found.getChars();
		const before = runs.at(-1);
		if (before !== undefined && isSameLook(before.look, look)) {
			before.text += text;
			before.columns += found.getWidth();
		} else {
			runs.push({column, columns: found.getWidth(), text, look});
		}
	}

	return runs;
}

function isSameLook(one: Look, other: Look): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function lookOf(found: IBufferCell): Look {
	const foreground = colourOf(found.isFgRGB() || found.isFgPalette(), found.getFgColor(), found);
	const background = found.isBgRGB() || found.isBgPalette() ? hex(found.getBgColor()) : undefined;
	const isInverse = found.isInverse() !== 0;
	return {
		foreground: isInverse ? (background ?? colours.background) : foreground,
		background: isInverse ? foreground : background,
		isBold: found.isBold() !== 0,
		isUnderlined: found.isUnderline() !== 0,
		opacity: found.isDim() === 0 ? 1 : 0.6,
	};
}

/** The program is run with true colours: a colour of the palette would be none of ours. */
function colourOf(isSet: boolean, value: number, found: IBufferCell): string {
	if (!isSet) {
		return colours.text;
	}

	if (!found.isFgRGB()) {
		throw new Error(`colour ${value} is no true colour`);
	}

	return hex(value);
}

function hex(value: number): string {
	return `#${value.toString(16).padStart(6, '0')}`;
}

function backgroundOf({column, columns, look}: Run, top: number): string {
	return look.background === undefined
		? ''
		: `<rect x="${pixels(column)}" y="${round(top)}" width="${round(columns * cell.width)}" height="${cell.height}" fill="${look.background}"/>`;
}

function pixels(column: number): number {
	return round(margin + column * cell.width);
}

function round(value: number): number {
	return Number(value.toFixed(2));
}

/** The text of a run, and the shapes of those of its characters that are drawn. */
function inkOf({column, columns, text, look}: Run, top: number): string {
	const characters = [...text];
	const isPlain = characters.length === columns;
	const shapes = characters.map((character, index) =>
		isPlain
			? shapeOf(character, {
					left: margin + (column + index) * cell.width,
					top,
					...cell,
				})
			: undefined,
	);
	const rest = characters.map((character, index) =>
		shapes[index] === undefined ? character : ' ',
	);
	const drawn = shapes.filter(shape => shape !== undefined).join('');
	const opacity = look.opacity === 1 ? '' : ` opacity="${look.opacity}"`;
	const picture = drawn === '' ? '' : `<path fill="${look.foreground}"${opacity} d="${drawn}"/>`;
	return picture + textOf(rest.join(''), {column, columns, look, top});
}

type Place = {
	readonly column: number;
	readonly columns: number;
	readonly look: Look;
	readonly top: number;
};

function textOf(text: string, {column, columns, look, top}: Place): string {
	if (text.trim() === '') {
		return '';
	}

	const leading = text.length - text.trimStart().length;
	const shown = text.trim();
	const width = (columns - leading - (text.length - leading - shown.length)) * cell.width;
	const weight = look.isBold ? ' font-weight="bold"' : '';
	const line = look.isUnderlined ? ' text-decoration="underline"' : '';
	const opacity = look.opacity === 1 ? '' : ` opacity="${look.opacity}"`;
	return `<text x="${pixels(column + leading)}" y="${round(top + baseline)}" textLength="${round(width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="${look.foreground}"${weight}${line}${opacity}>${escaped(shown)}</text>`;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
