import {describe, expect, it} from 'vitest';
import {initialScreen} from '../../source/store/screen-state.ts';
import {aJob} from '../helpers/job-builders.ts';
import {aDetail, lookingAt, paneOf} from '../helpers/open-job.ts';

/** Of the day that SCREENS draws, where the tests run. */
const at = (hours: number, minutes: number, seconds = 0) =>
	new Date(2026, 10, 21, hours, minutes, seconds).getTime();
const gibibyte = 1024 ** 3;
/** Controls, and what turns text around. */
const hidden = /[\p{Cc}\u202e]/u;
const small = {columns: 80, rows: 12};
const wide = {columns: 120, rows: 19};

const running = aJob('4711', {
	...{state: 'RUNNING', reason: undefined, submittedAtMs: at(11, 46, 2)},
	...{startsAtMs: at(11, 48, 6), endsAtMs: at(19, 48, 6), elapsedSeconds: 8045},
	...{timeLimitSeconds: 8 * 3600, cpuCount: 32, gpuCount: 2, nodeList: 'gpu-01', priority: 10_482},
	memory: {bytes: 96 * gibibyte, per: 'node'},
});
const usage = {
	cpuSeconds: 28.1 * 8045,
	maxMemoryBytes: 71.2 * gibibyte,
	readBytes: undefined,
	writtenBytes: undefined,
	gpuFraction: undefined,
};
const allocations = [
	{nodes: 'gpu-01', cpuIds: '0-31', memoryBytes: 96 * gibibyte, gres: 'gpu:4090:2(IDX:0-1)'},
];
const after = aJob('4725', {dependency: 'afterok:4711(unfulfilled)', reason: 'Dependency'});
const told = {
	jobs: [running, after],
	detail: aDetail({allocations, submittedAtMs: at(11, 46, 2), startsAtMs: at(11, 48, 6)}),
	usage,
};

