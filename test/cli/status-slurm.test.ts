import {describe, expect, it} from 'vitest';
import {configOfSections} from '../../source/cli/collect.ts';
import {requestedDocument, statusDocument} from '../../source/cli/status-document.ts';
import type {SlurmNode, SlurmPartition} from '../../source/domain/partition.ts';
import {jsonText} from '../../source/theme/json-text.ts';
import {aSlurmConfig, clusteredRack, hpc, mineListed} from '../helpers/clustered-rack.ts';
import {aJob} from '../helpers/job-builders.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {schemaErrors} from '../helpers/validate-document.ts';

const counts = {allocated: 1, idle: 1, other: 0, total: 2};
const partition: SlurmPartition = {
	...{name: 'gpu', isDefault: false, state: 'UP', timeLimitSeconds: 'unlimited'},
	...{nodes: counts, cpus: {...counts, total: 16, idle: 15}, gpus: undefined},
};
const node: SlurmNode = {
	...{name: 'node003', partitions: ['gpu'], states: ['MIXED', 'DRAIN'], features: []},
	...{cpusAllocated: 4, cpusTotal: 8, cpusOther: 0, load: 0.5},
	...{memoryTotalBytes: 1e9, memoryFreeBytes: undefined, gres: 'gpu:a100:2', gresUsed: undefined},
	...{gpusTotal: 2, gpusUsed: undefined, reason: 'fan \u001b[2J', reasonUser: 'root'},
	reasonAtMs: Date.UTC(2026, 10, 21, 12),
};
const running = aJob('4720_11', {
	...{rawId: '4731', state: 'RUNNING', reason: 'None', nodeList: 'node003', gpuCount: 2},
	...{startsAtMs: 60_000, endsAtMs: 3_660_000, elapsedSeconds: 60},
	...{name: 'caf\ufffd', nameBytes: 'caf\u00e9'},
});

/** A cluster that has told its own jobs and its nodes. */
function aToldRack(...jobs: readonly ReturnType<typeof aJob>[]) {
	return clusteredRack().send(mineListed(jobs), {
		...{type: 'cluster/nodesListed', cluster: hpc, partitions: [partition], nodes: [node]},
		...{atMs: 20, tookMs: 5, intervalMs: 30_000},
	});
}

function slurmOf(rack: ReturnType<typeof aToldRack>) {
	const document = JSON.parse(jsonText(statusDocument(rack.state, '1'), 0));
	expect(schemaErrors(document)).toEqual([]);
	return document;
}

