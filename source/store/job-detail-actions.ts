import {typedCommand} from '../domain/typed-command.ts';
import {hasEnded} from '../rules/change-verdict.ts';
import type {ActionTable, Screened} from './action-table.ts';
import {openJobLog} from './job-log-choice.ts';
import {hostsOfJob, nodeToGoTo} from './job-places.ts';
import {type JobEntry, jobsOf} from './job-row.ts';
import {rowUnderCursor} from './job-rows.ts';
import {jobWhyOf} from './job-why-of.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import type {Reduction} from './reduction.ts';
import {showInRack} from './show-in-rack.ts';
import type {State} from './state.ts';
import {withRefusal} from './told.ts';

/** What the detail of a job has: its script, why it waits, its log, its nodes. Part of the table of jobs (jobs-actions.ts). */
export const jobDetailActions: ActionTable = {
	why: state => [togglePane(state, 'why'), []],
	script: state => [togglePane(state, 'script'), []],
	log: (state, live) => openJobLog(state, live),
	showNode: state => [goToNode(state), []],
};

function togglePane(state: Screened, wanted: 'why' | 'script'): State {
	const {pane} = state.screen.jobs;
	return withJobsScreen(state, {pane: pane === wanted ? 'facts' : wanted, detailScroll: 0});
}

/** The key that opened the detail goes on to the script. Undefined: it is not open. */
export function openScript(state: Screened): Reduction | undefined {
	const {isOpen, pane} = state.screen.jobs;
	return isOpen && pane === 'facts'
		? [withJobsScreen(state, {pane: 'script', detailScroll: 0}), []]
		: undefined;
}

/** Where the card says what would help: its first command. Undefined: it is not seen. */
export function copyHelp(state: Screened): Reduction | undefined {
	const why = state.screen.jobs.pane === 'why' ? jobWhyOf(state) : undefined;
	const argv = why?.helps.find(help => help.argv !== undefined)?.argv;
	return argv === undefined
		? undefined
		: [state, [{type: 'copyText', what: 'command', text: typedCommand(argv)}]];
}

/** Where there is none to go to, that is said. */
function goToNode(state: Screened): State {
	const row = rowUnderCursor(state);
	if (row === undefined) {
		return state;
	}

	const node = nodeToGoTo(state, jobsOf(row));
	return node === undefined ? withRefusal(state, whyNoNode(state, row)) : showInRack(state, node);
}

function whyNoNode(state: Screened, row: JobEntry): string {
	const [name, ...others] = jobsOf(row).flatMap(job => hostsOfJob(state, job));
	if (name !== undefined) {
		return others.length === 0
			? `${name.slurmName} is not in this rack.`
			: `None of its ${others.length + 1} nodes is in this rack.`;
	}

	return jobsOf(row).every(hasEnded)
		? `${row.ref.id} had no node.`
		: `${row.ref.id} has no node yet: it waits.`;
}