describe('the detail of a job that runs', () => {
	it('says what it asked for and used, and how its node is now', () => {
		expect(paneOf(lookingAt(told), wide)).toMatchInlineSnapshot(`
			" ─── 4711  train-llm ────────────────────────────────────────────── alice · account lab-a · qos normal · priority 10482
			     running since 11:48 · ends by 19:48 · 4725 waits for it

			                      ASKED       USED                        WHERE         NOW
			     time               8 h   2 h 14 m   28% ██▊              ● gpu-01  cpu    87% ████████▊
			     cpu                 32       28.1   88% ████████▊                  mem    61% ██████▏
			     memory        96.0 GiB   71.2 GiB   74% ███████▍                   gpu 0  98% █████████▊
			     gpu                  2       1.95   98% █████████▊                 gpu 1  97% █████████▊

			     waited       2 m 4 s, from 11:46:02
			     folder       /home/alice/llm
			     script       train.sbatch --epochs 3 · enter shows it
			     output       logs/train-4711.out"
		`);
	});

	it('has room for it at 80 columns', () => {
		expect(paneOf(lookingAt(told), small)).toMatchInlineSnapshot(`
			" ─── 4711  train-llm ────── alice · account lab-a · qos normal · priority 10482
			     running since 11:48 · ends by 19:48 · 4725 waits for it
			                   ASKED       USED               WHERE         NOW
			     time            8 h   2 h 14 m   28% █▋      ● gpu-01  cpu    87% ████▍
			     cpu              32       28.1   88% █████▎            mem    61% ███
			     memory     96.0 GiB   71.2 GiB   74% ████▌             gpu 0  98% ████▉
			     gpu               2       1.95   98% █████▉            gpu 1  97% ████▉
			     waited       2 m 4 s, from 11:46:02
			     folder       /home/alice/llm
			     script       train.sbatch --epochs 3 · enter shows it
			     output       logs/train-4711.out"
		`);
	});

	it('tells all that the controller told where it has the whole body', () => {
		const detail = aDetail({
			...told.detail,
			features: 'a100',
			comment: 'third try',
			others: [['OverSubscribe', 'OK']],
		});
		const pane = paneOf(lookingAt({...told, detail}, {isOpen: true}), {columns: 120, rows: 60});
		expect(pane).toContain('comment      third try');
		expect(pane).toContain('features     a100');
		expect(pane).toContain('runs on      gpu-01 · cpus 0-31 · 96 GiB · gpu:4090:2(IDX:0-1)');
		expect(pane).toContain('also         OverSubscribe OK');
	});

	it('leaves out what says nothing, and tells times as times', () => {
		const detail = aDetail({
			...told.detail,
			others: [
				['MCS_label', 'N/A'],
				['AccrueTime', String(at(11, 46) / 1000)],
				['ReqB:S:C:T', '0:0:*:*'],
				['Power', ''],
				['Switches', '2@60'],
			],
		});
		const pane = paneOf(lookingAt({...told, detail}, {isOpen: true}), {columns: 120, rows: 60});
		expect(pane).toMatch(/also {9}AccrueTime .*11:46/);
		expect(pane).toContain('Switches 2@60');
		expect(pane).not.toMatch(/MCS_label|ReqB|Power/);
	});

	it('says that it is held once it is queued again', () => {
		const pane = paneOf(lookingAt({jobs: [{...running, priority: 0}]}), small);
		expect(pane).toContain('running since 11:48 · ends by 19:48 · held if requeued');
	});

	it('says of an array how many of its tasks run and wait', () => {
		const task = (id: string) => ({...running, id, array: {id: '9', task: id.slice(2)}});
		const waiting = aJob('9_[3-20]', {array: {id: '9', task: '3-20'}});
		const jobs = [task('9_1'), task('9_2'), waiting];
		const pane = paneOf(lookingAt({jobs}, {cursor: undefined}), small);
		expect(pane).toContain('0 of 20 done · 2 run · 18 wait');
	});

	it('marks a fact of which two lines are seen', () => {
		const detail = aDetail({...told.detail, comment: 'again and '.repeat(30)});
		const pane = paneOf(lookingAt({...told, detail}), {columns: 80, rows: 30});
		expect(pane).toMatch(/^ {5}comment {6}again .*\n {18}again .* …$/m);
		expect(pane.split('\n').every(line => line.length < 80)).toBe(true);
	});

	it('says that more can be scrolled to', () => {
		const open = lookingAt(told, {isOpen: true});
		expect(paneOf(open, {columns: 120, rows: 10})).toMatch(/^ ─── 4711 .* · ↓ \d+ more$/m);
		expect(paneOf(lookingAt(told), {columns: 80, rows: 10})).toMatch(
			/^ ─── 4711 .* · ↓ 1 more · tab$/m,
		);
		expect(paneOf(open, {columns: 120, rows: 60})).not.toContain('↓');
	});

	it('knows nothing of a node that is not in the rack, nor of one that is down', () => {
		const job = {...running, nodeList: 'pi-storage,node[001-009]', nodeCount: 10};
		const pane = paneOf(lookingAt({jobs: [job]}), wide);
		expect(pane).toContain('✖ pi-storage  no route to host');
		expect(pane).toContain('○ node002     not in this rack');
		expect(pane).toContain('and 7 more');
	});

	it('shows what the list knows while the rest is asked for', () => {
		const pane = paneOf(lookingAt({jobs: [running]}), wide);
		expect(pane).toContain('running since 11:48 · ends by 19:48');
		expect(pane).toContain('waited       2 m 4 s, from 11:46:02');
		expect(pane).not.toContain('folder');
	});
});

