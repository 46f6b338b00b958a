import {describe, expect, it} from 'vitest';
import type {JobsScreen} from '../../source/store/jobs-screen.ts';
import type {ScreenState} from '../../source/store/screen-state.ts';
import type {State} from '../../source/store/state.ts';
import {asPlain} from '../../source/theme/plain-text.ts';
import {tell} from '../../source/views/plain-told.ts';
import {colourless} from '../helpers/frame.tsx';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {aDetail, lookingAt, type Told} from '../helpers/open-job.ts';
import {aPartition, aSlurmNode} from '../helpers/slurm-nodes.ts';

const profile = asPlain(colourless);
const running = {state: 'RUNNING', reason: 'None', nodeList: 'gpu-01'} as const;
const jobs = [aJob('7', {...running, name: 'train'}), aJob('8', {name: 'eval'})];
const told = {jobs, partitions: [aPartition('gpu')], nodes: [aSlurmNode('gpu-01')]};

/** What is read aloud when the queue is gone to, and then this is changed. */
function read(
	screen: Partial<JobsScreen>,
	more: Partial<ScreenState> = {},
	queue: Told = told,
): string {
	const at = lookingAt(queue, screen);
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

/** All that is said of one state after the other. */
function heardOf(...states: readonly State[]): readonly string[] {
	const heard: string[] = [];
	let said: ReturnType<typeof tell> | undefined;
	for (const state of states) {
		const {screen} = state;
		const now = screen && tell(said, {state, screen, profile}, 0);
		heard.push(...(now === undefined || now.round === said?.round ? [] : now.lines));
		said = now ?? said;
	}

	return heard;
}

const noEvidence = {
	...{job: aRef('8'), startsAtMs: undefined, plannedNodes: undefined, ahead: undefined},
	...{aheadJobs: [], running: [], priorityParts: undefined, limits: undefined, dependencies: []},
};

describe('of the tab of jobs is read aloud', () => {
	it('by what they are sorted, where that is not as usual', () => {
		expect(read({sort: 'priority'})).toContain('sorted by priority');
		expect(read({})).not.toContain('sorted');
	});

	it('the job under the cursor', () => {
		expect(read({})).toMatch(/^1 of 2\. ok, 7, train, .*running.*gpu-01/m);
	});

	it('each value of a row with what it is, and no sign alone', () => {
		const queue = read({});
		expect(queue).toMatch(/^1 of 2\. ok, 7, train, user alice, account lab-a, /m);
		expect(queue).toMatch(/, running, time .*, limit 1 h, cpu 4, .*, gpu-01$/m);
		expect(read({view: 'nodes'})).toMatch(
			/^1 of 2\. ok, gpu, up, cpus 0\/4, nodes 0\/1, limit 1 d$/m,
		);
		expect(queue).not.toMatch(/, -[,\n]|\w[+[]\w/);
	});

	it('an array, its sign in words', () => {
		const tasks = [aJob('9_1', running), aJob('9_[2-4]')];
		expect(read({}, {}, {...told, jobs: tasks})).toMatch(/^1 of 1\. (?:ok, )?folded, 9_\[1-4\], /m);
	});

	it('what is opened once, when the cluster has told it', () => {
		const [first, second] = jobs;
		const queue = {...told, jobs: [second, first].flatMap(job => job ?? [])};
		const at = (parts: Partial<Told>, screen: Partial<JobsScreen>): State =>
			lookingAt({...queue, ...parts}, screen);
		const heard = heardOf(
			at({}, {}),
			at({}, {}),
			at({}, {pane: 'why'}),
			at({detail: aDetail()}, {pane: 'why'}),
			at({detail: aDetail(), why: noEvidence}, {pane: 'why'}),
			at({detail: aDetail(), why: {...noEvidence, ahead: 3}}, {pane: 'why'}),
		);
		expect(heard.filter(line => line.includes('why it waits'))).toHaveLength(1);
		expect(heard.filter(line => line === 'Asking the cluster.')).toHaveLength(1);
	});

	it('what is known without having asked, of a cluster that is silent', () => {
		const silent = lookingAt(told, {
			pane: 'why',
			cursor: {id: '8', user: 'alice', submittedAtMs: 1000},
		});
		const failure = {kind: 'timedOut', where: 'hpc', afterMs: 10_000} as const;
		const clusters = silent.clusters.map(cluster => ({
			...cluster,
			mine: {state: 'stale', atMs: 0, value: jobs, failure} as const,
			trouble: {failure, controller: 'down', sinceMs: 0, retryAtMs: undefined} as const,
		}));
		expect(heardOf(lookingAt(told), {...silent, clusters}).join('\n')).toContain('why it waits');
	});

	it('the queue once, also where its cluster answers before the nodes do', () => {
		const connecting = (state: State): State => ({
			...state,
			nodes: state.nodes.map(node => ({...node, health: 'unknown', reading: {state: 'idle'}})),
		});
		const heard = heardOf(
			connecting({...lookingAt(told), clusters: []}),
			connecting(lookingAt(told)),
			lookingAt(told),
		);
		expect(heard.filter(line => line === 'Jobs.')).toHaveLength(1);
		expect(heard).toContainEqual(expect.stringMatching(/^home-rack: /));
	});

	it('its list of nodes', () => {
		expect(read({view: 'nodes'})).toMatch(/^1 of 2\. ok, gpu, up/m);
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
