import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import type {ClusterState} from '../../source/store/clusters-state.ts';
import type {JobsScreen} from '../../source/store/jobs-screen.ts';
import {frameOf, inAscii, rawFrame, stripSgr} from '../helpers/frame.tsx';
import {aCluster, queueState} from '../helpers/home-queue.ts';
import {atMs} from '../helpers/home-rack.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {aJob} from '../helpers/job-builders.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};
const told = {state: 'fresh', atMs: atMs - 4000} as const;

function bodyOf(
	cluster: Partial<ClusterState> | 'none' = {},
	jobs: Partial<JobsScreen> = {},
	size = small,
): readonly string[] {
	const state = queueState(cluster === 'none' ? 'none' : aCluster(cluster), jobs);
	return frameOf(state, size).slice(2, -1);
}

describe('the queue of SCREENS', () => {
	it('at 120x40 stands where it is drawn', () => {
		const frame = frameOf(queueState(), large);
		expect(frame[1]).toMatch(/^ 1 Nodes {2}2 Jobs .* mine first · 6 calls\/min · 4 s old$/);
		expect(frame.slice(2, 17)).toEqual([
			'',
			'     hpc            mine  3 run  24 wait    all  4 run  25 wait       gpu  2 of 3 gpus, 32 of 48 cpus   pi  8 of 8 cpus',
			'',
			'     ID             NAME              USER    PART   STATE          TIME  LIMIT   CPU  GPU  WHERE, OR WHY NOT',
			' › ● 4711           train-llm         alice   gpu    running    2 h 14 m    8 h    32    2  gpu-01',
			'   ●▸4720_[1-64]    tokenize-shards   alice   pi     running   38 m  2 s    2 h     2    -  ████████▒░░░  41 of 64 done',
			'   · 4725           eval-llm          alice   gpu    waiting           -    1 h     8    1  after 4711 ends',
			'   · 4726           finetune-lora     alice   gpu    waiting           -    4 h    16    2  resources · about 19:48',
			'   ▲ 4729           sweep-big         alice   gpu    waiting           -    5 d    32    2  never: over the 3 d limit',
			'   ✖ 4698           train-llm         alice   gpu    failed    12 m 40 s    8 h    32    2  exit 1 · gpu-01',
			'   ✓ 4690           tokenize-test     alice   pi     done       1 m 12 s    1 h     2    -  pi-worker2',
			'',
			'   ● 4715           blast-nt          bob     pi     running    5 h 40 m    1 d     4    -  pi-worker1',
			'   · 4731           fold-bat…ains-v2  carol   pi     waiting           -    6 h     4    -  resources · about 14:40',
			'',
		]);
		expect(frame[17]).toMatch(/^ ─── 4711 {2}train-llm ─+ alice/);
		expect(frame.at(-1)).toBe(
			' ↑↓ select  / filter  a all  w why  l log  C cancel  H hold  R requeue  T time  S submit  : command  ? help',
		);
	});

	it('at 80x24 has what there is room for', () => {
		expect(bodyOf().slice(0, 10)).toEqual([
			'     hpc        mine  3 run  24 wait    all  4 run  25 wait   gpu 2 of 3 gpus',
			'     ID           NAME            STATE         TIME  WHERE, OR WHY NOT     ↓ 2',
			' › ● 4711         train-llm       running   2 h 14 m  gpu-01',
			'   ●▸4720_[1-64]  tokeniz…shards  running  38 m  2 s  ██████▒░░░  41 of 64 done',
			'   · 4725         eval-llm        waiting          -  after 4711 ends',
			'   · 4726         finetune-lora   waiting          -  resources · about 19:48',
			'   ▲ 4729         sweep-big       waiting          -  never: over the 3 d limit',
			'   ✖ 4698         train-llm       failed   12 m 40 s  exit 1 · gpu-01',
			'   ✓ 4690         tokenize-test   done      1 m 12 s  pi-worker2',
			expect.stringMatching(/^ ─── 4711 {2}train-llm ─/),
		]);
	});

	it.each([
		[100, 'ID NAME USER PART STATE TIME WHERE, OR WHY NOT'],
		[160, 'ID NAME USER ACCOUNT PART QOS STATE TIME LIMIT CPU GPU PRIO WHERE, OR WHY NOT'],
		[
			200,
			'ID NAME USER ACCOUNT PART QOS STATE TIME LIMIT CPU GPU MEM PRIO SUBMITTED WHERE, OR WHY NOT',
		],
	])('at %i columns has more of them', (columns, heads) => {
		const [, , , head = ''] = bodyOf({}, {}, {columns, rows: 40});
		expect(head.trim().replaceAll(/ +/g, ' ')).toBe(heads);
	});

	it('has the columns that were chosen, and those go first for which there is no room', () => {
		const chosen = {columns: ['priority', 'memory', 'account'] as const};
		const [, head = ''] = bodyOf({}, chosen);
		expect(head.trim().replaceAll(/ +/g, ' ')).toBe('ID NAME STATE TIME WHERE, OR WHY NOT ↓ 2');
		const [, , , wide = ''] = bodyOf({}, chosen, large);
		expect(wide.trim().replaceAll(/ +/g, ' ')).toBe(
			'ID NAME ACCOUNT STATE TIME MEM PRIO WHERE, OR WHY NOT',
		);
	});

	it('has its shapes in ascii', () => {
		const frame = frameOf(queueState(), small, {profile: inAscii});
		expect(frame[4]).toMatch(/^ > o 4711 /);
		expect(frame[5]).toMatch(/^ {3}o\+4720_\[1-64\] .* ######\+\.\.\. {2}41 of 64 done$/);
	});
});

describe('tasks of an array that is unfolded', () => {
	const tasks = {'4720': {...told, value: [43, 42].map(task => aJob(`4720_${task}`))}};

	it('hang under it in their order', () => {
		const body = bodyOf({tasks, finished: {...told, value: []}}, {unfolded: ['4720']});
		expect(body.slice(3, 6).map(line => line.slice(0, 30).trimEnd())).toEqual([
			'   ●▾4720_[…]     tokeniz…shar',
			'   · ├─4720_42    train-llm',
			'   · └─4720_43    train-llm',
		]);
	});
});

describe('where there is nothing to show it is said why', () => {
	const none = {...told, value: []};
	const silent = {kind: 'timedOut', where: 'slurmctld', afterMs: 10_000} as const;

	it.each<[string, Partial<ClusterState> | 'none', Partial<JobsScreen>, string]>([
		['no cluster', 'none', {}, 'No Slurm cluster is configured: here are its jobs, once one is.'],
		[
			'no job',
			{mine: none, finished: none},
			{hasAll: false},
			'No jobs of yours. a shows all, S submits one.',
		],
		[
			'no job at all',
			{mine: none, finished: none, all: none},
			{},
			'No jobs at all. S submits one.',
		],
		['a filter', {}, {filter: 'user:zoe'}, 'Nothing matches "user:zoe". esc clears the filter.'],
		['no answer yet', {mine: {state: 'loading'}}, {}, 'asking slurmctld, 4 s'],
		['no link yet', {mine: {state: 'idle'}, link: {state: 'connecting'}}, {}, 'starting'],
		[
			'never an answer',
			{mine: {state: 'failed', failure: {kind: 'missing', where: 'squeue'}}},
			{},
			'this machine: squeue was not found on the PATH (exit 127).',
		],
	])('%s', (...[, cluster, jobs, words]) => {
		expect(bodyOf(cluster, jobs).map(line => line.trim())).toContain(words);
		expect(bodyOf(cluster, jobs, large).map(line => line.trim())).toContain(words);
	});

	it('records that were not understood: how many rows may be missing stands over it', () => {
		const problem = {source: 'squeue', line: '', reason: '21 fields instead of 22'};
		const [line] = bodyOf({unread: {mine: [problem, problem]}});
		expect(line).toBe('     hpc        mine  3 run  24 wait    all  4 run  25 wait   ▲ 2 not read');
	});

	it('an answer that is missing: the last one is dim, and from when it is stands over it', () => {
		const stale = {
			mine: {state: 'stale', atMs: atMs - 43_000, failure: silent},
			trouble: {
				...({failure: silent, controller: 'unknown', sinceMs: atMs - 9000} as const),
				retryAtMs: atMs + 20_000,
			},
		} as const;
		const mine = aCluster().mine;
		const value = mine.state === 'fresh' ? mine.value : [];
		const body = bodyOf({...stale, mine: {...stale.mine, value}});
		expect(body.slice(0, 6)).toEqual([
			expect.stringMatching(/^ ─── queue of hpc ─+ ▲ 43 s old$/),
			'     slurmctld timed out after 10 s. This is the queue of 14:01:28.',
			'     Next try in 20 s · r tries now',
			expect.stringMatching(/^ {5}ID /),
			expect.stringMatching(/^ › ● 4711 /),
			expect.stringMatching(/^ {3}●▸4720/),
		]);
	});
});

describe('whatever a job is called', () => {
	const jobs: readonly Job[] = hostileCorpus.slice(0, 200).map(({text}, index) =>
		aJob(String(index + 1), {
			...{name: text, user: text, account: text, reason: text, partition: text},
			...{state: index % 2 === 0 ? text : 'PENDING', nodeList: text, dependency: text},
		}),
	);

	it.each([small, large])('nothing of it reaches the terminal at $columns columns', size => {
		for (let first = 0; first < jobs.length; first += 5) {
			const value = jobs.slice(first, first + 5);
			const cluster = aCluster({mine: {...told, value}, finished: {...told, value: []}});
			const frame = rawFrame(queueState(cluster, {hasAll: false}), size);
			expect(frame).toHaveLength(size.rows);
			expect(stripSgr(frame.join(''))).not.toMatch(/\p{Cc}/u);
		}
	});
});

it('of five hundred rows those around the cursor are drawn', () => {
	const value = Array.from({length: 500}, (_, index) => aJob(String(index + 1)));
	const cluster = {mine: {...told, value}, finished: {...told, value: []}};
	const ref = {id: '250', user: 'alice', submittedAtMs: 1000};
	const body = bodyOf(cluster, {hasAll: false, cursor: ref});
	expect(body.filter(line => /train-llm {7}waiting/.test(line))).toHaveLength(7);
	expect(body.find(line => line.startsWith(' ›'))).toMatch(/^ › · 250 /);
});