describe('the detail of a job that its controller does not know', () => {
	const where = 'scontrol --local -d show job 4711';
	const stderr = 'slurm_load_jobs error: Invalid job id specified\n';
	const unknown = {kind: 'exited', where, exitCode: 1, signal: undefined, stderr} as const;
	const ended = {...running, state: 'FAILED', exit: {code: 1, signal: 0}, endsAtMs: at(13, 12)};

	it('says nothing of that where it has ended: it was forgotten', () => {
		const pane = paneOf(lookingAt({jobs: [ended], detailFailure: unknown}), wide);
		expect(pane).toContain('failed at 13:12');
		expect(pane).not.toContain('Invalid job id');
		const before = paneOf(lookingAt({jobs: [ended], detail: told.detail}), wide);
		const after = lookingAt({jobs: [ended], detail: told.detail, detailFailure: unknown});
		expect(paneOf(after, wide)).toBe(before);
	});

	it('says so where it runs, and says of one that has ended what else went wrong', () => {
		const live = paneOf(lookingAt({jobs: [running], detailFailure: unknown}), wide);
		expect(live).toContain('exit 1: slurm_load_jobs error: Invalid job id');
		const mute = {...unknown, stderr: 'slurm_load_jobs error: Unable to contact slurm controller'};
		const pane = paneOf(lookingAt({jobs: [ended], detailFailure: mute}), wide);
		expect(pane).toContain('Unable to contact');
	});
});

describe('the detail of a job on several nodes', () => {
	const memory = {bytes: 8 * gibibyte, per: 'node'} as const;
	const detailOf = (nodeCount: number) => ({
		jobs: [aJob('2', {nodeCount, cpuCount: 3, memory})],
		detail: aDetail({id: '2', nodeCount, cpuCount: 3, memory}),
	});

	it('says that the memory is of each of them, and what it is in all', () => {
		const open = {isOpen: true} as const;
		for (const size of [wide, small]) {
			expect(paneOf(lookingAt(detailOf(3), open), {...size, rows: 40})).toMatch(
				/ mem a node +8.00 GiB/,
			);
		}
		const several = paneOf(lookingAt(detailOf(3), open), {...wide, rows: 60});
		expect(several).toMatch(/ memory +8 GiB a node, 24 GiB in all$/m);
		const one = paneOf(lookingAt(detailOf(1), open), {...wide, rows: 60});
		expect(one).toMatch(/ memory +8.00 GiB/);
		expect(one).toMatch(/ memory +8 GiB a node$/m);
		const perCpu = {bytes: gibibyte, per: 'cpu'} as const;
		const told = {...detailOf(3), detail: aDetail({...detailOf(3).detail, memory: perCpu})};
		expect(paneOf(lookingAt(told, open), {...wide, rows: 60})).toMatch(/1 GiB a cpu, 3 GiB in all/);
	});
});

describe('the detail of a job that has ended', () => {
	it('says how, and what to ask for the next time', () => {
		const job = aJob('4698', {
			...{state: 'FAILED', reason: 'NonZeroExitCode', exit: {code: 1, signal: 0}},
			...{elapsedSeconds: 760, endsAtMs: at(13, 12), timeLimitSeconds: 8 * 3600, cpuCount: 32},
			memory: {bytes: 256 * gibibyte, per: 'node'},
		});
		const used = {...usage, cpuSeconds: 760, maxMemoryBytes: 15.4 * gibibyte};
		const pane = paneOf(lookingAt({jobs: [job], usage: used}), wide);
		expect(pane).toContain('failed at 13:12 after 12 m 40 s · exit 1');
		expect(pane).toContain('advice       6% of 256 GiB used: ask for --mem=20G');
		expect(pane).toContain('3% of 32 cpus used: 2 cpus would do');
	});
});

const waiting = aJob('4726', {
	...{name: 'finetune-lora', reason: 'Resources', cpuCount: 16, gpuCount: 2},
	...{timeLimitSeconds: 4 * 3600, memory: {bytes: 64 * gibibyte, per: 'node'}},
});
const why = {
	job: {id: '4726', user: 'alice', submittedAtMs: 1000},
	startsAtMs: at(19, 48),
	plannedNodes: 'gpu-01',
	ahead: 0,
	aheadJobs: [],
	running: [running],
	priorityParts: undefined,
	limits: undefined,
	dependencies: [],
};
const nodes = [
	aSlurmNode('gpu-01', {cpusAllocated: 32, cpusTotal: 32, gpusTotal: 2, gpusUsed: 2}),
	aSlurmNode('gpu-02', {cpusAllocated: 0, cpusTotal: 16, gpusTotal: 1, gpusUsed: 0}),
];

