import type {Act, ActionTable, Screened} from './action-table.ts';
import {changing, moving, withScreen} from './action-table.ts';
import {closedWith, mostChoiceRows} from './dialogs.ts';
import type {Reduction} from './reduction.ts';
import {openLine, withLineText} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';
import {type SubmitDialog, submissionOf, testAgain} from './submission.ts';
import {canReadAgain, isInForm} from './submit-hints.ts';

/** A script that is about to be submitted: its head is a form, which is tested when something is typed over it. */
export const submissionActions: ActionTable = {
	...moving({by: moveField, pageRows: ({screen}) => mostChoiceRows(screen.size)}),
	// Where there is no form its one button has the key.
	open: inForm((state, dialog) => [isInForm(dialog) ? openField(state) : close(state), []]),
	retry: inForm((state, dialog) => {
		if (canReadAgain(dialog)) {
			return readAgain(state, dialog);
		}

		const [screen, effects] = testAgain(state.screen, dialog);
		return dialog.state === 'tested' ? [withScreen(state, screen), effects] : [state, []];
	}),
	submitJob: inForm(submit),
	cancel: changing(screen => ({...screen, dialog: undefined})),
};

function close(state: Screened): State {
	return withScreen(state, {...state.screen, dialog: undefined});
}

function readAgain(state: Screened, dialog: SubmitDialog): Reduction {
	const {cluster, path} = dialog;
	return [
		withScreen(state, {...state.screen, dialog: {...dialog, failure: undefined}}),
		[{type: 'readScriptFile', cluster, path}],
	];
}

function inForm(act: (state: Screened, dialog: SubmitDialog, live: State) => Reduction): Act {
	return (state, live) => {
		const {dialog} = state.screen;
		return dialog?.kind === 'submit' ? act(state, dialog, live) : [state, []];
	};
}

function moveField(state: Screened, rows: number): State {
	const {dialog} = state.screen;
	if (dialog?.kind !== 'submit') {
		return state;
	}

	const last = Math.max(0, (dialog.header?.length ?? 0) - 1);
	const cursor = Math.max(0, Math.min(last, dialog.cursor + rows));
	return withScreen(state, {...state.screen, dialog: {...dialog, cursor}});
}

/** The value of the option under the cursor is typed in the line of speech. What is a word alone has none. */
function openField(state: Screened): State {
	const {dialog} = state.screen;
	if (dialog?.kind !== 'submit') {
		return state;
	}

	const field = dialog.header?.[dialog.cursor];
	if (field === undefined || isWordAlone(field)) {
		return state;
	}

	const screen = openLine(state.screen, 'submitOption');
	return withScreen(state, withLineText(screen, field.typed ?? field.value ?? ''));
}

function isWordAlone({
	line,
	value,
}: {
	readonly line: number | undefined;
	readonly value: string | undefined;
}) {
	return line !== undefined && value === undefined;
}

/** What was typed stands over what the script says; the same as the script, or nothing where it says nothing, is none. */
export function keepField(screen: ScreenState, text: string): readonly [ScreenState, Reduction[1]] {
	const {dialog} = screen;
	const left = {...screen, line: undefined};
	if (dialog?.kind !== 'submit' || dialog.header === undefined) {
		return [left, []];
	}

	const {cursor, header} = dialog;
	const fields = header.map((field, index) =>
		index === cursor ? {...field, typed: typedOver(field.value, text.trim())} : field,
	);
	return testAgain(left, {...dialog, header: fields});
}

function typedOver(value: string | undefined, text: string): string | undefined {
	return text === '' || text === value ? undefined : text;
}

/** Only what was tested, and once: what is under way is waited for. */
function submit(state: Screened, dialog: SubmitDialog, live: State): Reduction {
	if (live.session.isReadOnly) {
		return [closedWith(state, {kind: 'readOnly'}, live), []];
	}

	const isReady =
		dialog.state === 'unknown' || (dialog.state === 'tested' && dialog.header !== undefined);
	if (!isReady) {
		return [state, []];
	}

	const {cluster} = dialog;
	const submitting = {...dialog, state: 'submitting'} as const;
	return [
		withScreen(state, {...state.screen, dialog: submitting}),
		[{type: 'submitJob', cluster, submission: submissionOf(dialog)}],
	];
}
