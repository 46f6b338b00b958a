import {describe, expect, it} from 'vitest';
import {completions} from '../../source/store/completions.ts';
import {slurmRowUnder} from '../../source/store/slurm-node-rows.ts';
import type {SlurmNode} from '../../source/domain/partition.ts';
import {shownSlurmRows} from '../../source/store/slurm-node-rows.ts';
import {drawnState} from '../../source/store/selectors.ts';
import {aJob} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';
import {aPartition, aSlurmNode} from '../helpers/slurm-nodes.ts';

const runs = {state: 'RUNNING', reason: 'None'} as const;

class NodesRack extends QueueRack {
	nodes(...nodes: readonly SlurmNode[]): this {
		const partitions = [aPartition('gpu'), aPartition('pi')];
		const told = {type: 'cluster/nodesListed', cluster: hpc, partitions, nodes} as const;
		return this.send({...told, tookMs: 10, intervalMs: 30_000, atMs: 0});
	}

	get under(): string | undefined {
		return slurmRowUnder(drawnState(this.state))?.ref.name;
	}

	get list(): string {
		return shownSlurmRows(drawnState(this.state))
			.map(row => (row.kind === 'partition' || row.kind === 'node' ? row.ref.name : '|'))
			.join(' ');
	}
}

function aRack(): NodesRack {
	return new NodesRack()
		.nodes(
			aSlurmNode('pi-1', {cpusAllocated: 4, states: ['ALLOCATED']}),
			aSlurmNode('pi-2', {states: ['DRAINED'], reason: 'fan'}),
			aSlurmNode('gpu-1', {partitions: ['gpu'], states: ['DOWN'], features: ['big']}),
			aSlurmNode('pi-10'),
		)
		.press('v');
}

describe('the list of partitions and nodes', () => {
	it('has the partitions over the nodes, the worst first', () => {
		expect(aRack().list).toBe('gpu pi | | gpu-1 pi-2 pi-1 pi-10');
	});

	it('is moved in over what stands between both', () => {
		const rack = aRack();
		expect(rack.under).toBe('gpu');
		expect(rack.press('j', 'j').under).toBe('gpu-1');
		expect(rack.press('k').under).toBe('pi');
		expect(rack.press('G').under).toBe('pi-10');
		expect(rack.press('g').under).toBe('gpu');
	});

	it('is sorted by a key, and by gpus only where there are some', () => {
		const rack = aRack();
		expect(rack.press('s').list).toBe('gpu pi | | gpu-1 pi-1 pi-2 pi-10');
		expect(rack.press('s').list).toBe('gpu pi | | pi-1 gpu-1 pi-2 pi-10');
		rack.press('s');
		expect(rack.screen.jobs.nodes.sort).toBe('memory');
	});

	it.each([
		['state:drain', 'pi-2'],
		['part:gpu', 'gpu | | gpu-1'],
		['!part:gpu state:idle', 'pi-10'],
		['feature:big', 'gpu-1'],
		['reason:fan', 'pi-2'],
		['pi-1', 'pi-1 pi-10'],
		['user:alice', 'pi-1'],
		['state:down,drain', 'gpu-1 pi-2'],
	])('is filtered by %s', (filter, list) => {
		const rack = aRack().mine(aJob('7', {...runs, nodeList: 'pi-1'}));
		expect(rack.press('/').type(filter).press('enter').list).toBe(list);
		expect(rack.press('esc').list).toContain('gpu pi | |');
	});

	it.each([
		['stat:drain', 'state:drain'],
		['state:((', 'state:drain'],
		['part:gpu|pi', 'part:gpu'],
		['name:pi-[12]', 'name:gpu-01'],
		['feature:avx*', 'feature:avx512'],
		['user:((', 'user:alice'],
	])('says of %s what would be a filter', (typed, right) => {
		const rack = aRack().press('/').type(typed).press('enter');
		expect(rack.screen.line?.problem).toBe(`Not a filter: ${typed}. Try ${right}`);
	});

	it('is what :sort and :filter are about while it is shown', () => {
		const rack = aRack().press(':').type('sort name').press('enter');
		expect(rack.list).toBe('gpu pi | | gpu-1 pi-1 pi-2 pi-10');
		rack.press(':').type('filter state:drain').press('enter');
		expect(rack.list).toBe('pi-2');
		expect(rack.screen.jobs).toMatchObject({view: 'nodes', sort: 'mine', filter: ''});
		rack.press(':').type('sort user').press('enter');
		expect(rack.screen.line?.problem).toMatch(/^Not a column: user\. Try /);
	});

	it('has its own columns proposed', () => {
		const rack = aRack().press(':').type('sort ');
		const words = completions(rack.state).words.map(({text}) => text);
		expect(words).toEqual(['health', 'name', 'cpu', 'gpu', 'memory', 'load']);
	});

	it('keeps its cursor on the node when the list is told anew', () => {
		const rack = aRack().press('G');
		rack.rested().nodes(aSlurmNode('pi-10', {states: ['DOWN']}), aSlurmNode('pi-1'));
		expect(rack.under).toBe('pi-10');
		expect(rack.list).toBe('gpu pi | | pi-10 pi-1');
	});

	it('does not move rows under a hand', () => {
		const rack = aRack().press('G');
		rack.nodes(aSlurmNode('pi-10', {states: ['DOWN']}), aSlurmNode('pi-1'));
		expect(rack.list).toBe('gpu pi | | pi-1 pi-10');
		expect(rack.rested().list).toBe('gpu pi | | pi-10 pi-1');
	});

	it('goes back to the queue where there is nothing else to give up', () => {
		const rack = aRack().press('j', 'enter');
		expect(rack.screen.jobs.nodes.isOpen).toBe(true);
		expect(rack.press('esc').screen.jobs).toMatchObject({view: 'nodes', nodes: {isOpen: false}});
		expect(rack.press('esc').screen.jobs.view).toBe('queue');
	});

	it('asks for the jobs of everybody, for who uses a node', () => {
		const rack = aRack();
		expect(rack.state.clusters[0]?.look).toMatchObject({hasNodes: true, hasAll: true});
		expect(rack.press('v').state.clusters[0]?.look).toMatchObject({hasNodes: false, hasAll: false});
	});
});

