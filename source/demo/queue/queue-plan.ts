import {seededChance} from '../draw.ts';
import {type DemoEnding, type DemoJob, type DemoUserName, demoJob, endsWell} from './demo-job.ts';

const hour = 3600;
const failed: DemoEnding = {state: 'FAILED', status: 256};
const outOfMemory: DemoEnding = {state: 'OUT_OF_MEMORY', status: 9};
const timedOut: DemoEnding = {state: 'TIMEOUT', status: 0};

/** One that has ended before the story began. */
function ended(
	ending: DemoEnding,
	[startSecond, endSecond]: readonly [number, number],
	node: string,
): Pick<DemoJob, 'submittedSecond' | 'ending' | 'stage'> {
	const stage = {kind: 'ended', ...ending, startSecond, endSecond, nodes: [node]} as const;
	return {submittedSecond: startSecond - 60, ending, stage};
}

const own = {user: 'alice', partition: 'batch'} as const;
const gpu = {user: 'alice', partition: 'gpu'} as const;

const sweep = {
	...{...own, partition: 'pi', name: 'sweep-lr'},
	...{cpuCount: 1, memoryMebibytes: 1024, submittedSecond: -4000},
};
const array = {id: 4720, mostAtOnce: 4};

/**
 * The jobs of the one whose session it is, as the day has brought them. What runs on gpu-01 ends when its cards fall
 * idle, and what follows begins when they are busy again; so on gpu-02 (home-rack.ts).
 */
function begunJobs(): readonly DemoJob[] {
	return [
		demoJob({...own, rawId: 4705, name: 'embed-docs', ...ended(failed, [-9000, -8420], 'cpu-04')}),
		demoJob({
			...{...own, rawId: 4706, name: 'tokenise', memoryMebibytes: 16_384},
			...ended(outOfMemory, [-7200, -6100], 'cpu-05'),
		}),
		demoJob({
			...{...own, rawId: 4708, name: 'bench-io', limitSeconds: 1800},
			...ended(timedOut, [-6000, -4195], 'cpu-03'),
		}),
		demoJob({
			...{...own, rawId: 4709, name: 'convert-gguf', cpuCount: 8, memoryMebibytes: 65_536},
			...ended(endsWell, [-5400, -3300], 'cpu-06'),
		}),
		demoJob({
			...{...gpu, rawId: 4711, name: 'train-llama-8b', gpuCount: 2, cpuCount: 16},
			...{memoryMebibytes: 65_536, limitSeconds: 4 * hour, runSeconds: 8640, nodes: ['gpu-01']},
			...{submittedSecond: -8200, comment: 'epoch 3 of 5'},
			stage: {kind: 'runs', startSecond: -8000, nodes: ['gpu-01']},
		}),
		...Array.from({length: 14}, (_, task) => {
			const begun = {...sweep, array, tasks: [task], rawId: 4751 + task, runSeconds: 510};
			const fails = task === 7 ? failed : endsWell;
			const startSecond = -3900 + 300 * task;
			const small = `pi-${task % 2}`;
			return demoJob(
				task < 10
					? {...begun, ...ended(fails, [startSecond, startSecond + 500], small)}
					: {...begun, stage: {kind: 'runs', startSecond: 90 * task - 1300, nodes: [small]}},
			);
		}),
	];
}

