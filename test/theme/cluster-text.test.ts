import {expect, it} from 'vitest';
import type {ClusterTrouble} from '../../source/domain/cluster.ts';
import type {ClusterNews} from '../../source/domain/cluster-news.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {SlurmName} from '../../source/domain/ids.ts';
import {ageSentence, newsParts, troubleText} from '../../source/theme/cluster-text.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

const cluster = 'hpc' as SlurmName;
const timedOut = {kind: 'timedOut', where: 'login', afterMs: 10_000} as const;
const exited: Failure = {
	...{kind: 'exited', where: 'squeue', exitCode: 1, signal: undefined},
	stderr: 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n',
};

const troubles: ReadonlyArray<readonly [ClusterTrouble, string]> = [
	[{failure: timedOut, controller: 'unknown'}, 'slurmctld timed out after 10 s.'],
	[{failure: timedOut, controller: 'down'}, 'slurmctld is down, as scontrol ping says.'],
	[
		{failure: timedOut, controller: 'slow'},
		'slurmctld timed out after 10 s: it hangs, or is busy.',
	],
	[
		{failure: timedOut, controller: 'up'},
		'slurmctld timed out after 10 s; it answers a ping, so it is busy.',
	],
	[{failure: exited, controller: 'slow'}, 'slurmctld does not answer: it hangs, or is busy.'],
	[{failure: exited, controller: 'down'}, 'slurmctld is down, as scontrol ping says.'],
	[
		{failure: exited, controller: 'unknown'},
		'slurmctld was not asked: exit 1: slurm_load_jobs error: Unable to contact slurm controller (connect failure)',
	],
	[
		{failure: {kind: 'missing', where: 'squeue'}, controller: 'unknown'},
		'login: squeue was not found on the PATH (exit 127).',
	],
];

it.each(troubles)('%j: %s', (trouble, text) => {
	expect(troubleText(trouble, 'login')).toBe(text);
});

it('an old list says of when it is', () => {
	const wallMs = new Date(2026, 10, 21, 14, 1, 37).getTime();
	expect(String(ageSentence('queue', wallMs))).toBe('This is the queue of 14:01:37.');
});

const job = {id: '4698', name: 'train-llm', count: 1};
const ended = {
	...({cluster, kind: 'jobEnded', job} as const),
	...{exit: {code: 1, signal: 0}, elapsedSeconds: 760},
	...{timeLimitSeconds: 3600, nodeList: 'gpu-01'},
} as const;

const allNews: ReadonlyArray<readonly [ClusterNews, string]> = [
	[{cluster, kind: 'jobStarted', job, nodeList: 'gpu-01'}, '4698 train-llm runs on gpu-01'],
	[{...ended, how: 'failed'}, '4698 train-llm failed: exit 1 · ran 12 m 40 s · gpu-01'],
	[
		{...ended, how: 'failed', exit: {code: 0, signal: 9}},
		'4698 train-llm failed: signal 9 · ran 12 m 40 s · gpu-01',
	],
	[{...ended, how: 'timedOut'}, '4698 train-llm ran into its time limit · ran 12 m 40 s · gpu-01'],
	[{...ended, how: 'done', job: {...job, count: 12}}, '4698 train-llm is done (12 tasks)'],
	[{cluster, kind: 'back', wasLostMs: 65_000}, 'answers again after 1 m 5 s'],
];

it.each(allNews)('%j is told as %s', (news, words) => {
	expect(newsParts(news).join(' · ')).toBe(words);
});

it('no name of a job acts on the terminal', () => {
	for (const {text: name} of hostileCorpus) {
		const [text = ''] = newsParts({
			cluster,
			kind: 'jobStarted',
			job: {...job, name},
			nodeList: name,
		});
		expect(text).not.toMatch(/\p{Cc}/u);
	}
});
