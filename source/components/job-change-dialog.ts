import {argvText} from '../theme/argv-text.ts';
import type {JobChange, Overrun} from '../domain/job-change.ts';
import {becomesText, type ChangedCounts, overrunText} from '../theme/change-becomes-text.ts';
import {
	type ChangedJob,
	changeDoes,
	changedJobText,
	changeTitle,
	meantText,
	runsText,
} from '../theme/job-change-text.ts';
import type {NodeChangeWords} from '../theme/node-change-text.ts';
import type {Piece} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {codeLines, type DialogContent, noLine, sentenceLines} from './dialog-lines.ts';
import {button} from './host-key-dialog.ts';

type Lines = ReadonlyArray<readonly Piece[]>;

/** One way to change the jobs: its commands, and the key that runs them. */
export type JobChoice = {
	readonly change: JobChange;
	readonly argvs: ReadonlyArray<readonly string[]>;
	readonly key: Safe;
};

export type JobChangeDialog = {
	/** The first is what the dialog is about. */
	readonly choices: readonly [JobChoice, ...JobChoice[]];
	readonly jobs: readonly ChangedJob[];
	readonly counts: ChangedCounts;
	/** Those that a new time limit stops at once; undefined: none. */
	readonly overrun: Overrun | undefined;
	readonly via: string | undefined;
	/** What was pressed; undefined: a command was typed. */
	readonly pressed: Safe | undefined;
};

const mostJobs = 4;
const mostCommandLines = 5;

/** What is about to be done to jobs: to which, what becomes of them, and by which command. */
export function jobChangeDialog(dialog: JobChangeDialog): DialogContent {
	const {choices, jobs, counts, overrun, via, pressed} = dialog;
	const [{change}] = choices;
	return {
		title: changeTitle(change, jobs.length),
		lines: [
			...jobLines(jobs),
			...sentenceLines(becomesText(change, counts)),
			...(overrun === undefined ? [] : sentenceLines(overrunText(overrun, counts))),
			noLine,
			[{text: runsText(via)}],
			...choices.flatMap(choice => commandLines(choice, choices.length > 1)),
			noLine,
			...sentenceLines(meantText(jobs.length, pressed)),
			noLine,
			[
				button(safe`Cancel`),
				...choices.map(({key, change: what}) => ({
					text: safe`    ${key}  ${changeDoes(what, jobs.length)}`,
				})),
			],
		],
	};
}

function jobLines(jobs: readonly ChangedJob[]): Lines {
	const shown = jobs.length > mostJobs ? jobs.slice(0, mostJobs - 1) : jobs;
	const left = jobs.length - shown.length;
	return [
		...shown.map(job => [{text: changedJobText(job)}]),
		...(left === 0 ? [] : [[{text: safe`and ${left} more`, tone: 'dim' as const}]]),
	];
}

/** What does not fit is counted, never cut in silence. */
function commandLines({argvs, key}: JobChoice, isNamed: boolean): Lines {
	const lines = argvs.flatMap(argv =>
		codeLines(isNamed ? safe`${key}  ${argvText(argv)}` : argvText(argv)),
	);
	const shown = lines.length > mostCommandLines ? lines.slice(0, mostCommandLines - 1) : lines;
	const left = lines.length - shown.length;
	return left === 0
		? shown
		: [...shown, [{text: safe`and ${left} more lines like these`, tone: 'dim' as const}]];
}

/** What is about to be done to a node of a cluster. */
export function nodeChangeDialog(
	{title, what, command, does}: NodeChangeWords,
	via: string | undefined,
	key: Safe,
): DialogContent {
	return {
		title,
		lines: [
			...what.flatMap(sentence => sentenceLines(sentence)),
			noLine,
			[{text: runsText(via)}],
			...codeLines(command),
			noLine,
			[button(safe`Cancel`), {text: safe`    ${key}  ${does}`}],
		],
	};
}
