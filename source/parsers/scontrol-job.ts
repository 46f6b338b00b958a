/**
 * `scontrol -d show job 2`, with SLURM_TIME_FORMAT=%s; what only the owner of the job has written, as squeue tells it.
 *
 *     JobId=2 JobName=train-long
 *        UserId=alice(5001) GroupId=research(5000) MCS_label=N/A
 *        RunTime=00:02:14 TimeLimit=02:00:00 TimeMin=N/A
 *
 * https://slurm.schedmd.com/scontrol.html
 */
import type {JobMemory} from '../domain/job.ts';
import type {JobAllocation, JobDetail} from '../domain/job-detail.ts';
import type {Parsed} from '../domain/parsed.ts';
import {decodeBytes, encodeBytes} from './bytes.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';
import {cutJobFields, type JobFields, type JobTexts} from './scontrol-job-fields.ts';
import {
	gpusOfTres,
	parseJobExit,
	parseSlurmBytes,
	parseSlurmSeconds,
	parseSlurmTime,
	parseTimeLimit,
	parseTres,
	slurmText,
} from './slurm-values.ts';

export type ScontrolJobOptions = {
	/** The record that is meant where an array has several. */
	readonly id: string;
	/** Undefined: squeue was not asked, or knows the job no more. */
	readonly texts: JobTexts | undefined;
	/** Of the cluster, east of Greenwich, where times are in the standard form. */
	readonly offsetMinutes?: number;
};

/** Undefined where no job is told of. What a forged line could be is undefined. `bytes`: one character each. */
export function parseScontrolJob(
	bytes: string,
	options: ScontrolJobOptions,
): Parsed<JobDetail | undefined> {
	const problems = createProblemList('scontrol show job');
	const cut = cutJobFields(bytes, options);
	if (cut === undefined) {
		if (bytes.trim() !== '') {
			problems.add(bytes.slice(0, 200), 'no job');
		}

		return {value: undefined, problems: problems.problems};
	}

	if (cut.name === undefined) {
		problems.add(bytes.slice(0, 200), 'lines in its name that look like those of the controller');
	}

	return {value: detailOf(cut, options), problems: problems.problems};
}

type Reader = {
	/** The field, taken: what is left over is told as it is. */
	readonly take: (name: string) => string | undefined;
	/** The field, left among the others: it says more than what is read of it. */
	readonly peek: (name: string) => string | undefined;
	readonly time: (name: string) => number | undefined;
	readonly count: (name: string) => number | undefined;
	readonly text: (name: string) => string | undefined;
	readonly left: () => ReadonlyArray<readonly [string, string]>;
};

function readerOf(fields: ReadonlyMap<string, string>, offsetMinutes = 0): Reader {
	const taken = new Set<string>();
	const take = (name: string): string | undefined => {
		taken.add(name);
		return fields.get(name);
	};
	return {
		take,
		peek: name => fields.get(name),
		time: name => parseSlurmTime(take(name), offsetMinutes),
		// `1-1` where it waits: at least, at most.
		count: name => parseCounter(take(name)?.replace(/-\d+$/, '')),
		text(name) {
			const text = slurmText(take(name));
			return text === undefined ? undefined : decodeBytes(text);
		},
		left: () =>
			[...fields]
				.filter(([name]) => !taken.has(name))
				.map(([name, value]) => [name, decodeBytes(value)] as const),
	};
}

function detailOf(cut: JobFields, {texts, offsetMinutes}: ScontrolJobOptions): JobDetail {
	const reader = readerOf(cut.fields, offsetMinutes);
	const told = {
		id: jobIdOf(cut),
		rawId: cut.id,
		name: decodeBytes(texts?.name ?? cut.name ?? ''),
		...accountFields(reader),
		...stateFields(reader),
		...timeFields(reader),
		...sizeFields(reader),
		...textFields(cut, texts),
		...bytesOf(texts),
		...(texts === undefined ? {areLogsTold: true} : {}),
		allocations: cut.allocations.map(allocationOf),
	};
	reader.take('JOB_GRES');
	return {...told, others: [...reader.left(), ...tailOthers(cut)]};
}

/** `13_4` for a task that has begun; an array that waits is its own id. */
function jobIdOf({id, arrayId, arrayTask}: JobFields): string {
	return arrayId !== undefined && arrayTask !== undefined && /^\d+$/.test(arrayTask)
		? `${arrayId}_${arrayTask}`
		: id;
}

function accountFields({text, count, take}: Reader) {
	return {
		user: text('UserId')?.replace(/\(\d+\)$/, ''),
		group: text('GroupId')?.replace(/\(\d+\)$/, ''),
		account: text('Account'),
		qos: text('QOS'),
		partition: text('Partition'),
		priority: count('Priority'),
		nice: integerOf(take('Nice')),
	};
}

