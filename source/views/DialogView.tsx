import {Box} from 'ink';
import {addHostsDialog} from '../components/add-hosts-dialog.ts';
import {type DialogContent, dialogColumns, dialogLines} from '../components/dialog-lines.ts';
import {changedKeyDialog, unknownKeyDialog} from '../components/host-key-dialog.ts';
import {LineStack} from '../components/LineStack.tsx';
import {logChoiceContent} from '../components/log-choice-lines.ts';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {secretDialog} from '../components/secret-dialog.ts';
import {assertNever} from '../domain/assert-never.ts';
import {frameRows} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import {mostChoiceRows} from '../store/dialogs.ts';
import {taskOfLog} from '../store/log-task.ts';
import type {Dialog, ScreenState} from '../store/screen-state.ts';
import {promptLines} from '../theme/asked-text.ts';
import {changedKeyWords, secretWords, unknownKeyWords} from '../theme/dialog-text.ts';
import type {Profile} from '../theme/profile.ts';
import {jobDialogContent} from './job-dialog.ts';
import {modelDialogContent} from './model-dialog.ts';

type DialogViewProps = {
	readonly screen: ScreenState;
	readonly dialog: Dialog;
	readonly profile: Profile;
};

/** In the middle of the body, over what is there: nothing under it moves. */
export function DialogView({screen, dialog, profile}: DialogViewProps) {
	const {columns, rows} = screen.size;
	const bodyRows = rows - frameRows;
	const {top} = useKept<ScrollWindow>(before => choiceWindow(screen, dialog, before));
	const content = contentOf(dialog, {top, rows: mostChoiceRows(screen.size), profile, screen});
	if (content === undefined) {
		return null;
	}

	const lines = dialogLines(content, bodyRows, profile);
	const place = {
		top: rowsOverBody + Math.floor((bodyRows - lines.length) / 2),
		left: Math.floor((columns - dialogColumns) / 2),
	};
	const size = {rows: lines.length, columns: dialogColumns, profile};
	return (
		<Box position="absolute" {...place}>
			<LineStack {...size} lines={lines} />
		</Box>
	);
}

/** Header and tabs. */
const rowsOverBody = 2;

/** Whether it is a box over the body: what is copied is asked in the line of speech. */
export function isBox({kind}: Dialog): boolean {
	return kind !== 'copy';
}

export type Choices = {
	readonly top: number;
	readonly rows: number;
	readonly profile: Profile;
	readonly screen: ScreenState;
};

function choiceWindow(
	{size}: ScreenState,
	dialog: Dialog,
	before: ScrollWindow | undefined,
): ScrollWindow {
	const list =
		dialog.kind === 'addHosts' || dialog.kind === 'chooseModelNodes' ? dialog : undefined;
	const rows = list?.kind === 'addHosts' ? list.hosts : list?.rows;
	const count = rows?.length ?? 0;
	const index = rows === undefined ? -1 : (list?.cursor ?? -1);
	const most = mostChoiceRows(size);
	return scrollWindow({count, rows: most, cursor: undefined, index}, before);
}

/** Undefined for what is no box. */
export function contentOf(dialog: Dialog, choices: Choices): DialogContent | undefined {
	const {glyphs} = choices.profile;
	switch (dialog.kind) {
		case 'hostKey':
			return unknownKeyDialog(unknownKeyWords(dialog.failure, dialog.node));
		case 'hostKeyChanged':
			return changedKeyDialog(changedKeyWords(dialog.failure));
		case 'secret': {
			const {question, where, length} = dialog;
			const prompt = question.kind === 'answer' ? promptLines(question.prompt) : [];
			return secretDialog({words: secretWords(question, where), prompt, length}, glyphs);
		}
		case 'addHosts':
			return hostsContent(dialog, choices);
		case 'chooseLog':
			return logChoiceContent(
				{...dialog, tasks: dialog.sources.map(taskOfLog)},
				choices.rows,
				choices.profile,
			);
		case 'copy':
			return undefined;
		case 'chooseModelNodes':
		case 'doModelDeeds':
		case 'stopModelDeeds':
		case 'syncModels':
		case 'faultyModelfile':
			return modelDialogContent(dialog, choices);
		case 'changeJobs':
		case 'chooseRequeue':
		case 'changeSlurmNode':
		case 'jobColumns':
		case 'chooseScript':
		case 'submit':
			return jobDialogContent(dialog, choices);
		default:
			return assertNever(dialog);
	}
}

function hostsContent(
	{hosts, cursor, marks}: Extract<Dialog, {kind: 'addHosts'}>,
	{top, rows, profile}: Choices,
): DialogContent {
	const shown = hosts?.slice(top, top + rows).map((host, row) => ({
		...host,
		isMarked: marks.includes(host.alias),
		isUnderCursor: top + row === cursor,
	}));
	return addHostsDialog({rows: shown, count: hosts?.length ?? 0, markCount: marks.length}, profile);
}
