import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {tabOfLog} from '../../source/store/log-tab.ts';
import {shownCluster} from '../../source/store/shown-cluster.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {aDetail} from '../helpers/open-job.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const waiting = aJob('4726', {reason: 'PartitionTimeLimit'});
const running = aJob('4711', {state: 'RUNNING', nodeList: 'pi-1,elsewhere', reason: undefined});
const evidence = {
	...{job: aRef('4726'), startsAtMs: undefined, plannedNodes: undefined, ahead: undefined},
	...{aheadJobs: [], running: [], priorityParts: undefined, limits: undefined, dependencies: []},
};

/** The cursor rests on the job: its detail was asked for and told. */
function lookedAt(rack: QueueRack, id: string): QueueRack {
	const told = {job: aRef(id), detail: aDetail({id}), tookMs: 10, intervalMs: 5000};
	return rack.send({type: 'cluster/jobDescribed', cluster: hpc, ...told, atMs: 0});
}

function refused(rack: QueueRack): QueueRack {
	const evidence = {ok: false, failure: noAnswer} as const;
	return rack.send({type: 'jobs/explained', job: aRef('4726'), cluster: hpc, evidence, atMs: 5});
}

const noAnswer = {kind: 'rejected', where: 'login', reason: 'it does not answer now.'} as const;

function silent(rack: QueueRack): QueueRack {
	return rack.send({
		...{type: 'cluster/askFailed', cluster: hpc, question: 'mine', subject: undefined},
		...{failure: noAnswer, controller: 'down', tookMs: 10, intervalMs: 10_000, atMs: 10},
	});
}

function backAgain(rack: QueueRack): QueueRack {
	rack.send({type: 'cluster/lost', cluster: hpc, failure: noAnswer, retryInMs: 1000, atMs: 10});
	const facts = {version: '22.05.8', user: 'alice', name: 'hpc', hasAccounting: true};
	return rack.send({type: 'cluster/described', cluster: hpc, facts, atMs: 20});
}

function openOf(rack: QueueRack) {
	return shownCluster(rack.state)?.open;
}

describe('why a job waits', () => {
	it('is asked for once, when the cursor has rested on it', () => {
		const rack = new QueueRack().mine(waiting).press('w');
		expect(rack.effects).not.toContainEqual(expect.objectContaining({type: 'explainJob'}));
		lookedAt(rack, '4726');
		expect(rack.effects).toContainEqual({type: 'explainJob', cluster: hpc, job: aRef('4726')});
		lookedAt(rack, '4726');
		expect(rack.effects).not.toContainEqual(expect.objectContaining({type: 'explainJob'}));
	});

	it('is kept when it is told, and not for another job', () => {
		const rack = lookedAt(new QueueRack().mine(waiting).press('w'), '4726');
		const about = {cluster: hpc, evidence: {ok: true, value: evidence}, atMs: 5} as const;
		rack.send({type: 'jobs/explained', job: aRef('1'), ...about});
		expect(openOf(rack)?.why.state).toBe('loading');
		rack.send({type: 'jobs/explained', job: aRef('4726'), ...about});
		expect(openOf(rack)?.why).toEqual({state: 'fresh', value: evidence, atMs: 5});
	});

	it.each([
		['its controller answers again', (rack: QueueRack) => lookedAt(silent(rack), '4726')],
		['its cluster is there again', backAgain],
	])('is asked for again when %s, where it could not be told before', (_, then) => {
		const rack = refused(lookedAt(new QueueRack().mine(waiting).press('w'), '4726'));
		lookedAt(rack, '4726');
		expect(openOf(rack)?.why.state).toBe('failed');
		expect(then(rack).effects.map(({type}) => type)).toContain('explainJob');
		expect(openOf(rack)?.why.state).toBe('loading');
	});

	it('is not asked for of a job that runs', () => {
		const rack = lookedAt(new QueueRack().mine(running).press('w'), '4711');
		expect(rack.effects).not.toContainEqual(expect.objectContaining({type: 'explainJob'}));
	});

	it('is asked for of an array of which some tasks run', () => {
		const task = aJob('4720_1', {state: 'RUNNING', reason: 'None', array: {id: '4720', task: '1'}});
		const others = aJob('4720_[2-9]', {array: {id: '4720', task: '2-9'}});
		const rack = new QueueRack().mine(task, others).press('w');
		lookedAt(rack, '4720');
		expect(rack.effects).toContainEqual(expect.objectContaining({type: 'explainJob'}));
	});

	it('goes with the same key, or with esc', () => {
		const rack = new QueueRack().mine(waiting).press('w');
		expect(rack.state.screen?.jobs.pane).toBe('why');
		expect(rack.press('w').state.screen?.jobs.pane).toBe('facts');
		expect(rack.press('w', 'esc').state.screen?.jobs.pane).toBe('facts');
	});

	it('is where y copies the command that would help', () => {
		const rack = lookedAt(new QueueRack().mine(waiting).press('w'), '4726');
		expect(rack.press('y').effects).toContainEqual({
			...{type: 'copyText', what: 'command', text: 'scancel 4726'},
		});
		expect(rack.press('w', 'y').effects).toContainEqual({
			...{type: 'copyText', what: 'jobId', text: '4726'},
		});
	});
});