describe('a cluster in the document', () => {
	it('has its partitions, its nodes and own jobs, as the schema says', () => {
		const document = slurmOf(aToldRack(running, aJob('4720_[12-20]')));
		expect(document.slurm).toMatchObject([
			{
				...{name: 'hpc', state: 'ready', version: '22.05.8'},
				partitions: [{name: 'gpu', isDefault: false, timeLimitSeconds: 'unlimited', nodes: counts}],
				nodes: [
					{
						...{name: 'node003', states: ['MIXED', 'DRAIN'], gres: 'gpu:a100:2'},
						...{reasonUser: 'root', reasonAt: '2026-11-21T12:00:00.000Z'},
					},
				],
			},
		]);
		expect(document.summary.jobs).toEqual({running: 1, pending: 9});
	});

	it('has a problem where records of its lists were not understood', () => {
		const problem = {source: 'squeue', line: '4711', reason: '21 fields instead of 22'};
		const rack = clusteredRack().send({
			...{type: 'cluster/jobsListed', cluster: hpc, scope: 'mine', jobs: [running]},
			...{atMs: 20, tookMs: 5, intervalMs: 10_000, problems: [problem, problem]},
		});
		expect(slurmOf(rack).problems).toContainEqual({
			source: 'hpc',
			text: 'squeue: 2 records were not understood (21 fields instead of 22).',
		});
	});

	it('tells a task of an array by its own number, and when it began', () => {
		const [job] = slurmOf(aToldRack(running)).slurm[0].jobs;
		expect(job).toMatchObject({
			...{id: '4731', arrayId: '4720', arrayTask: '11', state: 'RUNNING', gpus: 2},
			...{submittedAt: '1970-01-01T00:00:01.000Z', startedAt: '1970-01-01T00:01:00.000Z'},
		});
		expect(job).not.toHaveProperty('endedAt');
		expect(job).not.toHaveProperty('exitCode');
	});

	it('has the bytes of a name that is no text, and no byte that acts on a terminal', () => {
		const rack = aToldRack(running);
		expect(slurmOf(rack).slurm[0].jobs[0].nameBase64).toBe('Y2Fm6Q==');
		expect(jsonText(statusDocument(rack.state, '1'), 0)).not.toContain('\u001b');
	});

	it('says of a job that waits when it may start, and of one that ended how', () => {
		const ended = aJob('2', {
			...{state: 'FAILED', exit: {code: 3, signal: 0}, startsAtMs: 1000, endsAtMs: 2000},
		});
		const {jobs} = slurmOf(aToldRack(aJob('1', {startsAtMs: 1000}), ended)).slurm[0];
		expect(jobs[0]).toMatchObject({expectedStartAt: '1970-01-01T00:00:01.000Z'});
		expect(jobs[0]).not.toHaveProperty('startedAt');
		expect(jobs[1]).toMatchObject({endedAt: '1970-01-01T00:00:02.000Z', exitCode: 3});
		expect(jobs[1]).not.toHaveProperty('exitSignal');
	});

	it('takes whatever number a cluster tells for a time', () => {
		const odd = aJob('1', {submittedAtMs: 1e300, startsAtMs: Number.NaN});
		expect(slurmOf(aToldRack(odd)).slurm[0].jobs[0]).not.toHaveProperty('submittedAt');
	});

	it('that does not answer says why, with its last answer beside', () => {
		const rack = aToldRack(running).send({
			...{type: 'cluster/askFailed', cluster: hpc, question: 'mine', subject: undefined},
			failure: {kind: 'timedOut', where: 'login', afterMs: 12_000},
			...{controller: 'unknown', atMs: 20_000, tookMs: 12_000, intervalMs: 32_000},
		});
		const document = slurmOf(rack);
		const text = 'slurmctld timed out after 12 s. Try again later, or tell who runs the cluster.';
		expect(document.slurm).toMatchObject([{state: 'stale', failure: {kind: 'timedOut', text}}]);
		expect(document.slurm[0].jobs).toHaveLength(1);
		expect(document.problems).toContainEqual({source: 'hpc', text});
	});

	it('that has not answered when the time is over has a problem that says so', () => {
		const document = slurmOf(clusteredRack());
		expect(document.slurm).toMatchObject([{state: 'ready', failure: {kind: 'timedOut'}}]);
		expect(document.problems).toEqual([
			{
				source: 'hpc',
				text: 'squeue has not answered yet, so its jobs are not known. --timeout SECONDS waits longer.',
			},
		]);
	});

	it('without squeue says so, and has no jobs', () => {
		const rack = clusteredRack().send({
			...{type: 'cluster/lost', cluster: hpc, retryInMs: 60_000, atMs: 5},
			failure: {kind: 'missing', where: 'squeue'},
		});
		const document = slurmOf(rack);
		expect(document.slurm).toMatchObject([
			{
				state: 'lost',
				failure: {
					text: 'hpc: squeue was not found on the PATH (exit 127). Is Slurm there, and is this its login node?',
				},
			},
		]);
		expect(document.slurm[0]).not.toHaveProperty('jobs');
		expect(document.summary).not.toHaveProperty('jobs');
	});
});

it('only sections that are asked for are there', () => {
	const {state} = aToldRack(running);
	expect(Object.keys(requestedDocument(state, {only: ['jobs']}, '1'))).toEqual([
		...['schemaVersion', 'generatedAt', 'cluster', 'version', 'slurm', 'problems'],
	]);
	expect(requestedDocument(state, {only: ['nodes']}, '1')).not.toHaveProperty('slurm');
	expect(
		schemaErrors(JSON.parse(jsonText(requestedDocument(state, {only: ['jobs']}, '1'), 0))),
	).toEqual([]);
});

it('what no section tells is not asked: no cluster for the nodes, of the nodes the login for the jobs', () => {
	const nodes = [aNodeConfig('login'), aNodeConfig('other')];
	const config = {...aConfig(nodes), slurm: [aSlurmConfig('login')]};
	expect(configOfSections(config, ['nodes'])).toMatchObject({nodes, slurm: []});
	expect(configOfSections(config, ['jobs'])).toMatchObject({
		...{nodes: [{name: 'login'}], slurm: [{name: 'hpc'}]},
	});
	expect(configOfSections(config, undefined)).toEqual(config);
});
