import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import type {State} from '../../source/store/state.ts';
import {frameOf, inColour, rawFrame} from '../helpers/frame.tsx';
import {aCluster} from '../helpers/home-queue.ts';
import {atMs, homeRack, stateOf} from '../helpers/home-rack.ts';
import {aSlurmNode, clusterWithNodes} from '../helpers/slurm-nodes.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};

function seen(name: string, cluster = clusterWithNodes()): State {
	const nodes = {...initialScreen.nodes, cursor: name as NodeName};
	return {...stateOf(homeRack(), {nodes}), clusters: [cluster]};
}

function slurmLine(state: State, size = large): string {
	const line = frameOf(state, size).find(one => one.startsWith('     slurm')) ?? '';
	return line.slice(5, size === large ? 62 : 46).trim();
}

describe('the detail of a node in the Nodes tab', () => {
	it('says which job of its cluster runs there', () => {
		expect(slurmLine(seen('gpu-01'))).toBe('slurm     4711 train-llm · alice · 2 h 14 m');
		expect(slurmLine(seen('gpu-01'), small)).toContain('slurm  4711 train-llm · alice');
	});

	it('says of the jobs of others too, where they are known', () => {
		expect(slurmLine(seen('pi-worker1'))).toContain('draining · throttled: fan is broken · root');
		const all = frameOf(seen('pi-worker1'), large).join('\n');
		expect(all).toContain('4715 blast-nt · bob · 5 h 40 m');
	});

	it('counts the jobs that it does not name', () => {
		expect(slurmLine(seen('pi-worker2'))).toBe(
			'slurm     4720_42 tokenize-shards · alice · 1 more',
		);
	});

	it('says that a node is idle, and nothing of one that no cluster knows', () => {
		expect(slurmLine(seen('pi-worker3'))).toBe('slurm     idle');
		expect(slurmLine(seen('login'))).toBe('');
	});

	it('says of jobs where the cluster has not told its nodes', () => {
		const cluster = aCluster({nodes: {state: 'loading'}});
		expect(slurmLine(seen('gpu-01', cluster))).toContain('4711 train-llm · alice');
	});

	it('knows a node by the name that the configuration gives it in the cluster', () => {
		const state = seen('gpu-02', withNode('node007'));
		const nodes = state.nodes.map(node =>
			node.config.name === 'gpu-02'
				? {...node, config: {...node.config, slurmNode: 'node007'}}
				: node,
		);
		expect(slurmLine({...state, nodes})).toBe('slurm     maintenance');
	});

	it('does not obey a reason', () => {
		const reason = '\u001b[2J\u001b]0;pwned\u0007\u202egnol';
		const value = {
			partitions: [],
			nodes: [aSlurmNode('pi-worker3', {states: ['DRAINED'], reason})],
		};
		const state = seen('pi-worker3', aCluster({nodes: {state: 'fresh', atMs, value}}));
		const raw = rawFrame(state, large, {profile: inColour}).join('\n');
		for (const obeyed of ['\u001b[2J', '\u001b]', '\u202e', '\u0007']) {
			expect(raw).not.toContain(obeyed);
		}
		expect(raw).toContain('drained');
	});
});

function withNode(name: string) {
	const value = {partitions: [], nodes: [aSlurmNode(name, {states: ['MAINTENANCE']})]};
	return aCluster({nodes: {state: 'fresh', atMs, value}});
}
