import type {DialogContent} from '../components/dialog-lines.ts';
import type {JobDialog} from '../store/job-dialogs-state.ts';
import type {Profile} from '../theme/profile.ts';

/** What stands in a dialog about jobs. */
export function jobDialogContent(
	_dialog: JobDialog,
	_choices: {readonly top: number; readonly rows: number; readonly profile: Profile},
): DialogContent | undefined {
	return undefined;
}
