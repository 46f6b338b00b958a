import {typedCommand} from '../domain/typed-command.ts';
import type {ActionTable, Screened} from './action-table.ts';
import {openJobLog} from './job-log-choice.ts';
import {nodeToGoTo} from './job-places.ts';
import {jobsOf} from './job-row.ts';
import {rowUnderCursor} from './job-rows.ts';
import {jobWhyOf} from './job-why-of.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import type {Reduction} from './reduction.ts';
import {showInRack} from './show-in-rack.ts';
import type {State} from './state.ts';

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

function goToNode(state: Screened): State {
	const row = rowUnderCursor(state);
	const node = row === undefined ? undefined : nodeToGoTo(state, jobsOf(row));
	return node === undefined ? state : showInRack(state, node);
}
