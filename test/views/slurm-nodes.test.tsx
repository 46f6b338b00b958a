import {describe, expect, it} from 'vitest';
import type {HostName} from '../../source/domain/ids.ts';
import type {ScreenSize} from '../../source/domain/screen.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import type {SlurmNodesScreen} from '../../source/store/slurm-nodes-screen.ts';
import {slurmTableLines} from '../../source/views/slurm-nodes-table.ts';
import {slurmDetailOf} from '../../source/views/slurm-node-detail.ts';
import {isEntry, shownSlurmRows} from '../../source/store/slurm-node-rows.ts';
import {clean} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';
import {colourless, frameOf, inAscii, rawFrame, stripSgr, textOf} from '../helpers/frame.tsx';
import {aCluster, queueState} from '../helpers/home-queue.ts';
import {atMs, lostNode} from '../helpers/home-rack.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {aPartition, aSlurmNode, clusterWithNodes, slurmNodesState} from '../helpers/slurm-nodes.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};
const node = (name: string) => ({kind: 'node', name}) as const;

function bodyOf(
	nodes: Partial<SlurmNodesScreen> = {},
	size: ScreenSize = small,
	cluster = clusterWithNodes(),
): readonly string[] {
	return frameOf(slurmNodesState(cluster, nodes), size).slice(2, -1);
}