function stateFields({text, take, count}: Reader) {
	return {
		state: text('JobState'),
		reason: text('Reason'),
		dependency: text('Dependency'),
		exit: parseJobExit(take('ExitCode')),
		isBatch: flagOf(take('BatchFlag')),
		isRequeued: flagOf(take('Requeue')),
		restarts: count('Restarts'),
	};
}

function timeFields({time, take}: Reader) {
	return {
		runSeconds: parseSlurmSeconds(take('RunTime')),
		timeLimitSeconds: parseTimeLimit(take('TimeLimit')),
		submittedAtMs: time('SubmitTime'),
		eligibleAtMs: time('EligibleTime'),
		startsAtMs: time('StartTime'),
		endsAtMs: time('EndTime'),
		lastScheduledAtMs: time('LastSchedEval'),
	};
}

function sizeFields({text, take, count, peek}: Reader) {
	// From 23.02 on it is told twice: what was asked for, and what it got.
	const [told] = ['AllocTRES', 'ReqTRES', 'TRES']
		.map(name => slurmText(take(name)))
		.filter(Boolean);
	const tres = parseTres(told);
	return {
		nodeCount: count('NumNodes'),
		cpuCount: count('NumCPUs'),
		taskCount: count('NumTasks'),
		cpusPerTask: count('CPUs/Task'),
		gpuCount: gpusOfTres(tres),
		memory: memoryOf(take('MinMemoryNode'), take('MinMemoryCPU')),
		wholeNodes: wholeNodesOf(peek('OverSubscribe')),
		nodeList: text('NodeList'),
		batchHost: text('BatchHost'),
		requestedNodes: text('ReqNodeList'),
		excludedNodes: text('ExcNodeList'),
		features: text('Features'),
		reservation: text('Reservation'),
		licenses: text('Licenses'),
	};
}

/** 0 is all of a node, which is not told here. */
function memoryOf(perNode: string | undefined, perCpu: string | undefined): JobMemory | undefined {
	const bytes = parseSlurmBytes(perNode ?? perCpu, 'M');
	return bytes === undefined || bytes === 0
		? undefined
		: {bytes, per: perNode === undefined ? 'cpu' : 'node'};
}

/**
 * What of its nodes others may use. OK is what nobody asked about, YES was asked for; USER and MCS share them with some
 * (22.05: src/common/slurm_protocol_defs.c, job_share_string; TOPO: https://slurm.schedmd.com/sbatch.html#OPT_exclusive).
 */
function wholeNodesOf(sharing: string | undefined): boolean | undefined {
	switch (sharing) {
		case 'NO':
		case 'TOPO':
			return true;
		case 'OK':
		case 'YES':
			return false;
		default:
			return undefined;
	}
}

function textFields({tail}: JobFields, texts: JobTexts | undefined) {
	const text = (exact: string | undefined, name: string): string | undefined => {
		const bytes = slurmText(exact ?? tail.get(name));
		return bytes === undefined ? undefined : decodeBytes(bytes);
	};
	return {
		command: text(texts?.command, 'Command'),
		workDir: text(texts?.workDir, 'WorkDir'),
		comment: text(texts?.comment, 'Comment')?.replace(/ $/, ''),
		stdOut: text(texts?.stdOut, 'StdOut'),
		stdErr: text(texts?.stdErr, 'StdErr'),
	};
}

function bytesOf(texts: JobTexts | undefined): Pick<JobDetail, 'bytes'> {
	if (texts === undefined) {
		return {};
	}

	const {name, stdOut, stdErr} = texts;
	const isText = [name, stdOut, stdErr].every(bytes => encodeBytes(decodeBytes(bytes)) === bytes);
	return isText ? {} : {bytes: {name, stdOut: slurmText(stdOut), stdErr: slurmText(stdErr)}};
}

const ofTexts = ['Command', 'WorkDir', 'Comment', 'StdOut', 'StdErr'];

function tailOthers({tail}: JobFields): ReadonlyArray<readonly [string, string]> {
	return [...tail]
		.filter(([name]) => !ofTexts.includes(name))
		.map(([name, value]) => [name, decodeBytes(value)] as const);
}

function allocationOf(fields: ReadonlyMap<string, string>): JobAllocation {
	return {
		nodes: fields.get('Nodes') ?? '',
		cpuIds: slurmText(fields.get('CPU_IDs')),
		memoryBytes: parseSlurmBytes(fields.get('Mem'), 'M'),
		gres: slurmText(fields.get('GRES')),
	};
}

function flagOf(field: string | undefined): boolean | undefined {
	return field === '1' ? true : field === '0' ? false : undefined;
}

function integerOf(field: string | undefined): number | undefined {
	return field !== undefined && /^-?\d{1,10}$/.test(field) ? Number(field) : undefined;
}
