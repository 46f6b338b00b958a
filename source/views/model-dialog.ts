import type {DialogContent} from '../components/dialog-lines.ts';
import {
	faultyModelfileDialog,
	modelDeedsDialog,
	modelNodesDialog,
	stopDeedsDialog,
} from '../components/model-dialog.ts';
import {syncDialog} from '../components/sync-dialog.ts';
import type {ModelDialog, NodeChoice} from '../store/model-dialogs-state.ts';
import type {Profile} from '../theme/profile.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {sizeWords} from '../theme/size-words.ts';

type Room = {readonly top: number; readonly rows: number; readonly profile: Profile};

/** What stands in a dialog about models. */
export function modelDialogContent(dialog: ModelDialog, {top, rows, profile}: Room): DialogContent {
	switch (dialog.kind) {
		case 'chooseModelNodes': {
			const {what, models, marks, cursor} = dialog;
			const shown = dialog.rows.slice(top, top + rows).map((row, index) => ({
				...{name: row.node, note: noteOf(row), isChoosable: row.obstacle === undefined},
				isMarked: marks.includes(row.node),
				isUnderCursor: top + index === cursor,
			}));
			const counts = {count: dialog.rows.length, markCount: marks.length};
			const {modelfile, source} = dialog;
			return modelNodesDialog({what, models, source, modelfile, rows: shown, ...counts}, profile);
		}

		case 'syncModels': {
			const {plan, isPruning, cursor} = dialog;
			return syncDialog({...plan, isPruning, top: cursor}, rows, profile.glyphs);
		}

		case 'faultyModelfile': {
			const {model, problems, text} = dialog;
			return faultyModelfileDialog({model, problems, canWriteOn: text !== undefined});
		}

		case 'stopModelDeeds':
			return stopDeedsDialog(dialog.deeds);
		default:
			return modelDeedsDialog(dialog);
	}
}

function noteOf({obstacle, isReplaced, freeBytes, free}: NodeChoice): Safe | undefined {
	if (isReplaced === true) {
		return safe`has one, which is replaced`;
	}

	if (obstacle !== undefined) {
		return safe`has it`;
	}

	return freeBytes === undefined
		? undefined
		: free === 'disk'
			? safe`${sizeWords(freeBytes)} of disk free`
			: safe`${sizeWords(freeBytes)} of memory free`;
}