describe('a node of the list', () => {
	it('leads to its jobs, one after the other, and esc comes back', () => {
		const rack = aRack()
			.mine(aJob('7', {...runs, nodeList: 'pi-[1-2]'}), aJob('8', {...runs, nodeList: 'pi-1'}))
			.press('G', 'k', 'enter', 'enter');
		expect(rack.screen.jobs).toMatchObject({view: 'queue', isOpen: true, cursor: {id: '7'}});
		rack.press('esc');
		expect(rack.under).toBe('pi-1');
		expect(rack.screen.jobs).toMatchObject({view: 'nodes', nodes: {isOpen: true}});
		expect(rack.press('enter').screen.jobs.cursor?.id).toBe('8');
	});

	it('leads to a job of somebody else, which is shown then', () => {
		const rack = aRack()
			.all(aJob('9', {...runs, user: 'bob', nodeList: 'pi-10'}))
			.press('G', 'enter', 'enter');
		expect(rack.screen.jobs).toMatchObject({view: 'queue', hasAll: true, cursor: {id: '9'}});
	});

	it('leads to the array of a task that is folded', () => {
		const rack = aRack()
			.mine(aJob('7_1', {...runs, nodeList: 'pi-10'}), aJob('7_[2-9]'))
			.press('G', 'enter', 'enter');
		expect(rack.screen.jobs).toMatchObject({view: 'queue', isOpen: true, cursor: {id: '7'}});
	});

	it('leads to its row in the Nodes tab, and esc comes back', () => {
		const rack = aRack().press('G', 'k', 'n');
		expect(rack.screen).toMatchObject({tab: 'nodes', nodes: {isOpen: true, cursor: 'pi-1'}});
		expect(rack.press('esc').screen).toMatchObject({tab: 'jobs', jobs: {view: 'nodes'}});
		expect(rack.press('G', 'n').screen.tab).toBe('jobs');
	});

	it('is drained as it was under the cursor, and a partition is not', () => {
		const rack = aRack().press('G', 'D');
		expect(rack.screen.line?.about).toMatchObject({kind: 'slurmNode', nodes: ['pi-10']});
		rack.press('esc', 'g', 'D');
		expect(rack.screen.line).toBeUndefined();
	});

	it('says what D and U are for where the cursor is on a partition', () => {
		const rack = aRack();
		const reason = expect.stringContaining('put the cursor on one');
		for (const key of ['D', 'U']) {
			expect(rack.press(key).screen.toast?.what).toMatchObject({notice: {reason}});
		}
	});

	it('keeps the row of a node under the cursor that is told of no more, until the cursor leaves it', () => {
		const rack = aRack().press('G', 'k');
		expect(rack.under).toBe('pi-1');
		rack.nodes(aSlurmNode('pi-2'), aSlurmNode('pi-10')).rested();
		expect([rack.under, rack.list]).toEqual(['pi-1', 'gpu pi | | pi-2 pi-10 pi-1']);
		expect(rack.press('D').screen.line).toBeUndefined();
		expect(rack.press('enter').screen.jobs.nodes.isOpen).toBe(false);
		rack.nodes(aSlurmNode('pi-2'), aSlurmNode('pi-10'));
		expect(rack.under).toBe('pi-1');
		rack.press('k');
		expect([rack.under, rack.list]).toEqual(['pi-10', 'gpu pi | | pi-2 pi-10']);
	});

	it('has the row of a node that came back once', () => {
		const rack = aRack().press('G', 'k').nodes(aSlurmNode('pi-2'));
		rack.nodes(aSlurmNode('pi-1'), aSlurmNode('pi-2')).rested();
		expect([rack.under, rack.list]).toEqual(['pi-1', 'gpu pi | | pi-1 pi-2']);
	});

	it('lets marks go with their nodes, and by esc', () => {
		const rack = aRack().press('G', 'space', 'k', 'space');
		expect(rack.screen.jobs.nodes.marks).toEqual(['pi-10', 'pi-1']);
		rack.nodes(aSlurmNode('pi-1'), aSlurmNode('pi-2'));
		expect(rack.screen.jobs.nodes.marks).toEqual(['pi-1']);
		expect(rack.press('esc').screen.jobs.nodes.marks).toEqual([]);
		expect(rack.screen.jobs.view).toBe('nodes');
	});

	it('has its name copied', () => {
		const rack = aRack().press('G', 'y');
		expect(rack.effects).toEqual([{type: 'copyText', what: 'name', text: 'pi-10'}]);
	});

	it('is put under the cursor by the mouse, and opened by a second click', () => {
		const rack = aRack();
		const click = {
			type: 'mouse/clicked',
			target: {kind: 'slurmNode', row: {kind: 'node', name: 'pi-2'}},
			atMs: 100,
		} as const;
		expect(rack.send(click).under).toBe('pi-2');
		expect(rack.send({...click, atMs: 300}).screen.jobs.nodes.isOpen).toBe(true);
	});
});
