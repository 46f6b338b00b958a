import type {HealthReason} from '../domain/health.ts';
import type {Evidence, LabelName} from '../domain/label.ts';
import {clockText} from '../theme/column-text.ts';
import {evidenceText} from '../theme/evidence-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {healthReasonText} from '../theme/health-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';
import {textColumn} from './detail-head.ts';
import {reasonTone} from './over-limit-tone.ts';
import {cutPieces, placePieces} from './place-pieces.ts';

/** `sinceWallMs` is undefined where it is not known, or was over its limit only once. */
export type DatedReason = {
	readonly reason: HealthReason;
	readonly sinceWallMs: number | undefined;
};

export type DetailLabel = {
	readonly name: LabelName;
	readonly evidence: readonly Evidence[];
	readonly reasons: readonly DatedReason[];
	/** Of the label alone. */
	readonly sinceWallMs: number;
	/** How old the values are, when older than they should be. */
	readonly oldMs: number | undefined;
	/** Before there is a label; undefined once there could be one. */
	readonly samplesToGo: number | undefined;
};

const gap = safe`   `;

/** `     mixed-gpu-cpu   gpu 98% at 92% of its power limit, cpu 87% · since 13:41`, cut where the screen ends. */
export function labelLine(label: DetailLabel, columns: number, glyphs: Glyphs): ScreenLine {
	const apart: Piece = {text: safe` ${glyphs.apart} `};
	const words = labelWords(label);
	const pieces = words.flatMap((word, index) =>
		index === words.length - 1 ? [word] : [word, isEvidence(words, index) ? comma : apart],
	);
	const front: readonly Piece[] = [{text: labelName(label)}, {text: gap}];
	const room = columns - 1 - textColumn;
	return line(cutPieces([...front, ...pieces], room, glyphs));
}

/** The same over as many lines as it takes, whose words begin under each other. */
export function labelLines(
	label: DetailLabel,
	columns: number,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const name = labelName(label);
	const indent = widthOf(name) + widthOf(gap);
	const room = columns - 1 - textColumn - indent;
	const rows: Piece[][] = [[]];
	let used = 0;
	const words = labelWords(label);
	for (const [index, word] of words.entries()) {
		const separator = index === 0 || isEvidence(words, index - 1) ? comma : undefined;
		const before: Piece = separator ?? {text: safe` ${glyphs.apart} `};
		const width = widthOf(word.text);
		const row = rows.at(-1);
		if (row === undefined || row.length === 0 || used + widthOf(before.text) + width > room) {
			rows.push([word]);
			used = width;
		} else {
			row.push(before, word);
			used += widthOf(before.text) + width;
		}
	}

	const [first = [], ...others] = rows.filter(row => row.length > 0);
	return [
		line([{text: name}, {text: gap}, ...cutPieces(first, room, glyphs)]),
		...others.map(row => ({
			pieces: placePieces([{column: textColumn + indent, pieces: cutPieces(row, room, glyphs)}]),
		})),
	];
}

type Word = Piece & {readonly isEvidence?: true};

const comma: Piece = {text: safe`, `};

/** Whether this and the next are evidence of one label, which a comma divides. */
function isEvidence(words: readonly Word[], index: number): boolean {
	return words[index]?.isEvidence === true && words[index + 1]?.isEvidence === true;
}

function labelName({name}: DetailLabel): Safe {
	return name === 'unknown' ? safe`not judged yet` : clean(name);
}

/** What was missed, what is over its limit and since when, what speaks for the label, and since when that stands. */
function labelWords(label: DetailLabel): readonly Word[] {
	const {evidence, reasons, sinceWallMs, oldMs, samplesToGo} = label;
	return [
		...(oldMs === undefined
			? []
			: [{text: safe`${Math.round(oldMs / 1000)} s old`, tone: 'warning' as const}]),
		...reasons.map(({reason, sinceWallMs: reasonSinceMs}) => ({
			text: safe`${clean(healthReasonText(reason))} ${reasonSinceMs === undefined ? safe`now` : safe`since ${clockText(reasonSinceMs)}`}`,
			tone: reasonTone(reason),
		})),
		...evidence.map(one => ({text: clean(evidenceText(one)), isEvidence: true as const})),
		{
			text:
				samplesToGo === undefined
					? safe`since ${clockText(sinceWallMs)}`
					: safe`${samplesToGo} ${samplesToGo === 1 ? safe`sample` : safe`samples`} to go`,
		},
	];
}

function line(pieces: readonly Piece[]): ScreenLine {
	return {pieces: placePieces([{column: textColumn, pieces}])};
}
