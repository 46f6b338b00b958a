import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import type {JobWhyFact, WhyEvidence} from '../../source/domain/job-why.ts';
import type {SlurmNode, SlurmPartition} from '../../source/domain/partition.ts';
import {jobWhy} from '../../source/rules/job-why.ts';
import type {WhySubject} from '../../source/rules/why-subject.ts';
import {jobsAhead} from '../../source/rules/jobs-ahead.ts';
import {dependentsOn} from '../../source/rules/job-dependents.ts';
import {jobCauseText} from '../../source/theme/job-cause-text.ts';
import {jobFactTexts} from '../../source/theme/job-fact-text.ts';
import {jobHelpCommand} from '../../source/theme/job-help-text.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';

const now = 1_000_000_000_000;

function evidence(parts: Partial<WhyEvidence> = {}): WhyEvidence {
	return {
		...{job: aRef('4726'), startsAtMs: undefined, plannedNodes: undefined, ahead: 0},
		...{aheadJobs: [], running: [], priorityParts: undefined, limits: undefined},
		dependencies: [],
		...parts,
	};
}

function partition(name: string, timeLimitSeconds: number): SlurmPartition {
	const counts = {allocated: 0, idle: 0, other: 0, total: 0};
	return {
		...{name, isDefault: false, state: 'UP', timeLimitSeconds},
		...{nodes: counts, cpus: counts, gpus: undefined},
	};
}

function node(name: string, parts: Partial<SlurmNode> = {}): SlurmNode {
	return {
		...{name, partitions: ['gpu'], states: ['MIXED'], cpusAllocated: 0, cpusTotal: 16},
		...{cpusOther: 0, load: 0, memoryTotalBytes: undefined, memoryFreeBytes: undefined},
		...{gres: undefined, gresUsed: undefined, gpusTotal: 0, gpusUsed: 0, features: []},
		...{reason: undefined, reasonUser: undefined, reasonAtMs: undefined},
		...parts,
	};
}

type Known = {
	readonly evidence?: WhyEvidence;
	readonly partitions?: readonly SlurmPartition[];
	readonly nodes?: readonly SlurmNode[];
	readonly asked?: WhySubject['asked'];
};

function why(job: Partial<Job>, known: Known = {}) {
	const {evidence: told, partitions = [], nodes = [], asked} = known;
	return jobWhy({
		job: aJob('4726', job),
		...{evidence: told, asked, partitions, nodes, user: 'alice', nowWallMs: now},
	});
}

const commands = (job: Partial<Job>, known: Known = {}) =>
	why(job, known).helps.map(help => jobHelpCommand(help) ?? help.kind);

const words = {apart: '·', timeText: (wallMs: number) => `at ${wallMs - now}`};
const texts = (facts: readonly JobWhyFact[], kind: JobWhyFact['kind']) =>
	facts.filter(fact => fact.kind === kind).flatMap(fact => jobFactTexts(fact, words));

