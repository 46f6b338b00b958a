import {hintsFor} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import {remember} from './remember.ts';
import type {SubmitDialog} from './submission.ts';

/** What the line of speech hints at in the form of a script: what it can be sent to, or asked, now. */
export const submitHints = remember((dialog: SubmitDialog): readonly KeyWords[] => {
	const {header, state} = dialog;
	const isForm = isInForm(dialog);
	const isOfUse: Partial<Record<ActionName, boolean>> = {
		...{moveUp: isForm, moveDown: isForm, open: isForm},
		retry: canReadAgain(dialog) || (isForm && state === 'tested'),
		submitJob: state === 'unknown' || (header !== undefined && state === 'tested'),
	};
	const hints = hintsFor(['submission']).filter(({action}) => isOfUse[action] ?? true);
	return joined(
		hints.map(hint =>
			hint.action === 'retry' && canReadAgain(dialog)
				? {...asHint(hint), words: 'reads again'}
				: asHint(hint),
		),
	);
});

/** Whether its options can be changed; else its one button takes enter. */
export function isInForm({header, state}: SubmitDialog): boolean {
	return header !== undefined && state !== 'submitting' && state !== 'unknown';
}

/** The script was not there, or could not be read. */
export function canReadAgain({header, failure}: SubmitDialog): boolean {
	return header === undefined && failure !== undefined;
}
