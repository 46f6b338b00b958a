/** What the dialogs about jobs and nodes say, before it is words. */
import type {JobChange} from '../domain/job-change.ts';
import {changeCommands, nodeChangeArgv} from '../rules/change-argv.ts';
import {countTasks} from '../rules/fold-arrays.ts';

import {keymap} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {overrunOf} from '../rules/overrun.ts';
import {submitCommand} from '../rules/submission-argv.ts';
import {actionOf} from './job-dialog-actions.ts';
import {arrayIdText} from './job-facts.ts';
import type {JobDialog, JobTarget} from './job-dialogs-state.ts';
import {submissionOf} from './submission.ts';

type OfJobs = Extract<JobDialog, {kind: 'changeJobs' | 'chooseRequeue'}>;

/** Each way, as what runs it is read. */
export function jobChoices(dialog: OfJobs): ReadonlyArray<{
	readonly change: JobChange;
	readonly argvs: ReadonlyArray<readonly string[]>;
	/** Runs them. */
	readonly key: string;
}> {
	const changes: readonly JobChange[] =
		dialog.kind === 'changeJobs' ? [dialog.change] : [{kind: 'requeue'}, {kind: 'requeueHold'}];
	const refs = dialog.targets.map(({ref}) => ref);
	return changes.map(change => ({
		change,
		argvs: changeCommands(change, refs).map(({argv}) => argv),
		key: keyOf(actionOf(change)),
	}));
}

export function changedJobs({targets}: OfJobs) {
	return targets.map(({ref, jobs}) => ({
		id: jobs.some(({array}) => array?.id === ref.id) ? arrayIdText(ref.id, jobs) : ref.id,
		name: jobs[0]?.name ?? '',
		user: ref.user,
		submittedAtMs: ref.submittedAtMs,
	}));
}

/** How many of what is meant are how. Of an array each of its tasks counts. */
export function changedCounts({targets}: OfJobs) {
	const [first] = targets;
	const {runs, waits, done, failed} = countTasks(targets.flatMap(({jobs}) => jobs));
	const counts = {runs, waits, done: done + failed};
	if (targets.length === 1) {
		return {...counts, of: isArray(first) ? 'tasks' : 'job'} as const;
	}

	return {...counts, of: targets.some(isArray) ? 'tasksOfJobs' : 'jobs'} as const;
}

/** What that runs is stopped at once by a new time limit; undefined: nothing. */
export function changedOverrun(dialog: OfJobs) {
	const jobs = dialog.targets.flatMap(target => target.jobs);
	return dialog.kind === 'changeJobs' ? overrunOf(dialog.change, jobs) : undefined;
}

function isArray(target: JobTarget | undefined): boolean {
	return target?.jobs.some(({array}) => array?.id === target.ref.id) === true;
}

export function nodeDialogKey({change}: Extract<JobDialog, {kind: 'changeSlurmNode'}>): string {
	return keyOf(change.kind === 'drain' ? 'drainNode' : 'resumeNode');
}

function keyOf(action: ActionName): string {
	const binding = keymap.find(one => one.context === 'jobDialog' && one.action === action);
	return binding?.keys[0] ?? '';
}

export function nodeDialogArgv({
	nodes,
	change,
}: Extract<JobDialog, {kind: 'changeSlurmNode'}>): readonly string[] {
	return nodeChangeArgv(nodes, change);
}

/** What S runs, and where. */
export function submitDialogCommand(dialog: Extract<JobDialog, {kind: 'submit'}>) {
	return submitCommand(submissionOf(dialog));
}
