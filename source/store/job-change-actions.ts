import type {SlurmName} from '../domain/ids.ts';
import type {JobChange} from '../domain/job-change.ts';
import {hasEnded, needsToStand} from '../rules/change-verdict.ts';
import type {Act, ActionTable, Screened} from './action-table.ts';
import {withScreen} from './action-table.ts';
import {viaOf} from './cluster-named.ts';
import {closedWith} from './dialogs.ts';
import {goneOnMs} from './job-facts.ts';
import type {JobTarget} from './job-dialogs-state.ts';
import {allRows, areHeld, targetOf, targetsUnder} from './job-rows.ts';
import type {Reduction} from './reduction.ts';
import {openLine} from './screen-line.ts';
import type {Dialog} from './screen-state.ts';
import {openScriptChoice} from './script-choice.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** The capitals of the tab of jobs: each asks first, about what was under the cursor, or marked, when it was pressed. */
export const jobChangeActions: ActionTable = {
	cancelJob: asking(() => ({kind: 'cancel'})),
	holdJob: asking(targets => ({kind: areHeld(targets) ? 'release' : 'hold'})),
	requeueJob: (state, live) =>
		withTargets(state, live, ({cluster, via, targets}) =>
			opened(state, {kind: 'chooseRequeue', cluster, via, targets}),
		),
	setTimeLimit: (state, live) =>
		withTargets(state, live, ({cluster, targets}) => {
			const left = targets.filter(isStanding);
			if (left.length === 0) {
				return [closedWith(state, endedNotice(targets), live), []];
			}

			const screen = openLine(state.screen, 'timeLimit');
			const about = {kind: 'jobs', cluster, targets: left} as const;
			const line = screen.line === undefined ? undefined : {...screen.line, about};
			return [withScreen(state, {...screen, line}), []];
		}),
	submitJob: openScriptChoice,
};

/** What a key or a word is about: as it is drawn, for that is what a person means. */
type Meant = {
	readonly cluster: SlurmName;
	readonly via: string | undefined;
	readonly targets: readonly JobTarget[];
};

function asking(changeOf: (targets: readonly JobTarget[]) => JobChange): Act {
	return (state, live) => {
		const targets = meantTargets(state);
		return askToChange(state, live, changeOf(targets));
	};
}

/** Opens the dialog about what is under the cursor, or marked; where nothing can come of it that is told. */
export function askToChange(state: Screened, live: State, change: JobChange): Reduction {
	return withTargets(state, live, ({cluster, via, targets}) => {
		const left = needsToStand(change) ? targets.filter(isStanding) : targets;
		return left.length === 0
			? [closedWith(state, endedNotice(targets), live), []]
			: opened(state, {kind: 'changeJobs', cluster, via, change, targets: left});
	});
}

/** About these, whatever is under the cursor by now: they were snapped when the line was opened. */
export function askAbout(
	state: Screened,
	{cluster, targets}: {readonly cluster: SlurmName; readonly targets: readonly JobTarget[]},
	change: JobChange,
): Reduction {
	const via = viaOf(state, cluster);
	return opened(state, {kind: 'changeJobs', cluster, via, change, targets});
}

function withTargets(state: Screened, live: State, ask: (meant: Meant) => Reduction): Reduction {
	const cluster = shownCluster(state);
	const targets = meantTargets(state).map(target => withElapsed(target, state));
	if (cluster === undefined || targets.length === 0) {
		return [state, []];
	}

	if (live.session.isReadOnly) {
		return [closedWith(state, {kind: 'readOnly'}, live), []];
	}

	const {name, via} = cluster.config;
	return ask({cluster: name, via, targets});
}

function opened(state: Screened, dialog: Dialog): Reduction {
	return [withScreen(state, {...state.screen, line: undefined, dialog}), []];
}

/** As long as they have run when the key is pressed, which is as it is shown: what was told of them may be a minute old. */
function withElapsed({ref, jobs}: JobTarget, state: State): JobTarget {
	const cluster = shownCluster(state);
	const isOwn = ref.user === cluster?.facts?.user;
	return {
		ref,
		jobs: jobs.map(job =>
			job.elapsedSeconds === undefined
				? job
				: {
						...job,
						elapsedSeconds:
							job.elapsedSeconds + goneOnMs({job, isOwn}, cluster, state.clock.atMs) / 1000,
					},
		),
	};
}

/**
 * Tasks that wait together are changed with their array, all of it: a range of it would be split into records of their
 * own.
 */
function meantTargets(state: State): readonly JobTarget[] {
	const targets = targetsUnder(state).map(target => wholeArray(state, target));
	const ids = targets.map(({ref}) => ref.id);
	return targets.filter(({ref}, index) => ids.indexOf(ref.id) === index);
}

function wholeArray(state: State, target: JobTarget): JobTarget {
	const {ref, jobs} = target;
	const [, id] = /^(\d+)_\[/.exec(ref.id) ?? [];
	if (id === undefined) {
		return target;
	}

	const row = allRows(state).find(
		one => one.kind === 'array' && one.ref.id === id && one.ref.user === ref.user,
	);
	return row === undefined || row.kind === 'blank' ? {ref: {...ref, id}, jobs} : targetOf(row);
}

function isStanding({jobs}: JobTarget): boolean {
	return jobs.length === 0 || !jobs.every(hasEnded);
}

function endedNotice([first, ...others]: readonly JobTarget[]) {
	const who = others.length === 0 ? (first?.ref.id ?? '') : 'They';
	const verb = others.length === 0 ? 'has' : 'have';
	return {kind: 'refused', reason: `${who} ${verb} ended: nothing to do.`} as const;
}
