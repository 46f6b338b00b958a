import {describe, expect, it} from 'vitest';
import type {JobsScreen, ScreenState} from '../../source/store/screen-state.ts';
import type {State} from '../../source/store/state.ts';
import {asPlain} from '../../source/theme/plain-text.ts';
import {tell} from '../../source/views/plain-told.ts';
import {colourless} from '../helpers/frame.tsx';
import {aJob} from '../helpers/job-builders.ts';
import {lookingAt} from '../helpers/open-job.ts';
import {aPartition, aSlurmNode} from '../helpers/slurm-nodes.ts';

const profile = asPlain(colourless);
const running = {state: 'RUNNING', reason: 'None', nodeList: 'gpu-01'} as const;
const jobs = [aJob('7', {...running, name: 'train'}), aJob('8', {name: 'eval'})];
const told = {jobs, partitions: [aPartition('gpu')], nodes: [aSlurmNode('gpu-01')]};

/** What is read aloud when the queue is gone to, and then this is changed. */
function read(screen: Partial<JobsScreen>, more: Partial<ScreenState> = {}): string {
	const at = lookingAt(told, screen);
	const state: State = at.screen === undefined ? at : {...at, screen: {...at.screen, ...more}};
	const nodes = state.screen && {
		...state,
		screen: {...state.screen, tab: 'nodes' as const, line: undefined},
	};
	let said: ReturnType<typeof tell> | undefined;
	for (const one of [nodes, nodes && {...nodes}, state]) {
		said =
			one?.screen === undefined ? said : tell(said, {state: one, screen: one.screen, profile}, 0);
	}

	return said?.lines.join('\n') ?? '';
}

describe('of the tab of jobs is read aloud', () => {
	it('the job under the cursor', () => {
		expect(read({})).toMatch(/^1 of 2\. (?:ok )?7, train, .*running.*gpu-01/m);
	});

	it('what is opened', () => {
		expect(read({pane: 'why', cursor: {id: '8', user: 'alice', submittedAtMs: 1000}})).toContain(
			'why it waits',
		);
	});

	it('its list of nodes', () => {
		expect(read({view: 'nodes'})).toMatch(/^1 of 2\. (?:ok )?gpu, up/m);
	});

	it('what a line is typed for', () => {
		const ref = {id: '7', user: 'alice', submittedAtMs: undefined};
		const about = {kind: 'jobs', targets: [{ref, jobs}]};
		const line = {
			purpose: 'timeLimit',
			text: '',
			before: '',
			about,
		} as unknown as ScreenState['line'];
		expect(read({}, {line})).toContain(
			'time limit of 7 (now 1 h), as 90, 1:30:00 or +30m: type it.',
		);
	});
});