function waitingJobs(): readonly DemoJob[] {
	return [
		demoJob({
			...{...sweep, array, rawId: 4720, runSeconds: 510},
			tasks: Array.from({length: 50}, (_, index) => index + 14),
		}),
		demoJob({
			...{...gpu, rawId: 4722, name: 'train-llama-8b', gpuCount: 2, cpuCount: 16, afterId: 4711},
			...{memoryMebibytes: 65_536, limitSeconds: 4 * hour, runSeconds: 3 * hour},
			...{nodes: ['gpu-01'], submittedSecond: -2000},
		}),
		demoJob({
			...{...gpu, rawId: 4731, name: 'eval-mmlu', gpuCount: 2, cpuCount: 8, limitSeconds: 2 * hour},
			submittedSecond: -1500,
		}),
		demoJob({...own, rawId: 4733, name: 'collect-sweep', afterId: 4720, submittedSecond: -1400}),
		demoJob({
			...own,
			rawId: 4735,
			name: 'nightly-report',
			beginSecond: 7 * hour,
			submittedSecond: -900,
		}),
		demoJob({
			...own,
			rawId: 4736,
			name: 'ablation-2',
			held: 'user',
			cpuCount: 8,
			submittedSecond: -800,
		}),
		demoJob({
			...own,
			rawId: 4737,
			name: 'too-long',
			limitSeconds: 9 * 86_400,
			submittedSecond: -700,
		}),
		demoJob({...own, rawId: 4738, name: 'publish-docs', afterId: 4705, submittedSecond: -600}),
		demoJob({
			...{...own, partition: 'debug', rawId: 4740, name: 'naïve-bayes α', limitSeconds: 1800},
			...{runSeconds: 1500, submittedSecond: -310},
			stage: {kind: 'runs', startSecond: -300, nodes: ['cpu-01']},
		}),
		demoJob({
			...{rawId: 4741, name: 'finetune-lora', user: 'bob', partition: 'gpu', gpuCount: 1},
			...{cpuCount: 8, runSeconds: 370, beginSecond: 50, nodes: ['gpu-02'], submittedSecond: -200},
		}),
	];
}

/** Far enough that neighbours differ. */
const idStep = 7919;

const others: readonly [DemoUserName, ...DemoUserName[]] = ['bob', 'carol', 'dave', 'erin'];
const names = [
	'cfd-wing',
	'mcmc',
	'blast',
	'relax',
	'render',
	'qe-scf',
	'align',
	'gromacs',
	'fit',
] as const;
const shapes = [1, 2, 4, 8, 16, 32] as const;
const firstOther = 5000;

/** The nodes of the story as the rack calls them: with two cards, with one, and two small ones. */
export type StoryNodes = {
	readonly twin: string;
	readonly single: string;
	readonly small: readonly [string, string];
};

function placed(job: DemoJob, {twin, single, small}: StoryNodes): DemoJob {
	const names = new Map([
		['gpu-01', twin],
		['gpu-02', single],
		['pi-0', small[0]],
		['pi-1', small[1]],
	]);
	const named = (name: string): string => names.get(name) ?? name;
	const {stage, nodes} = job;
	return {
		...job,
		nodes: nodes.map(named),
		stage: stage.kind === 'waits' ? stage : {...stage, nodes: stage.nodes.map(named)},
	};
}

/** The story's own jobs, and so many of others that most of them wait. */
export function plannedJobs(seed: number, count: number, cards: StoryNodes): readonly DemoJob[] {
	const planned = [...begunJobs(), ...waitingJobs()].map(job => placed(job, cards));
	const more = Math.max(0, count - planned.length);
	return [
		...planned,
		...Array.from({length: more}, (_, index) => drawnJob(seed, firstOther + index, undefined)),
	];
}

/** A job of somebody else, as the seed has it. Before the story began it was submitted within the last hours. */
export function drawnJob(seed: number, rawId: number, second: number | undefined): DemoJob {
	const chance = seededChance(seed + rawId * idStep);
	const oneOf = <Value>(values: readonly [Value, ...Value[]]): Value =>
		values[Math.floor(chance() * values.length)] ?? values[0];
	const user = oneOf(others);
	const isGpu = chance() < 0.08;
	const isArray = chance() < 0.06;
	const cpuCount = isArray ? 1 : oneOf(shapes);
	const limitSeconds = hour * Math.ceil(0.5 + 23 * chance());
	return demoJob({
		...{rawId, user, partition: isGpu ? 'gpu' : 'batch', limitSeconds, cpuCount},
		name: `${oneOf(names)}-${rawId % 40}`,
		array: isArray ? {id: rawId, mostAtOnce: 8} : undefined,
		tasks: isArray ? Array.from({length: 24}, (_, task) => task) : [],
		// Where the rack has a card by itself, that is the story's own.
		gpuCount: isGpu ? 2 : 0,
		memoryMebibytes: 2048 * cpuCount,
		runSeconds: Math.floor(limitSeconds * (0.1 + 0.8 * chance())),
		submittedSecond: second ?? -Math.floor(20_000 * chance()),
		ending: chance() < 0.1 ? failed : endsWell,
		held: chance() < 0.03 ? 'user' : undefined,
	});
}