describe('what would help a job that waits', () => {
	it.each([
		['JobHeldUser', ['scontrol release 4726']],
		['JobHeldAdmin', ['askAdmin']],
		['DependencyNeverSatisfied', ['scontrol update jobid=4726 Dependency=', 'scancel 4726']],
		['BeginTime', ['scontrol update jobid=4726 StartTime=now']],
		['job requeued in held state', ['scontrol release 4726', 'scancel 4726']],
		['BadConstraints', ['scancel 4726', 'askAdmin']],
		['ReqNodeNotAvail, UnavailableNodes:node[1-2]', ['sinfo -R']],
	])('for %s is %j', (reason, expected) => {
		expect(commands({reason})).toEqual(expected);
	});

	it('is to take other nodes for one that asks for some by name', () => {
		const asked = {requestedNodes: 'n1', excludedNodes: undefined};
		expect(commands({reason: 'ReqNodeNotAvail, UnavailableNodes:'}, {asked})).toEqual([
			'scontrol update jobid=4726 ReqNodeList=',
			'sinfo -R',
		]);
	});

	it('is no other partition for one that asks for nodes by their names', () => {
		const reason = 'ReqNodeNotAvail, May be reserved for other job';
		const known = {
			partitions: [partition('gpu', 86_400), partition('big', 86_400)],
			nodes: [node('n2', {partitions: ['big'], states: ['IDLE']})],
		};
		expect(commands({reason: 'Resources'}, known)[0]).toContain('Partition=big');
		expect(commands({reason}, known)).toEqual(['squeue --partition=gpu --states=RUNNING']);
		expect(jobCauseText(why({reason}, known))).toContain('busy, or promised to another job');
	});

	it('is the longest time that its partitions allow', () => {
		const job = {reason: 'PartitionTimeLimit', partition: 'gpu,batch', timeLimitSeconds: 432_000};
		const partitions = [partition('gpu', 86_400), partition('batch', 259_200)];
		expect(commands(job, {partitions})[0]).toBe('scontrol update jobid=4726 TimeLimit=4320');
	});

	it('is a partition where a node could take it now, for as long as it asks', () => {
		const partitions = [
			partition('gpu', 86_400),
			partition('short', 600),
			partition('big', 86_400),
		];
		const nodes = [
			node('n1', {cpusAllocated: 16}),
			node('n2', {partitions: ['short', 'big'], states: ['IDLE']}),
		];
		const job = {reason: 'Resources', timeLimitSeconds: 7200, cpuCount: 8};
		expect(commands(job, {partitions, nodes})).toContain(
			'scontrol update jobid=4726 Partition=big',
		);
		expect(commands({...job, cpuCount: 32}, {partitions, nodes})).not.toContain(
			'scontrol update jobid=4726 Partition=big',
		);
	});

	it('is no partition and no gpu of a node that others use, for one that asks for whole nodes', () => {
		const nodes = [
			node('n1', {gpusTotal: 2, gpusUsed: 1}),
			node('n2', {partitions: ['big'], cpusAllocated: 1}),
		];
		const partitions = [partition('gpu', 86_400), partition('big', 86_400)];
		const known = (wholeNodes: boolean) => ({partitions, nodes, asked: {wholeNodes}});
		const [move, fewer] = ['scontrol update jobid=4726 Partition=big', 'sbatch --gpus=1'];
		expect(commands({reason: 'Resources'}, known(false))).toContain(move);
		expect(commands({reason: 'Resources'}, known(true))).not.toContain(move);
		expect(commands({reason: 'Resources', gpuCount: 2}, known(false))).toContain(fewer);
		expect(commands({reason: 'Resources', gpuCount: 2}, known(true))).not.toContain(fewer);
	});

	it('is more tasks at once for an array, by the id of all of it', () => {
		const array = {id: '13', task: '5-64%2'};
		expect(commands({reason: 'JobArrayTaskLimit', array})).toEqual([
			'scontrol update jobid=13 ArrayTaskThrottle=4',
		]);
		expect(commands({reason: 'JobHeldUser', array})[0]).toBe('scontrol release 13');
	});

	it('has no command with what a cluster made up unquoted', () => {
		const job = {reason: 'QOSMaxJobsPerUserLimit', user: '$(touch x)', qos: "a'b", account: 'c d'};
		expect(commands(job)).toEqual([
			`scontrol show assoc_mgr 'users=$(touch x)' 'accounts=c d' 'qos=a'\\''b' flags=qos,assoc`,
		]);
	});
});

