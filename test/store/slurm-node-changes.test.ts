import {describe, expect, it} from 'vitest';
import type {SlurmNode} from '../../source/domain/partition.ts';
import {frameOf} from '../helpers/frame.tsx';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

function node(name: string): SlurmNode {
	const unknown = undefined;
	return {
		...{name, partitions: ['batch'], states: ['IDLE'], features: []},
		...{cpusAllocated: 0, cpusTotal: 4, cpusOther: 0, load: 0.1},
		...{memoryTotalBytes: unknown, memoryFreeBytes: unknown, gres: unknown, gresUsed: unknown},
		...{gpusTotal: unknown, gpusUsed: unknown},
		...{reason: unknown, reasonUser: unknown, reasonAtMs: unknown},
	};
}

function nodesOfCluster(): QueueRack {
	const nodes = [node('node001'), node('node002')];
	const told = {partitions: [], nodes, tookMs: 10, intervalMs: 30_000};
	return new QueueRack()
		.send({type: 'cluster/nodesListed', cluster: hpc, ...told, atMs: 0})
		.press('v');
}

describe('a node of a cluster', () => {
	it('is drained with a reason, after it was asked', () => {
		const rack = nodesOfCluster().press('D').type('fan 2; $(x)').press('enter');
		expect(rack.asked).toEqual([]);
		const text = frameOf(rack.state, {columns: 80, rows: 24}).join('\n');
		expect(text).toContain('┌─ Drain node001? ─');
		expect(text).toContain('Everybody reads why: fan 2; $(x)');
		expect(text).toContain("scontrol update NodeName=node001 State=DRAIN 'Reason=fan 2; $(x)'");
		expect(rack.press('D').asked).toEqual([
			{
				...{type: 'changeSlurmNode', cluster: hpc, nodes: ['node001']},
				change: {kind: 'drain', reason: 'fan 2; $(x)'},
			},
		]);
	});

	it('is not drained without one', () => {
		const rack = nodesOfCluster().press('D', 'enter');
		expect(rack.screen.line?.problem).toBe('Say why: others read it in sinfo -R.');
		expect(rack.screen.dialog).toBeUndefined();
	});

	it('is resumed by U, twice, and by no other key', () => {
		const rack = nodesOfCluster().press('U', 'D', 'C');
		expect(rack.asked).toEqual([]);
		expect(rack.press('U').asked).toMatchObject([{nodes: ['node001'], change: {kind: 'resume'}}]);
	});

	it('is left alone where nothing may be changed', () => {
		const rack = nodesOfCluster();
		rack.send({type: 'session/opened', isReadOnly: true, isDemo: false, atMs: 0}).press('D');
		expect(rack.screen.line).toBeUndefined();
		expect(rack.screen.toast?.what).toMatchObject({notice: {kind: 'readOnly'}});
	});

	it('is one of several that are marked: one question, one command', () => {
		const rack = nodesOfCluster().press('space', 'space', 'D').type('fan').press('enter');
		const text = frameOf(rack.state, {columns: 80, rows: 24}).join('\n');
		expect(text).toContain('Drain 2 nodes?');
		expect(text).toContain('scontrol update NodeName=node001,node002 State=DRAIN Reason=fan');
		expect(rack.press('D').asked).toMatchObject([{nodes: ['node001', 'node002']}]);
		expect(rack.screen.jobs.nodes.marks).toEqual([]);
		expect(rack.press('D').screen.line?.about).toMatchObject({nodes: ['node002']});
	});

	it('tells what the cluster answered, and writes it down', () => {
		const argv = ['scontrol', 'update', 'NodeName=node001', 'State=RESUME'];
		const result = {kind: 'refused', words: 'Invalid user id'} as const;
		const rack = nodesOfCluster().send({
			...{type: 'jobs/nodeChanged', cluster: hpc, change: {kind: 'resume'}, atMs: 0},
			outcomes: [{node: 'node001', argv, result}],
		});
		expect(frameOf(rack.state, {columns: 80, rows: 24}).join('\n')).toContain(
			'node001 is not resumed: only an operator may do that.',
		);
		expect(rack.asked).toEqual([
			{
				type: 'appendAudit',
				records: [
					{what: 'resumeNode', target: 'hpc node001', argv, result: 'refused: Invalid user id'},
				],
			},
		]);
	});
});