describe('the script of a job', () => {
	it('is read when the job is opened, once', () => {
		const rack = lookedAt(new QueueRack().mine(running), '4711').press('enter');
		expect(rack.effects).toContainEqual({type: 'readJobScript', cluster: hpc, job: aRef('4711')});
		expect(rack.press('enter').state.screen?.jobs.pane).toBe('script');
		expect(rack.effects).not.toContainEqual(expect.objectContaining({type: 'readJobScript'}));
		rack.send({
			...{type: 'jobs/scriptRead', cluster: hpc, job: aRef('4711'), atMs: 0},
			script: {ok: false, failure: {kind: 'denied', where: 'hpc', reason: 'not yours'}},
		});
		expect(openOf(rack)?.script.state).toBe('failed');
		expect(rack.press('esc').state.screen?.jobs.pane).toBe('facts');
	});
});

describe('a node that a job runs on', () => {
	it('is a key away, and esc comes back', () => {
		const rack = new QueueRack().mine(running).press('n');
		expect(rack.state.screen).toMatchObject({
			...{tab: 'nodes', nodes: {cursor: 'pi-1' as NodeName, isOpen: true}},
		});
		expect(rack.press('esc').state.screen?.tab).toBe('jobs');
	});

	it('that is not in the rack is nowhere', () => {
		const rack = new QueueRack().mine({...running, nodeList: 'elsewhere'}).press('n');
		expect(rack.state.screen?.tab).toBe('jobs');
	});
});

describe('the log of a job', () => {
	it('has the body of its own tab, and is opened on the login node', () => {
		const rack = new QueueRack().mine(running).press('l');
		expect(rack.effects).toContainEqual(
			expect.objectContaining({
				...{type: 'openLog', node: 'login'},
				source: {
					...{kind: 'job', cluster: hpc, job: aRef('4711'), name: 'train-llm', stream: 'stdout'},
				},
			}),
		);
		const {log} = rack.state.screen ?? {};
		expect(log === undefined ? undefined : tabOfLog(log)).toBe('jobs');
		expect(rack.press('1', 'w').state.screen?.nodes.pane).toBe('why');
		expect(rack.press('2', 'w').state.screen?.log?.isWrapped).toBe(true);
		expect(rack.press('esc').state.screen?.log).toBeUndefined();
	});

	it('is found by what was told of the job where its cluster has forgotten it since', () => {
		const ended = {...running, state: 'FAILED'};
		const toldIn = (rack: QueueRack) => {
			const source = rack.press('l').state.screen?.log?.opened.source;
			return source?.kind === 'job' ? source.told?.id : undefined;
		};
		const rack = lookedAt(new QueueRack().mine(ended).press('j').rested(), '4711');
		expect(toldIn(rack)).toBe('4711');
		expect(toldIn(rack.press('e'))).toBe('4711');
		const another = aJob('4712', {priority: 1});
		const other = lookedAt(new QueueRack().mine(running, another).rested(), '4711');
		expect(toldIn(other.press('j'))).toBeUndefined();
	});

	it('goes to stderr and back', () => {
		const rack = new QueueRack().mine(running).press('l', 'e');
		const streamOf = () => {
			const source = rack.state.screen?.log?.opened.source;
			return source?.kind === 'job' ? source.stream : undefined;
		};
		expect(streamOf()).toBe('stderr');
		expect(rack.effects.map(({type}) => type)).toEqual(['closeLog', 'openLog']);
		rack.press('o');
		expect(streamOf()).toBe('stdout');
	});

	it('of an array is that of a task: which one is asked, those that failed first', () => {
		const task = (index: number) =>
			aJob(`13_${index}`, {
				rawId: String(20 + index),
				state: index === 5 ? 'FAILED' : 'RUNNING',
				startsAtMs: index,
			});
		const rest = aJob('13_[11-19]', {rawId: '13'});
		const rack = new QueueRack().mine(task(10), task(2), task(5), rest).press('l');
		const dialog = rack.state.screen?.dialog;
		expect(dialog?.kind === 'chooseLog' ? dialog.sources : []).toMatchObject([
			{job: aRef('13_5'), listed: {state: 'FAILED'}},
			{job: aRef('13_2'), listed: {state: 'RUNNING'}},
			{job: aRef('13_10')},
		]);
		rack.press('down', 'enter');
		expect(rack.state.screen?.log?.opened.source).toMatchObject({job: aRef('13_2')});
	});

	it('of a task that has ended is known by what was told of its array', () => {
		const ended = aJob('13_1', {rawId: '14', state: 'FAILED', startsAtMs: 1});
		const rest = aJob('13_[2-9]', {rawId: '13'});
		const rack = lookedAt(new QueueRack().mine(rest).finished(ended).rested(), '13').press('l');
		expect(rack.state.screen?.log?.opened.source).toMatchObject({
			...{job: aRef('13_1'), told: {id: '13_1', rawId: '14', stdOut: aDetail().stdOut}},
		});
	});

	it('of an array of which nothing has begun is none, and that is said', () => {
		const rack = new QueueRack().mine(aJob('13_[1-9]', {rawId: '13'})).press('l');
		expect(rack.state.screen).toMatchObject({
			...{log: undefined, dialog: undefined},
			toast: {what: {notice: {reason: 'No task of it has begun: none has written.'}}},
		});
	});
});
