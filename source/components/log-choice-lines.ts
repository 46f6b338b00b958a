import type {LogSource} from '../domain/screen.ts';
import {type LogTaskWords, logTaskText} from '../theme/job-state-text.ts';
import {logSourceText} from '../theme/log-text.ts';
import type {Piece} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, widthOf} from '../theme/width.ts';
import {type DialogContent, dialogTextColumns, noLine} from './dialog-lines.ts';
import {cursorNameLook} from './focus-look.ts';
import {endingAt, placePieces} from './place-pieces.ts';
import {keysLine} from './secret-dialog.ts';

export type LogChoice = {
	/** Raw. */
	readonly node: string;
	readonly sources: readonly LogSource[];
	/** How the task of each is, where it is known. */
	readonly tasks: ReadonlyArray<LogTaskWords | undefined>;
	readonly cursor: number;
};

/** Which log of a node; at most `rows` of them, those around the cursor. */
export function logChoiceContent(
	{node, sources, tasks, cursor}: LogChoice,
	rows: number,
	profile: Profile,
): DialogContent {
	const most = Math.max(1, rows);
	const top = Math.max(0, Math.min(cursor - Math.floor(most / 2), sources.length - most));
	const shown = sources
		.slice(top, top + most)
		.map((source, index) =>
			sourceLine({source, task: tasks[top + index]}, top + index === cursor, profile),
		);
	return {
		title: titleOf(sources[0], node),
		lines: [
			...shown,
			noLine,
			keysLine([
				[safe`enter`, safe`reads it`],
				[safe`esc`, safe`leaves`],
			]),
		],
	};
}

function titleOf(first: LogSource | undefined, node: string): Safe {
	return first?.kind === 'job'
		? safe`Log of which task of ${clean(first.name, {maxCharacters: 200})}`
		: safe`Log of ${clean(node, {maxCharacters: 200})}`;
}

/** A task by its id. */
function choiceText(source: LogSource): Safe {
	return source.kind === 'job' ? clean(source.job.id, {maxCharacters: 200}) : logSourceText(source);
}

type Choice = {readonly source: LogSource; readonly task: LogTaskWords | undefined};

function sourceLine({source, task}: Choice, isUnder: boolean, profile: Profile): readonly Piece[] {
	const {glyphs} = profile;
	const beside = task === undefined ? safe`` : logTaskText(task);
	const room = dialogTextColumns - 2 - (beside === '' ? 0 : widthOf(beside) + 2);
	const text = cutMiddle(choiceText(source), room, glyphs);
	return placePieces([
		...(isUnder ? [{column: 0, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}] : []),
		{column: 2, pieces: [{text, ...(isUnder ? cursorNameLook(profile) : {})}]},
		...(beside === '' ? [] : [endingAt(dialogTextColumns, [{text: beside, tone: 'dim' as const}])]),
	]);
}