describe('the partitions and nodes of a cluster', () => {
	it('at 120x40 stand in one list', () => {
		const frame = frameOf(slurmNodesState(clusterWithNodes(), {cursor: node('gpu-01')}), large);
		expect(frame[1]).toMatch(/^ 1 Nodes {2}2 Jobs .* worst first · 6 calls\/min · 4 s old$/);
		expect(frame.slice(2, 17)).toEqual([
			'',
			'     hpc   6 nodes · 1 down · 1 closed · 40 of 92 cpus in use · 2 of 5 gpus',
			'',
			'     PARTITION         STATE                 CPUS              GPUS         NODES         LIMIT',
			'   ● gpu               up                   32/80 ███▒▒▒░░      2/5 ██▒░      1/3 ██▒▒░░    3 d  default · 1 closed',
			'   ● pi                up                    8/12 █████░░░        -           1/3 ██▒▒░░    1 d  1 closed',
			'',
			'     NODE              STATE                 CPUS              GPUS        MEM         LOAD  JOBS, OR WHY NOT',
			'   ✖ gpu-03            down, no answer  Not responding · slurm · since 13:48:25',
			'   ▲ pi-worker1        draining               4/4 ████████        -        25% █▌      3.90  throttled: fan is broken',
			' › ● gpu-01            allocated            32/32 ████████      2/2 ████   61% ███▋    28.1  4711 train-llm · alice',
			'   ● gpu-02            idle                  0/16 ░░░░░░░░      0/1 ░░░░   22% █▍      0.42',
			'   ● pi-worker2        allocated              4/4 ████████        -        25% █▌      3.10  2 jobs',
			'   ● pi-worker3        idle                   0/4 ░░░░░░░░        -        25% █▌      0.42',
			'',
		]);
		expect(frame.slice(17, 29)).toEqual([
			expect.stringMatching(/^ ─── gpu-01 ─+ gpu · gpu:rtx4090:2$/),
			'     allocated',
			'',
			'                        HAS     IN USE                        WHERE         NOW',
			'     cpu                 32         32  100% ██████████       ● gpu-01  cpu    87% ████████▊',
			'     gpu                  2          2  100% ██████████                 mem    61% ██████▏',
			'     memory         128 GiB   78.0 GiB   61% ██████▏                    gpu 0  98% █████████▊',
			'     load                         28.1                                  gpu 1  97% █████████▊',
			'',
			'     jobs         ● 4711           train-llm                 alice     running   2 h 14 m',
			'     partitions   gpu',
			'     features     avx512, rtx4090',
		]);
		expect(frame.at(-1)).toBe(
			' ↑↓ select  enter open  / filter  n in the rack  s sort  v jobs  D drain  U resume  : command  ? help',
		);
	});

	it('at 80x24 have what there is room for', () => {
		expect(bodyOf().slice(0, 10)).toEqual([
			'     hpc   6 nodes · 1 down · 1 closed · 40 of 92 cpus in use · 2 of 5 gpus',
			'     PARTITION     STATE           CPUS         GPUS    NODES  LIMIT',
			' › ● gpu           up             32/80 ██▒░     2/5      1/3    3 d  default',
			'   ● pi            up              8/12 ███░       -      1/3    1 d  1 closed',
			'',
			'     NODE          STATE           CPUS         GPUS   MEM  JOBS, OR WHY NOT',
			'   ✖ gpu-03        down, no …  Not responding · slurm · since 13:48:25',
			'   ▲ pi-worker1    draining         4/4 ████       -   25%  throttled: fan is …',
			'   ● gpu-01        allocated      32/32 ████     2/2   61%  4711 train-llm',
			'   ● gpu-02        idle            0/16 ░░░░     0/1   22%',
		]);
	});

	it('tell of a partition what is in use, and which of its nodes are closed and why', () => {
		expect(bodyOf({}, large).slice(15, 22)).toEqual([
			expect.stringMatching(/^ ─── gpu ─+ up · at most 3 d · default$/),
			'',
			'     nodes        ████████▒▒▒▒▒▒▒▒░░░░░░░░       1 in use       1 free       1 closed',
			'     cpus         ██████████▒▒▒▒▒▒▒▒▒▒░░░░      32 in use      16 free      32 closed',
			'     gpus         ██████████▒▒▒▒▒▒▒▒▒▒░░░░       2 in use       1 free       2 closed',
			'',
			'     closed       ✖ gpu-03          down, no answer · Not responding · slurm · since 13:48:25',
		]);
	});

	it('have no column of gpus where the cluster has none', () => {
		const nodes = [aSlurmNode('pi-1')];
		const value = {partitions: [aPartition('pi')], nodes};
		const cluster = aCluster({nodes: {state: 'fresh', atMs, value}});
		expect(bodyOf({}, large, cluster).join('\n')).not.toContain('GPU');
	});

	it('keep the head of the nodes over them while the list is scrolled', () => {
		const nodes = Array.from({length: 2000}, (_, index) => aSlurmNode(`node${index + 1}`));
		const value = {partitions: [aPartition('pi')], nodes};
		const cluster = aCluster({nodes: {state: 'fresh', atMs, value}});
		const body = bodyOf({cursor: node('node1500')}, small, cluster);
		expect(body[1]).toContain('NODE ');
		expect(body.join('\n')).toContain('› ● node1500');
		expect(body.filter(line => line.includes('NODE '))).toHaveLength(1);
	});

	it('say how many of them have no room, above and below', () => {
		const names = Array.from({length: 13}, (_, index) => `node${index + 10}`);
		const nodes = names.map(name => aSlurmNode(name));
		const partitions = ['a', 'b', 'c', 'gpu'].map(name => aPartition(name));
		const cluster = aCluster({nodes: {state: 'fresh', atMs, value: {partitions, nodes}}});
		const [, head = ''] = bodyOf({}, small, cluster);
		expect(head).toMatch(/^ {5}PARTITION .* LIMIT .* ↓ 8 more$/);
		expect(bodyOf({}, small, cluster)[13]).toMatch(/^ ─── a /);
		const [, last = ''] = bodyOf({cursor: node('node22')}, small, cluster);
		expect(last).toMatch(/^ {5}NODE .* JOBS, OR WHY NOT .* ↑ 6 more$/);
		const tall = bodyOf({}, large, cluster);
		expect(tall.join('\n')).not.toContain('more');
	});

	it('tell of a node that is gone, of marks, and of lines that were not read', () => {
		const problem = {source: 'sinfo', line: 'x', reason: 'too short'};
		const cluster = clusterWithNodes({unread: {nodes: [problem, problem]}});
		const gone = {node: aSlurmNode('pi-9'), place: 4};
		const body = bodyOf({cursor: node('pi-9'), gone, marks: ['gpu-01']}, small, cluster);
		expect(body[0]).toMatch(/^ {5}hpc {3}6 nodes · 1 down .* {3}▲ 2 not read$/);
		expect(body[0]?.length).toBeLessThan(80);
		expect(body).toContainEqual(
			expect.stringMatching(/^ › ○ pi-9 +gone +the cluster tells of it no more$/),
		);
		expect(body).toContainEqual(expect.stringMatching(/^ {2}◆● gpu-01 /));
	});

	it('open the detail of a node over the whole body', () => {
		const body = bodyOf({cursor: node('pi-worker1'), isOpen: true});
		expect(body[0]).toMatch(/^ ─── pi-worker1 ─+ pi$/);
		expect(body[1]).toBe('     draining: throttled: fan is broken · root · since 20 Nov');
		expect(body.join('\n')).toContain('● 4715           blast-nt');
	});

	it('are drawn in ascii', () => {
		const frame = rawFrame(slurmNodesState(), large, {profile: inAscii}).map(stripSgr).join('\n');
		expect(frame).toMatch(/^[\n\u0020-\u007e]*$/);
	});
});

