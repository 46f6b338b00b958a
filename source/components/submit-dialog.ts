import type {Failure} from '../domain/failure.ts';
import type {ScriptFile, TestedSubmission} from '../domain/submission.ts';
import {argvText} from '../theme/argv-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {runsText} from '../theme/job-change-text.ts';
import type {Piece} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {refusalAdvice, testedText} from '../theme/submission-text.ts';
import {dayText} from '../theme/time-text.ts';
import {cutEnd, cutMiddle} from '../theme/width.ts';
import {
	codeLines,
	type DialogContent,
	dialogTextColumns,
	noLine,
	sentenceLines,
} from './dialog-lines.ts';
import {cursorNameLook} from './focus-look.ts';
import {button} from './host-key-dialog.ts';
import {endingAt, placePieces} from './place-pieces.ts';
import {keysLine} from './secret-dialog.ts';

type Lines = ReadonlyArray<readonly Piece[]>;

export type ScriptChoice = {
	/** Those that hold what is typed; undefined while they are looked for. */
	readonly scripts: readonly ScriptFile[] | undefined;
	readonly cursor: number;
	readonly typed: string;
	readonly failure: Failure | undefined;
};

/** Which script is submitted; those around the cursor. */
export function scriptChoiceDialog(
	choice: ScriptChoice,
	rows: number,
	profile: Profile,
): DialogContent {
	const keys = keysLine([
		[safe`enter`, safe`takes it`],
		[safe`letters`, safe`filter, or are a path`],
		[safe`esc`, safe`leaves`],
	]);
	return {
		title: safe`Submit which script?`,
		lines: [...scriptLines(choice, rows, profile), noLine, keys],
	};
}

function scriptLines(
	{scripts, cursor, typed, failure}: ScriptChoice,
	rows: number,
	profile: Profile,
): Lines {
	if (failure !== undefined) {
		return sentenceLines(clean(failureText(failure), {maxCharacters: 500}));
	}

	if (scripts === undefined) {
		return [[{text: safe`looking for scripts`, tone: 'dim'}]];
	}

	if (scripts.length === 0) {
		return sentenceLines(
			typed.trim() === ''
				? safe`No script there: one begins with #! and has lines with #SBATCH. Type the path of one.`
				: safe`None is called so. enter takes it as a path: ${clean(typed.trim(), {maxCharacters: 200})}`,
		);
	}

	const {top, shown} = around(scripts, cursor, rows);
	return shown.map((script, index) => scriptLine(script, top + index === cursor, profile));
}

function scriptLine(script: ScriptFile, isUnder: boolean, profile: Profile): readonly Piece[] {
	const {glyphs} = profile;
	const day: Safe = script.changedAtMs === undefined ? glyphs.absent : dayText(script.changedAtMs);
	const path = cutMiddle(clean(script.path, {maxCharacters: 400}), dialogTextColumns - 12, glyphs);
	return placePieces([
		...(isUnder ? [{column: 0, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}] : []),
		{column: 2, pieces: [{text: path, ...(isUnder ? cursorNameLook(profile) : {})}]},
		endingAt(dialogTextColumns, [{text: day, tone: 'dim'}]),
	]);
}

/** A row of the form, raw. */
export type SubmitRow = {
	readonly name: string;
	readonly value: string | undefined;
	readonly line: number | undefined;
	readonly typed: string | undefined;
};

export type SubmitForm = {
	readonly path: string;
	/** Undefined while the script is read. */
	readonly rows: readonly SubmitRow[] | undefined;
	readonly cursor: number;
	readonly state: 'reading' | 'testing' | 'tested' | 'submitting' | 'unknown';
	readonly tested: TestedSubmission | undefined;
	readonly refusal: string | undefined;
	readonly failure: Failure | undefined;
	readonly argv: readonly string[];
	readonly folder: string | undefined;
	readonly via: string | undefined;
};

/** The head of a script as a form, what the cluster says of it, and what S runs. */
export function submitDialog(form: SubmitForm, rows: number, profile: Profile): DialogContent {
	if (form.rows === undefined) {
		return unread(form);
	}

	const tail: Lines = [
		noLine,
		...verdictLines(form),
		noLine,
		[{text: runsText(form.via, form.folder)}],
		...codeLines(argvText(form.argv)),
		noLine,
		keysOf(form),
	];
	const room = Math.max(1, rows + 4 - tail.length);
	return {
		title: titleOf(form),
		lines: [...formLines(form.rows, form.cursor, {room, profile}), ...tail],
	};
}

