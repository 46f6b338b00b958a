import {assertNever} from '../domain/assert-never.ts';
import type {JobEvent} from '../domain/event.ts';
import type {SlurmName} from '../domain/ids.ts';
import type {Submission} from '../domain/submission.ts';
import {formOptions, typedOptions} from '../rules/submit-form.ts';
import {type Screened, withScreen} from './action-table.ts';
import {viaOf} from './cluster-named.ts';
import type {JobDialog} from './job-dialogs-state.ts';
import {withJobs} from './jobs-cursor.ts';
import type {Reduction} from './reduction.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

export type SubmitDialog = Extract<JobDialog, {kind: 'submit'}>;

type SubmissionEvent = Extract<
	JobEvent,
	{
		type:
			| 'jobs/scriptsListed'
			| 'jobs/scriptFileRead'
			| 'jobs/submissionTested'
			| 'jobs/submissionEnded';
	}
>;

/**
 * The script is read, then tested. The token is the same until there is a job, however often it is tried: it is of the
 * moment of the key, on both clocks, and of jobs of one user.
 */
export function openSubmission(
	state: Screened,
	live: State,
	{path, cluster}: {readonly path: string; readonly cluster: SlurmName},
): Reduction {
	const {atMs, wallMs} = live.clock;
	const keyMs = state.screen.lastKeyAtMs;
	const token = `cd${[wallMs, atMs, keyMs].map(inLetters).join('')}`;
	const dialog: SubmitDialog = {
		...{kind: 'submit', cluster, via: viaOf(live, cluster), path, token},
		...{header: undefined, cursor: 0, tested: undefined, state: 'reading'},
		...{failure: undefined, refusal: undefined},
	};
	return [
		withScreen(state, {...state.screen, line: undefined, dialog}),
		[{type: 'readScriptFile', cluster, path}],
	];
}

/** To the microsecond. */
function inLetters(ms: number): string {
	return Math.max(0, Math.round(ms * 1000)).toString(36);
}

export function submissionOf({path, token, header, state}: SubmitDialog): Submission {
	const submission = {
		script: {kind: 'remote', path},
		options: typedOptions(header ?? []),
		token,
	} as const;
	return state === 'unknown' ? {...submission, isRetried: true} : submission;
}

/** The form as it is now is asked about. */
export function testAgain(screen: ScreenState, dialog: SubmitDialog): [ScreenState, Reduction[1]] {
	const testing: SubmitDialog = {
		...dialog,
		...{state: 'testing', tested: undefined, failure: undefined, refusal: undefined},
	};
	const {cluster} = dialog;
	const submission = submissionOf(testing);
	return [{...screen, dialog: testing}, [{type: 'testSubmission', cluster, submission}]];
}

/** What is told to the dialog in which a script is chosen, looked at and submitted; of any other it means nothing. */
export function reduceSubmission(state: State, event: SubmissionEvent): Reduction {
	const {screen} = state;
	const dialog = screen?.dialog;
	if (screen === undefined || dialog === undefined) {
		return [state, []];
	}

	if (event.type === 'jobs/scriptsListed') {
		return [withScreen(state, scriptsListed(screen, event)), []];
	}

	return dialog.kind === 'submit' && dialog.cluster === event.cluster
		? toldToForm(state, {screen, dialog, event})
		: [state, []];
}

function scriptsListed(
	screen: ScreenState,
	{cluster, folder, scripts}: Extract<SubmissionEvent, {type: 'jobs/scriptsListed'}>,
): ScreenState {
	const {dialog} = screen;
	if (dialog?.kind !== 'chooseScript' || dialog.cluster !== cluster || dialog.folder !== folder) {
		return screen;
	}

	return {
		...screen,
		dialog: scripts.ok
			? {...dialog, scripts: scripts.value, failure: undefined}
			: {...dialog, scripts: [], failure: scripts.failure},
	};
}

type Told = {
	readonly screen: ScreenState;
	readonly dialog: SubmitDialog;
	readonly event: Exclude<SubmissionEvent, {type: 'jobs/scriptsListed'}>;
};

function toldToForm(state: State, {screen, dialog, event}: Told): Reduction {
	const inForm = (changes: Partial<SubmitDialog>): Reduction => [
		withScreen(state, {...screen, dialog: {...dialog, ...changes}}),
		[],
	];
	switch (event.type) {
		case 'jobs/scriptFileRead': {
			if (dialog.path !== event.path || dialog.state !== 'reading') {
				return [state, []];
			}

			if (!event.text.ok) {
				return inForm({failure: event.text.failure});
			}

			const header = formOptions(event.text.value.options).map(option => ({
				...option,
				typed: undefined,
			}));
			const [next, effects] = testAgain(screen, {...dialog, header});
			return [withScreen(state, next), effects];
		}
		case 'jobs/submissionTested':
			if (dialog.token !== event.token || dialog.state !== 'testing') {
				return [state, []];
			}

			return event.tested.ok
				? inForm({state: 'tested', tested: event.tested.value})
				: inForm({state: 'tested', failure: event.tested.failure});
		case 'jobs/submissionEnded':
			return dialog.token === event.token
				? [
						withScreen(state, {
							...withJobs(screen, {awaited: awaitedOf(event)}),
							dialog: afterwards(dialog, event),
						}),
						[],
					]
				: [state, []];
		default:
			return assertNever(event);
	}
}

/** The queue tells of it with the next list. */
function awaitedOf({
	outcome,
}: Extract<SubmissionEvent, {type: 'jobs/submissionEnded'}>): string | undefined {
	return outcome.kind === 'submitted' ? outcome.id : undefined;
}

/** It closes when there is a job. */
function afterwards(
	dialog: SubmitDialog,
	{outcome}: Extract<SubmissionEvent, {type: 'jobs/submissionEnded'}>,
): SubmitDialog | undefined {
	const told = {...dialog, tested: undefined, failure: undefined, refusal: undefined};
	switch (outcome.kind) {
		case 'submitted':
			return undefined;
		case 'refused':
			return {...told, state: 'tested', refusal: outcome.words};
		case 'notSubmitted':
			return {...told, state: 'tested', failure: outcome.failure};
		case 'unknown':
			return {...told, state: 'unknown', failure: outcome.failure};
		default:
			return assertNever(outcome);
	}
}