describe('what bears out why a job waits', () => {
	it('are those that have the gpus which it needs, and what is free', () => {
		const holder = aJob('4711', {state: 'RUNNING', gpuCount: 2, endsAtMs: now + 5, nodeList: 'n1'});
		const other = aJob('4712', {state: 'RUNNING'});
		const told = evidence({running: [holder, other], startsAtMs: now + 9});
		const nodes = [
			node('n1', {gpusTotal: 2, gpusUsed: 2, cpusAllocated: 16}),
			node('n2', {gpusTotal: 1}),
			node('n3', {gpusTotal: 4, states: ['IDLE', 'DRAIN']}),
		];
		const {facts, unknowns} = why({reason: 'Resources', gpuCount: 2}, {evidence: told, nodes});
		expect(texts(facts, 'blockedBy')).toEqual([
			'4711 train-llm (yours) · 2 gpus on n1 · ends by at 5',
		]);
		expect(texts(facts, 'free')).toEqual(['1 gpu and 16 cpus on n2']);
		expect(texts(facts, 'start')).toEqual(['about at 9, as Slurm estimated']);
		expect(unknowns).toEqual(['endsEarlier']);
	});

	it.each([
		[
			'of those that Slurm names each',
			{reason: 'ReqNodeNotAvail, UnavailableNodes:n[1-2],x9'},
			['n1 · down: no power', 'n2 · idle, drain', 'x9 · not told of'],
		],
		[
			'where it names none, of those that it asks for by name those that are closed',
			{reason: 'ReqNodeNotAvail, UnavailableNodes:'},
			['n1 · down: no power'],
		],
		[
			'of those that are promised to another all that it asks for',
			{reason: 'ReqNodeNotAvail, May be reserved for other job'},
			['n1 · down: no power', 'n3 · mixed'],
		],
		['of no other reason', {reason: 'Resources'}, []],
	])('are the nodes that keep it waiting: %s', (_, job, expected) => {
		const nodes = [
			node('n1', {states: ['DOWN'], reason: 'no power'}),
			node('n2', {states: ['IDLE', 'DRAIN']}),
			node('n3'),
		];
		const asked = {requestedNodes: 'n[1,3]', excludedNodes: undefined};
		const {facts} = why(job, {nodes, asked});
		expect([...texts(facts, 'unavailable'), ...texts(facts, 'askedNodes')]).toEqual(expected);
	});

	it('are the closed nodes of its partition where it asks for none by name, without those that it excludes', () => {
		const closed = (name: string) => node(name, {states: ['DOWN']});
		const nodes = [
			...['n1', 'n2', 'n3', 'n4', 'n5', 'n6'].map(closed),
			node('n7', {states: ['DOWN'], partitions: ['other']}),
		];
		const reason = 'Nodes required for job are DOWN, DRAINED or reserved';
		const asked = {requestedNodes: undefined, excludedNodes: 'n[2-3]'};
		const {facts, helps} = why({reason}, {nodes, asked});
		expect(texts(facts, 'unavailable')).toEqual([
			...['n1 · down', 'n4 · down', 'n5 · down', 'and 1 more'],
		]);
		expect(helps.map(({kind}) => kind)).not.toContain('otherNodes');
	});

	it('are the roomiest of the nodes that have something free, and how many others have', () => {
		const nodes = ['n1', 'n2', 'n3', 'n4', 'n5'].map((name, index) =>
			node(name, {cpusAllocated: 11 + index}),
		);
		const job = {reason: 'Resources', cpuCount: 8};
		expect(texts(why(job, {evidence: evidence(), nodes}).facts, 'free')).toEqual([
			...['5 cpus on n1', '4 cpus on n2', '3 cpus on n3', 'and 2 more nodes have some'],
		]);
	});

	it('are only nodes on which nothing runs, for one that asks for whole nodes', () => {
		const nodes = [
			node('n1', {cpusAllocated: 4}),
			node('n2', {states: ['IDLE']}),
			node('n3', {states: ['IDLE', 'COMPLETING']}),
			node('n4', {states: ['PLANNED'], cpusTotal: 8}),
			node('n5', {states: ['MIXED', 'PLANNED'], cpusAllocated: 16}),
		];
		const job = {reason: 'Resources', cpuCount: 3, nodeCount: 3};
		const asks = (wholeNodes: boolean) => {
			const {facts} = why(job, {evidence: evidence(), nodes, asked: {wholeNodes}});
			return [texts(facts, 'asked')[0]?.slice(0, 24), ...texts(facts, 'free')];
		};
		expect(asks(true)).toEqual([
			'3 cpus, on 3 whole nodes',
			'16 cpus on n2',
			'8 cpus on n4',
			'2 empty nodes have the cpus and gpus that it asks of one',
		]);
		expect(asks(false)).toContain('4 nodes have the cpus and gpus that it asks of one');
		const full = {evidence: evidence(), nodes: [node('n1')], asked: {wholeNodes: true}};
		expect(texts(why(job, full).facts, 'free')).toEqual(['no whole node in its partition']);
	});

	it('are what it asks for, memory of a cpu or of a node as scontrol alone tells', () => {
		const job = {memory: {bytes: 500 * 2 ** 20, per: 'node'}} as const;
		const asked = {memory: {bytes: 500 * 2 ** 20, per: 'cpu'}} as const;
		expect(texts(why(job).facts, 'asked')[0]).toContain('500 MiB a node');
		expect(texts(why(job, {asked}).facts, 'asked')[0]).toContain('500 MiB a cpu');
	});

	it('are those that have the cpus which it needs, whatever gpus they have', () => {
		const holder = aJob('7', {state: 'RUNNING', cpuCount: 24, gpuCount: 2, nodeList: 'n[1-3]'});
		const {facts} = why({reason: 'Resources'}, {evidence: evidence({running: [holder]})});
		expect(texts(facts, 'blockedBy')).toEqual([
			expect.stringMatching(/^7 train-llm \(yours\) · 24 cpus on n\[1-3\]/),
		]);
	});

	it('are the time before which it may not begin, which is no estimate', () => {
		const {facts} = why({reason: 'BeginTime', startsAtMs: now + 9}, {evidence: evidence()});
		expect(texts(facts, 'start')).toEqual([]);
		expect(texts(facts, 'notBefore')).toEqual(['not before at 9, as it was asked or put back']);
	});

	it('are the jobs before it and what its priority is made of', () => {
		const told = evidence({
			...{ahead: 5, aheadJobs: [aJob('1', {user: 'bob'}), aJob('2'), aJob('3'), aJob('4')]},
			priorityParts: [['FAIRSHARE', 750]],
		});
		const {facts, unknowns} = why({reason: 'Priority', priority: 864}, {evidence: told});
		expect(texts(facts, 'ahead')).toEqual([
			'5 jobs with a higher priority: 1 of bob · 2 of alice · 3 of alice · …',
		]);
		expect(texts(facts, 'priority')).toEqual(['864 · fairshare 750']);
		expect(unknowns).toEqual(['noEstimate', 'noNodes']);
	});

	it.each([
		['QOSMaxJobsPerUserLimit', ['MaxJobsPU of qos tiny · 1 of 1 used']],
		['QOSMaxCpuPerUserLimit', ['MaxTRESPU cpu of qos tiny · 4 of 4 used']],
		['AssocGrpGRES', ['GrpTRES gres/gpu of account lab-b · 8 of 8 used']],
		[
			'QOSGrpNodeLimit',
			[
				'MaxJobsPU of qos tiny · 1 of 1 used',
				'MaxTRESPU cpu of qos tiny · 4 of 4 used',
				'GrpTRES gres/gpu of account lab-b · 8 of 8 used',
			],
		],
	])('are the limits that %s is about, else all that are used up', (reason, expected) => {
		const limits = [
			{name: 'MaxJobsPU', owner: 'qos tiny', limit: '1', used: '1'},
			{name: 'MaxTRESPU cpu', owner: 'qos tiny', limit: '4', used: '4'},
			{name: 'GrpTRES gres/gpu', owner: 'account lab-b', limit: '8', used: '8'},
			{name: 'GrpJobs', owner: 'account lab-b', limit: '100', used: '8'},
		];
		expect(texts(why({reason}, {evidence: evidence({limits})}).facts, 'limit')).toEqual(expected);
	});

	it('are the jobs that it waits for, as they are now', () => {
		const dependencies = [
			{condition: 'afterok', id: '4711', job: aJob('4711', {state: 'RUNNING'})},
			{condition: 'afterany', id: '9', job: undefined},
			{condition: 'singleton', id: '', job: undefined},
		];
		const {facts} = why({reason: 'Dependency'}, {evidence: evidence({dependencies})});
		expect(texts(facts, 'dependency')).toEqual([
			'4711 to end well · train-llm · running now',
			'9 to end · not known any more',
			'other jobs of this name and user to end',
		]);
	});

	it('is no estimate that is past', () => {
		expect(texts(why({reason: 'Resources', startsAtMs: now - 1}).facts, 'start')).toEqual([]);
	});

	it('is the reason as it is told where nobody knows it', () => {
		const card = why({reason: 'SomethingNew'});
		expect(card.kind).toBeUndefined();
		expect(jobCauseText(card)).toBe('The cluster says: SomethingNew.');
	});
});

