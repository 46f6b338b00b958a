import type {JobWhy, JobWhyHelp} from '../domain/job-why.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {jobCauseText} from '../theme/job-cause-text.ts';
import {type FactWords, jobFactLabel, jobFactTexts} from '../theme/job-fact-text.ts';
import {jobHelpCommand, jobHelpText, jobUnknownText} from '../theme/job-help-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';
import {textWidth} from './detail-head.ts';
import {jobLabelColumn, jobValueColumn} from './job-head.ts';
import {labelledLines} from './labelled-lines.ts';
import {endingAt, placePieces} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

/** Why a job waits. */
export type JobWhyCard = {
	/** Undefined where it does not wait. */
	readonly why: JobWhy | undefined;
	/** In place of it, or above what is known without having asked: `asking the cluster`, or why it could not be asked. */
	readonly note: Safe | undefined;
};

export type JobWhyPlace = {
	readonly columns: number;
	readonly isAiry: boolean;
	readonly glyphs: Glyphs;
	readonly timeText: FactWords['timeText'];
};

/** The whole card: cause, facts, help, what is not known. */
export function jobWhyLines({why, note}: JobWhyCard, place: JobWhyPlace): readonly ScreenLine[] {
	const {columns, isAiry} = place;
	const gap: readonly ScreenLine[] = isAiry ? [{pieces: []}] : [];
	const width = textWidth(columns);
	const notes = note === undefined ? [] : sentenceLines(note, width, 'dim');
	return why === undefined
		? notes
		: [
				...sentenceLines(raw(jobCauseText(why)), width),
				...notes,
				...gap,
				...factLines(why, place),
				...gap,
				...helpLines(why.helps, place),
				...wrapped(
					safe`not known`,
					why.unknowns.map(unknown => raw(jobUnknownText(unknown))),
					columns,
				),
			];
}

function sentenceLines(text: Safe, width: number, tone?: 'dim'): readonly ScreenLine[] {
	return wrapWords(text, width).map(line => ({
		pieces: placePieces([
			{column: jobLabelColumn, pieces: [{text: line, ...(tone === undefined ? {} : {tone})}]},
		]),
	}));
}

function factLines(
	{facts, reason}: JobWhy,
	{columns, glyphs, timeText}: JobWhyPlace,
): readonly ScreenLine[] {
	const words = {apart: glyphs.apart, timeText};
	const lines = facts.flatMap((fact, index) => {
		const label = jobFactLabel(fact);
		const before = facts[index - 1];
		const isSame = before !== undefined && jobFactLabel(before) === label;
		return wrapped(isSame ? safe`` : raw(label), jobFactTexts(fact, words).map(raw), columns);
	});
	return [...lines, ...wrapped(safe`reason`, [raw(reason ?? 'none was told')], columns)];
}

const copies: Piece = {text: safe`y copies`, tone: 'dim'};
const copiesEnd = 86;

/** Each with its command under it, whole; the first is the one that `y` copies. */
function helpLines(helps: readonly JobWhyHelp[], {columns}: JobWhyPlace): readonly ScreenLine[] {
	const first = helps.find(({argv}) => argv !== undefined);
	return helps.flatMap((help, index) => {
		const command = jobHelpCommand(help);
		const words = wrapped(
			index === 0 ? safe`would help` : safe``,
			[raw(jobHelpText(help))],
			columns,
		);
		return command === undefined
			? words
			: [...words, ...commandLines(raw(command), columns, help === first)];
	});
}

function commandLines(command: Safe, columns: number, isCopied: boolean): readonly ScreenLine[] {
	const lines = wrapWords(command, columns - 1 - jobValueColumn);
	return lines.map((text, index) => {
		const needed = jobValueColumn + widthOf(text) + 2 + widthOf(copies.text);
		const end = needed <= copiesEnd ? Math.min(copiesEnd, columns - 1) : columns - 1;
		const isTold = isCopied && index === lines.length - 1 && needed <= end;
		return {
			pieces: placePieces([
				{column: jobValueColumn, pieces: [{text, isStrong: true}]},
				...(isTold ? [endingAt(end, [copies])] : []),
			]),
		};
	});
}

function wrapped(label: Safe, texts: readonly Safe[], columns: number): readonly ScreenLine[] {
	const width = textWidth(columns) - (jobValueColumn - jobLabelColumn);
	return labelledLines(
		label,
		texts.flatMap(text => wrapWords(text, width)).map(text => [{text}]),
	);
}

function raw(text: string): Safe {
	return clean(text, {maxCharacters: 1000});
}
