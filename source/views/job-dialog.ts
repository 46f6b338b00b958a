import type {DialogContent} from '../components/dialog-lines.ts';
import {jobChangeDialog, nodeChangeDialog} from '../components/job-change-dialog.ts';
import {jobColumnsDialog} from '../components/job-columns-dialog.ts';
import {scriptChoiceDialog, submitDialog} from '../components/submit-dialog.ts';
import {assertNever} from '../domain/assert-never.ts';
import {
	changedCounts,
	changedJobs,
	changedOverrun,
	jobChoices,
	nodeDialogArgv,
	nodeDialogKey,
	submitDialogCommand,
} from '../store/job-dialog-facts.ts';
import type {JobDialog} from '../store/job-dialogs-state.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {chosenScripts} from '../store/script-choice.ts';
import {nodeChangeWords} from '../theme/node-change-text.ts';
import type {Profile} from '../theme/profile.ts';
import {clean} from '../theme/safe.ts';

type JobDialogWorld = {
	readonly screen: ScreenState;
	/** Of a list in it, at most. */
	readonly rows: number;
	readonly profile: Profile;
};

/** What stands in a dialog about jobs; undefined: it is none of these. */
export function jobDialogContent(
	dialog: JobDialog,
	{screen, rows, profile}: JobDialogWorld,
): DialogContent | undefined {
	switch (dialog.kind) {
		case 'changeJobs':
		case 'chooseRequeue':
			return changeContent(dialog);
		case 'changeSlurmNode': {
			const words = nodeChangeWords(dialog.nodes, dialog.change, nodeDialogArgv(dialog));
			return nodeChangeDialog(words, dialog.via, clean(nodeDialogKey(dialog)));
		}
		case 'chooseScript': {
			const chosen = chosenScripts(screen);
			const {failure} = dialog;
			const typed = screen.line?.text ?? '';
			const choice = {scripts: chosen?.scripts, cursor: chosen?.cursor ?? 0, typed, failure};
			return scriptChoiceDialog(choice, rows, profile);
		}
		case 'submit': {
			const {argv, folder} = submitDialogCommand(dialog);
			return submitDialog({...dialog, rows: dialog.header, argv, folder}, rows, profile);
		}
		case 'jobColumns':
			return jobColumnsDialog(dialog, screen.size.columns, profile);
		default:
			return assertNever(dialog);
	}
}

function changeContent(
	dialog: Extract<JobDialog, {kind: 'changeJobs' | 'chooseRequeue'}>,
): DialogContent | undefined {
	const [first, ...others] = jobChoices(dialog).map(({key, ...choice}) => ({
		...choice,
		key: clean(key),
	}));
	return (
		first &&
		jobChangeDialog({
			choices: [first, ...others],
			jobs: changedJobs(dialog),
			counts: changedCounts(dialog),
			overrun: changedOverrun(dialog),
			via: dialog.via,
			pressed: first.change.kind.startsWith('set') && first.key === 'A' ? undefined : first.key,
		})
	);
}
