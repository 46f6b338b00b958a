import type {JobChange} from '../domain/job-change.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {type Act, type ActionTable, changing, type Screened, withScreen} from './action-table.ts';
import {closedWith} from './dialogs.ts';
import type {JobTarget} from './job-dialogs-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** What is done to jobs and to nodes of their cluster: the capital that asked acts, any other does nothing. */
export const jobDialogActions: ActionTable = {
	cancel: changing(screen => ({...screen, dialog: undefined})),
	cancelJob: acting('cancelJob'),
	holdJob: acting('holdJob'),
	requeueJob: acting('requeueJob'),
	setTimeLimit: acting('setTimeLimit'),
	confirm: acting('confirm'),
	drainNode: actingOnNode('drain'),
	resumeNode: actingOnNode('resume'),
};

/** The action whose key carries a change out. */
export function actionOf({kind}: JobChange): ActionName {
	switch (kind) {
		case 'cancel':
			return 'cancelJob';
		case 'hold':
		case 'release':
		case 'requeueHold':
			return 'holdJob';
		case 'requeue':
			return 'requeueJob';
		case 'setTimeLimit':
		case 'addTime':
			return 'setTimeLimit';
		default:
			return 'confirm';
	}
}

function acting(action: ActionName): Act {
	return (state, live) => {
		const {dialog} = state.screen;
		if (dialog?.kind === 'changeJobs' && actionOf(dialog.change) === action) {
			return change(state, live, dialog);
		}

		if (dialog?.kind === 'chooseRequeue') {
			const chosen = requeues.find(one => actionOf(one) === action);
			return chosen === undefined ? [state, []] : change(state, live, {...dialog, change: chosen});
		}

		return [state, []];
	};
}

const requeues: readonly JobChange[] = [{kind: 'requeue'}, {kind: 'requeueHold'}];

type Changed = {
	readonly cluster: Extract<State['clusters'][number], object>['config']['name'];
	readonly change: JobChange;
	readonly targets: readonly JobTarget[];
};

/** The marks have done their work. */
function change(
	state: Screened,
	live: State,
	{cluster, change: what, targets}: Changed,
): Reduction {
	if (live.session.isReadOnly) {
		return [closedWith(state, {kind: 'readOnly'}, live), []];
	}

	const {screen} = state;
	const jobs = targets.map(({ref}) => ref);
	const number = live.changeCount + 1;
	const closed = {...screen, dialog: undefined, jobs: {...screen.jobs, marks: []}};
	return [withScreen(state, closed), [{type: 'changeJobs', cluster, number, jobs, change: what}]];
}

function actingOnNode(kind: 'drain' | 'resume'): Act {
	return (state, live) => {
		const {dialog} = state.screen;
		if (dialog?.kind !== 'changeSlurmNode' || dialog.change.kind !== kind) {
			return [state, []];
		}

		if (live.session.isReadOnly) {
			return [closedWith(state, {kind: 'readOnly'}, live), []];
		}

		const {cluster, nodes, change: what} = dialog;
		const {screen} = state;
		const unmarked = {...screen.jobs.nodes, marks: []};
		return [
			withScreen(state, {...screen, dialog: undefined, jobs: {...screen.jobs, nodes: unmarked}}),
			[{type: 'changeSlurmNode', cluster, nodes, change: what}],
		];
	};
}