function aSlurmNode(name: string, parts: object) {
	return {
		name,
		...{partitions: ['gpu'], states: ['MIXED'], cpusOther: 0, load: 1, features: []},
		...{memoryTotalBytes: undefined, memoryFreeBytes: undefined, gres: undefined},
		...{gresUsed: undefined, reason: undefined, reasonUser: undefined, reasonAtMs: undefined},
		...{cpusAllocated: 0, cpusTotal: 0, gpusTotal: 0, gpusUsed: 0},
		...parts,
	};
}

describe('the card that says why a job waits', () => {
	it('has the cause, the facts, what would help, and what is not known', () => {
		const state = lookingAt({jobs: [waiting], why, nodes}, {pane: 'why'});
		expect(paneOf(state, {columns: 100, rows: 20})).toMatchInlineSnapshot(`
			" ─── 4726  finetune-lora ───────────────────────────────────────────────────────────── why it waits
			     Waits for resources: it is next, and what it asks for is in use.
			     asked        2 gpus, 16 cpus, 64 GiB a node, 4 h in partition gpu
			     blocked by   4711 train-llm (yours) · 2 gpus on gpu-01 · ends by 19:48
			     free now     1 gpu and 16 cpus on gpu-02
			     ahead        no job of its partition comes before it
			     start        about 19:48, as Slurm estimated · on gpu-01
			     reason       Resources
			     would help   1 of the gpus: a node has so many free now
			                  sbatch --gpus=1                                             y copies
			                  less time: a shorter job fits into gaps between others
			                  scontrol update jobid=4726 TimeLimit=120
			                  to see who has its partition
			                  squeue --partition=gpu --states=RUNNING
			     not known    whether those that run end before their limits"
		`);
	});

	it('says what is known while the cluster is asked', () => {
		const pane = paneOf(lookingAt({jobs: [waiting]}, {pane: 'why'}), small);
		expect(pane).toContain('asking the cluster');
		expect(pane).toContain('2 gpus, 16 cpus, 64 GiB a node, 4 h in partition gpu');
	});

	it('says in words why the cluster could not be asked', () => {
		const state = lookingAt({jobs: [waiting]}, {pane: 'why'});
		const failure = {kind: 'timedOut', where: 'login', afterMs: 5000} as const;
		const clusters = state.clusters.map(cluster => ({
			...cluster,
			open: cluster.open && {...cluster.open, why: {state: 'failed', failure} as const},
		}));
		expect(paneOf({...state, clusters}, {columns: 120, rows: 19})).toContain(
			'More could not be asked: no answer after',
		);
	});

	it('says of a job that runs since when, where, and when it ends at the latest', () => {
		const pane = paneOf(lookingAt({jobs: [running]}, {pane: 'why'}), small);
		expect(pane.replace(/─+ it does/, '─ it does')).toBe(
			[
				' ─── 4711  train-llm ─ it does not wait',
				'     running since 11:48 · ends by 19:48',
				'     where        gpu-01',
				'     limit        8 h · 2 h 14 m of it used',
				'     waited       2 m 4 s, from 11:46:02',
			].join('\n'),
		);
	});

	it('says of a job that has ended how, and where it ran', () => {
		const ended = {...running, state: 'TIMEOUT', endsAtMs: at(14, 2), nodeList: 'gpu-01,pi-9'};
		const pane = paneOf(lookingAt({jobs: [ended]}, {pane: 'why'}), wide);
		expect(pane).toContain('timeout at 14:02 after 2 h 14 m');
		expect(pane).toContain('how          over its 8 h');
		expect(pane).toContain('where        gpu-01, pi-9');
		const failed = {...running, state: 'FAILED', exit: {code: 1, signal: 0}};
		const short = paneOf(lookingAt({jobs: [failed]}, {pane: 'why'}), wide);
		expect(short.match(/exit 1/g)).toHaveLength(1);
	});

	it('says of an array none of which waits how its tasks are', () => {
		const tasks = [
			aJob('13_1', {state: 'RUNNING', startsAtMs: at(11, 48)}),
			aJob('13_2', {state: 'COMPLETED'}),
		];
		const state = lookingAt({jobs: tasks}, {pane: 'why', cursor: undefined});
		expect(paneOf(state, small)).toContain('1 of 2 done');
		expect(paneOf(state, small)).not.toContain('running since');
	});
});