describe('who comes before a job', () => {
	it('are those of its partitions that could start, by priority and age', () => {
		const job = aJob('10', {partition: 'gpu,batch', priority: 100, submittedAtMs: 50});
		const ahead = jobsAhead(job, [
			aJob('1', {priority: 200}),
			aJob('2', {priority: 300, partition: 'batch'}),
			aJob('3', {priority: 300, partition: 'other'}),
			aJob('4', {priority: 400, reason: 'Dependency'}),
			aJob('5', {priority: 0, reason: 'JobHeldUser'}),
			aJob('6', {priority: 100, submittedAtMs: 40}),
			aJob('7', {priority: 100, submittedAtMs: 60}),
			aJob('8', {priority: 500, state: 'RUNNING'}),
			job,
		]);
		expect(ahead.map(({id}) => id)).toEqual(['2', '1', '6']);
	});

	it('and who waits for it is told by what they wait for', () => {
		const waits = (id: string, dependency: string) => aJob(id, {dependency});
		const jobs = [
			waits('1', 'afterok:4711(unfulfilled)'),
			waits('2', 'afterany:47110(unfulfilled)'),
			waits('3', 'afterany:9:4711+5(unfulfilled)'),
			waits('4', 'aftercorr:4711_*(unfulfilled)'),
			waits('5', 'singleton(unfulfilled)'),
		];
		expect(dependentsOn(jobs, '4711')).toEqual(['1', '3', '4']);
	});
});

describe('what would contradict itself', () => {
	it('is not said: next, with others before it; a start, where there will be none', () => {
		const ahead = why({reason: 'Resources'}, {evidence: evidence({ahead: 2})});
		expect(jobCauseText(ahead)).toBe('Waits for resources: what it asks for is in use.');
		const startsAtMs = now + 1;
		expect(texts(why({reason: 'JobHeldUser', startsAtMs}).facts, 'start')).toEqual([]);
		expect(texts(why({reason: 'PartitionTimeLimit', startsAtMs}).facts, 'start')).toEqual([]);
	});
});