describe('a cluster that is silent', () => {
	const failure = {kind: 'timedOut', where: 'slurmctld', afterMs: 10_000} as const;
	const value = {partitions: [aPartition('pi')], nodes: [aSlurmNode('pi-1')]};

	it('is told over its last list', () => {
		const trouble = {
			failure,
			controller: 'unknown',
			sinceMs: atMs,
			retryAtMs: atMs + 20_000,
		} as const;
		const stale = {state: 'stale', atMs: atMs - 43_000, value, failure} as const;
		const body = bodyOf({}, small, aCluster({nodes: stale, trouble}));
		expect(body.slice(0, 4)).toEqual([
			expect.stringMatching(/^ ─── list of nodes of hpc ─+ ▲ 43 s old$/),
			expect.stringMatching(/^ {5}slurmctld timed out after 10 s\. This is the list of nodes of /),
			'     Next try in 20 s · r tries now',
			expect.stringMatching(/^ {5}PARTITION/),
		]);
	});

	it('says so where there never was a list, and while one is asked for', () => {
		const failed = bodyOf({}, small, aCluster({nodes: {state: 'failed', failure}})).join('\n');
		expect(failed).toContain('list of nodes of hpc');
		expect(failed).toContain('✖ never answered');
		expect(bodyOf({}, small, aCluster({nodes: {state: 'loading'}}))[1]).toBe(
			'     asking slurmctld, 4 s',
		);
	});

	it('whose login node is lost says why that is, and where it is shown', () => {
		const cluster = aCluster({nodes: {state: 'failed', failure}});
		const config = {...cluster.config, via: 'login' as HostName};
		const state = slurmNodesState({...cluster, config});
		const nodes = state.nodes.map(one => (one.config.name === 'login' ? lostNode('login') : one));
		const body = frameOf({...state, nodes}, small).join('\n');
		expect(body).toContain('no route to host');
		expect(body).toContain('1 goes to the nodes');
		expect(body).not.toMatch(/Is Slurm there|r tries again/);
	});

	it('without a node, and where nothing matches a filter', () => {
		const none = {state: 'fresh', atMs, value: {partitions: [], nodes: []}} as const;
		expect(bodyOf({}, small, aCluster({nodes: none}))[2]).toContain('hpc has no partition');
		expect(bodyOf({filter: 'state:reboot'})[2]).toBe(
			'     Nothing matches "state:reboot". esc clears the filter.',
		);
	});

	it('is not configured', () => {
		const nodes = initialScreen.jobs.nodes;
		const frame = frameOf(queueState('none', {view: 'nodes', nodes}), small).join('\n');
		expect(frame).toContain('No Slurm cluster is configured');
	});
});

describe('what comes from outside', () => {
	it('is shown harmless, in rows and in the detail', () => {
		const nodes = hostileCorpus.map(({text}, index) =>
			aSlurmNode(`${text}${index}`, {
				...{partitions: [text], states: ['DRAINED', text], features: [text]},
				...{gres: text, gresUsed: text, reason: text, reasonUser: text, reasonAtMs: atMs},
			}),
		);
		const partitions = hostileCorpus.map(({text}) => aPartition(text, {state: text}));
		const cluster = aCluster({nodes: {state: 'fresh', atMs, value: {partitions, nodes}}});
		const state = slurmNodesState(cluster);
		const screen = state.screen ?? initialScreen;
		const picture = {state, screen, profile: colourless};
		const rows = shownSlurmRows(state);
		const size = {columns: 80, rows: 40, isAiry: false};
		const lines = [
			...slurmTableLines(picture, {top: 0, rows: rows.length}),
			...rows.flatMap(row => (isEntry(row) ? slurmDetailOf(row, picture, size).lines : [])),
		];
		expect(lines.length).toBeGreaterThan(hostileCorpus.length * 4);
		for (const line of lines.map(textOf)) {
			expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
			expect(widthOf(clean(line))).toBeLessThanOrEqual(80);
		}
	});
});