describe('the script of a job', () => {
	it('is shown with its lines counted, whatever is in it', () => {
		const script = '#!/bin/bash\n#SBATCH --time=10\n\techo "\u001b[2J\u202e"\n';
		const state = lookingAt({jobs: [running], script}, {pane: 'script', isOpen: true});
		expect(paneOf(state, small)).toBe(
			[
				` ─── 4711  train-llm ${'─'.repeat(51)} script`,
				'    1  #!/bin/bash',
				'    2  #SBATCH --time=10',
				'    3      echo "␛[2J�"',
			].join('\n'),
		);
	});
});

describe('the script of a job that cannot be read', () => {
	function paneFor(stderr: string): string {
		const where = 'scontrol write batch_script 4711 -';
		const failure = {kind: 'exited', where, exitCode: 1, signal: undefined, stderr} as const;
		const state = lookingAt({jobs: [running]}, {pane: 'script'});
		const clusters = state.clusters.map(cluster => ({
			...cluster,
			open: cluster.open && {...cluster.open, script: {state: 'failed', failure} as const},
		}));
		return paneOf({...state, clusters}, wide).replaceAll(/\s+/g, ' ');
	}

	it('is said in words, and where it may be found', () => {
		const forgotten = paneFor('job script retrieval failed: Invalid job id specified\n');
		expect(forgotten).toContain('The controller has forgotten the job, and its script with it.');
		expect(forgotten).toContain('sacct -j 4711 --batch-script');
		expect(forgotten).not.toContain('Invalid');
		expect(paneFor('job script retrieval failed: Access/permission denied\n')).toContain(
			'Only alice and operators of the cluster may read it.',
		);
		expect(paneFor('slurmctld: it burns')).toContain('it burns');
	});
});

describe('what the owner of a job wrote', () => {
	it('does nothing to the terminal, wherever it is drawn', () => {
		const nasty = 'a\u001b[2J\u009b31m\n\u202eb\u0007';
		const job = {...running, name: nasty, account: nasty, qos: nasty, nodeList: nasty};
		const detail = aDetail({
			...{name: nasty, command: nasty, workDir: nasty, comment: nasty, stdOut: nasty},
			...{features: nasty, others: [[nasty, nasty]]},
		});
		for (const pane of ['facts', 'why', 'script'] as const) {
			const state = lookingAt({jobs: [job], detail, script: nasty}, {pane, isOpen: true});
			const lines = paneOf(state, {columns: 100, rows: 60}).split('\n');
			expect(lines.join('')).not.toMatch(hidden);
		}
	});

	it('is told with the tasks of an array, and no task twice', () => {
		const job = (task: string, state: string) => aJob(`13_${task}`, {state, rawId: task});
		const pane = paneOf(lookingAt({jobs: [job('1', 'RUNNING'), job('[2-9]', 'PENDING')]}), {
			columns: 80,
			rows: 12,
		});
		expect(pane).toContain('13_[1-9]  train-llm');
	});
});

describe('where there is no job', () => {
	it('nothing is shown', () => {
		const state = lookingAt({jobs: []});
		expect(paneOf(state, small)).toBe('');
		expect(initialScreen.jobs.pane).toBe('facts');
	});
});