function titleOf({path}: SubmitForm): Safe {
	return safe`Submit ${clean(path, {maxCharacters: 200})}`;
}

/** Before the script was read, or where it cannot be. */
function unread(form: SubmitForm): DialogContent {
	const {failure} = form;
	if (failure === undefined) {
		const reading: Piece = {text: safe`reading the script`, tone: 'dim'};
		return {title: titleOf(form), lines: [[reading], noLine, [button(safe`Close`)]]};
	}

	const where =
		form.via === undefined
			? safe`on this machine`
			: safe`on ${clean(form.via, {maxCharacters: 60})}`;
	const lines = [
		...sentenceLines(clean(failureText(failure), {maxCharacters: 500})),
		...(failure.kind === 'missing' ? sentenceLines(safe`It is looked for ${where}.`) : []),
	];
	return {
		title: titleOf(form),
		lines: [...lines, noLine, [button(safe`Close`), {text: safe`    r  read it again`}]],
	};
}

function formLines(
	rows: readonly SubmitRow[],
	cursor: number,
	{room, profile}: {readonly room: number; readonly profile: Profile},
): Lines {
	const {top, shown} = around(rows, cursor, room);
	return shown.map((row, index) => rowLine(row, top + index === cursor, profile));
}

const valueColumn = 18;
const noteColumns = 12;

function rowLine(row: SubmitRow, isUnder: boolean, profile: Profile): readonly Piece[] {
	const {glyphs} = profile;
	const {name, value, line, typed} = row;
	const said = typed ?? value ?? (line === undefined ? undefined : 'yes');
	const text =
		said === undefined
			? glyphs.absent
			: cutEnd(
					clean(said, {maxCharacters: 300}),
					dialogTextColumns - valueColumn - noteColumns,
					glyphs,
				);
	const note = typed !== undefined ? safe`typed` : line === undefined ? safe`` : safe`line ${line}`;
	const look = said === undefined ? {tone: 'dim' as const} : {};
	return placePieces([
		...(isUnder ? [{column: 0, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}] : []),
		{
			column: 2,
			pieces: [
				{
					text: cutEnd(clean(name, {maxCharacters: 60}), valueColumn - 3, glyphs),
					...(isUnder ? cursorNameLook(profile) : {tone: 'dim' as const}),
				},
			],
		},
		{column: valueColumn, pieces: [{text, ...look}]},
		endingAt(dialogTextColumns, [{text: note, tone: 'dim'}]),
	]);
}

function verdictLines({state, tested, refusal, failure}: SubmitForm): Lines {
	if (state === 'testing' || state === 'submitting') {
		const text = state === 'testing' ? safe`asking the cluster whether it fits` : safe`submitting`;
		return [[{text, tone: 'dim'}]];
	}

	if (state === 'unknown') {
		return sentenceLines(
			safe`It was sent, the answer is lost, and the cluster cannot be asked. S looks for it by its token first, and submits it only if it is not there.`,
		);
	}

	if (failure !== undefined) {
		return sentenceLines(clean(failureText(failure), {maxCharacters: 500}));
	}

	const refused = refusal ?? (tested?.kind === 'refused' ? tested.words : undefined);
	if (refused !== undefined) {
		const advice = refusalAdvice(refused);
		return [
			...sentenceLines(safe`Refused: ${clean(refused, {maxCharacters: 500})}`),
			...(advice === undefined ? [] : sentenceLines(advice)),
		];
	}

	return tested?.kind === 'fits' ? sentenceLines(testedText(tested)) : [];
}

function keysOf({state}: SubmitForm): readonly Piece[] {
	if (state === 'submitting') {
		return [button(safe`Close`)];
	}

	if (state === 'unknown') {
		return [button(safe`Cancel`), {text: safe`    S  look for it, submit it if it is not there`}];
	}

	return keysLine([
		[safe`enter`, safe`changes`],
		[safe`r`, safe`tests again`],
		...(state === 'tested' ? ([[safe`S`, safe`submits it`]] as const) : []),
		[safe`esc`, safe`leaves`],
	]);
}

function around<Row>(rows: readonly Row[], cursor: number, room: number) {
	const most = Math.max(1, room);
	const top = Math.max(0, Math.min(cursor - Math.floor(most / 2), rows.length - most));
	return {top, shown: rows.slice(top, top + most)};
}
