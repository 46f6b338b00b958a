/**
 * squeue -h --Format with a mark of a random nonce around each name, the only field that its owner writes. \x1f stands
 * between the others; a newline may be part of a name.
 *
 *     4711 4711 4711 N/A alice lab-a gpu normal RUNNING 1795350211 1795350214 1795357414 1:02:03 2:00:00 1 4
 *         cpu=4,mem=16G,node=1,billing=4,gres/gpu=2 node003 1114 (null) 0 None BEGIN train END
 *     4720_[5-64%2] 4720 4720 5-64 alice ... PENDING 1795350156 N/A N/A 0:00 30:00 1 1 ... JobArrayTaskLimit BEGIN sweep END
 *
 * https://slurm.schedmd.com/squeue.html#OPT_Format (a suffix without a size: the field in full length)
 */
import type {Job, JobExit, TimeLimit} from '../domain/job.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import {decodeBytes, encodeBytes} from './bytes.ts';
import {createInterner, type Intern} from './intern.ts';
import {createMarkedRecordReader, type MarkedRecord, markedFormat} from './marked-records.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';
import {parseSlurmSeconds, parseSlurmTime, parseTimeLimit, slurmText} from './slurm-values.ts';
import {createTresReader, type TresReader} from './tres-amounts.ts';

const safeFields = [
	'JobArrayID',
	'JobID',
	'ArrayJobID',
	'ArrayTaskID',
	'UserName',
	'Account',
	'Partition',
	'QOS',
	'State',
	'SubmitTime',
	'StartTime',
	'EndTime',
	'TimeUsed',
	'TimeLimit',
	'NumNodes',
	'NumCPUs',
	'tres-alloc',
	'NodeList',
	'PriorityLong',
	'Dependency',
	'exit_code',
	'Reason',
] as const;

const noFields: ReadonlySet<string> = new Set();

/** The value of --Format; `without`: fields that this version of Slurm does not have. */
export function squeueFormat(nonce: string, without = noFields): string {
	return markedFormat(fieldsWithout(without), 'Name', nonce);
}

function fieldsWithout(without: ReadonlySet<string>): readonly string[] {
	return safeFields.filter(field => !without.has(field));
}

/** Fields of ours that squeue does not have: `squeue: error: Invalid job format specification: tres-alloc` on stderr. */
export function unknownFieldsIn(stderr: string): readonly string[] {
	const named = stderr.matchAll(/Invalid job format specification: ([\w-]+)/g);
	const names = new Set([...named].map(([, name = '']) => name.toLowerCase()));
	return safeFields.filter(field => names.has(field.toLowerCase()));
}

export type SqueueReader = {
	/** The jobs that are complete now. Text is bytes, one character each. */
	readonly push: (bytes: string) => readonly Job[];
	/** Whether the list was whole: what stands behind the last job is none. */
	readonly end: () => boolean;
	readonly problems: readonly ParseProblem[];
};

export type SqueueReading = {
	/** Of the cluster, east of Greenwich. */
	readonly offsetMinutes?: number;
	/** As in the format: what it would have told is unknown. */
	readonly without?: ReadonlySet<string>;
};

/** Reads jobs as they come, however they are cut into pieces; each is looked at once. What does not fit is no job. */
export function createSqueueReader(
	nonce: string,
	{offsetMinutes = 0, without = noFields}: SqueueReading = {},
): SqueueReader {
	const problems = createProblemList('squeue');
	const asked = fieldsWithout(without);
	const records = createMarkedRecordReader(nonce, asked.length);
	const tools = createRowTools(offsetMinutes);
	return {
		push(bytes) {
			const jobs: Job[] = [];
			for (const record of records.push(bytes)) {
				const job = 'fields' in record ? jobOf(inPlace(record, asked), tools) : undefined;
				if (job !== undefined) {
					jobs.push(job);
				} else if ('fields' in record) {
					problems.add(record.fields.join(' '), 'no id, user or state of a job');
				} else {
					problems.add(record.line, record.reason);
				}
			}

			return jobs;
		},
		end() {
			const rest = records.rest();
			if (rest !== '') {
				problems.add(rest, 'the list ends within a job');
			}

			return rest === '';
		},
		problems: problems.problems,
	};
}

type Row = {readonly fields: ReadonlyArray<string | undefined>; readonly text: string};

/** Each field where it stands when all are told. */
function inPlace(record: MarkedRecord, asked: readonly string[]): Row {
	if (asked.length === safeFields.length) {
		return record;
	}

	const told = new Map(asked.map((field, index) => [field, record.fields[index]]));
	return {fields: safeFields.map(field => told.get(field)), text: record.text};
}

type RowTools = {
	readonly intern: Intern;
	readonly tres: TresReader;
	/** Interned; undefined where Slurm says that there is none. */
	readonly textOf: (field: string | undefined) => string | undefined;
	readonly secondsOf: (field: string | undefined) => number | undefined;
	readonly limitOf: (field: string | undefined) => TimeLimit | undefined;
	readonly offsetMinutes: number;
};

/** Most fields say what they say in many other jobs. */
function createRowTools(offsetMinutes: number): RowTools {
	const intern = createInterner();
	return {
		intern,
		tres: createTresReader(),
		textOf: onceEach(field => {
			const told = slurmText(field);
			return told === undefined ? undefined : intern(told);
		}, intern),
		secondsOf: onceEach(parseSlurmSeconds, intern),
		limitOf: onceEach(parseTimeLimit, intern),
		offsetMinutes,
	};
}

function onceEach<Value>(
	parse: (field: string) => Value | undefined,
	intern: Intern,
): (field: string | undefined) => Value | undefined {
	const known = new Map<string, Value | undefined>();
	return field => {
		if (field === undefined) {
			return undefined;
		}

		const before = known.get(field);
		if (before !== undefined || known.has(field)) {
			return before;
		}

		const value = parse(field);
		known.set(intern(field), value);
		return value;
	};
}

/** One object, written down as it is kept: a hundred thousand of them are made while a person scrolls. */
function jobOf({fields, text}: Row, tools: RowTools): Job | undefined {
	const [id = '', rawId = '', arrayId = '', task, user = '', account, partition = ''] = fields;
	const [qos, state = '', submitted, starts, ends, elapsed, limit, nodes, cpus] = fields.slice(7);
	const [amounts, nodeList, priority, dependency, exit, reason] = fields.slice(16);
	if (!isListedId(id) || parseCounter(rawId) === undefined || !isState(state) || user === '') {
		return undefined;
	}

	const {intern, tres, textOf, offsetMinutes} = tools;
	const name = decodeBytes(text);
	const isExact = name === text || encodeBytes(name) === text;
	const nodeCount = parseCounter(nodes);
	return {
		id: id.length > 12 ? intern(id) : id,
		rawId,
		array: isNone(task) ? undefined : {id: intern(arrayId), task: tasksOfId(id)},
		name: intern(name),
		nameBytes: isExact ? undefined : intern(text),
		user: intern(user),
		account: textOf(account),
		partition: intern(partition),
		qos: textOf(qos),
		state: intern(state),
		reason: reason === 'None' ? reason : textOf(reason),
		submittedAtMs: parseSlurmTime(submitted, offsetMinutes),
		startsAtMs: parseSlurmTime(starts, offsetMinutes),
		endsAtMs: parseSlurmTime(ends, offsetMinutes),
		elapsedSeconds: tools.secondsOf(elapsed),
		timeLimitSeconds: tools.limitOf(limit),
		nodeCount,
		cpuCount: parseCounter(cpus),
		gpuCount: tres.gpuCount(amounts),
		memory: tres.memoryPerNode(amounts, nodeCount),
		nodeList: textOf(nodeList),
		priority: parseCounter(priority),
		dependency: textOf(dependency),
		exit: exitOf(exit, state),
	};
}

/** A field that this version does not have is empty, or not there. */
function isNone(field: string | undefined): boolean {
	return field === 'N/A' || field === undefined || field === '';
}

/** `4711`, `4720_3`, `4720_[5-64%2]`, `41+0` */
export function isListedId(id: string): boolean {
	return /^\d{1,12}(?:_\d{1,12}|_\[[\d,:%-]*(?:\.\.\.)?\]?|\+\d{1,6})?$/.test(id);
}

function isState(state: string): boolean {
	return /^[A-Z_]{2,30}$/.test(state);
}

/** `5-64%2` of `4720_[5-64%2]`, `3` of `4720_3`. */
export function tasksOfId(id: string): string {
	return id.slice(id.indexOf('_') + 1).replace(/^\[|\]$/g, '');
}

const ended: ReadonlySet<string> = new Set([
	'BOOT_FAIL',
	'CANCELLED',
	'COMPLETED',
	'DEADLINE',
	'FAILED',
	'NODE_FAIL',
	'OUT_OF_MEMORY',
	'PREEMPTED',
	'REVOKED',
	'TIMEOUT',
]);

const codes = new Map<string, JobExit>();

/** As wait(2) tells it: the signal in the lower seven bits, the code above eight. */
function exitOf(field: string | undefined, state: string | undefined): JobExit | undefined {
	const status = parseCounter(field);
	if (status === undefined || field === undefined || !ended.has(state ?? '')) {
		return undefined;
	}

	const signal = status % 128;
	const exit = codes.get(field) ?? {code: signal > 0 ? 0 : Math.floor(status / 256) % 256, signal};
	if (codes.size < 1000) {
		codes.set(field, exit);
	}

	return exit;
}
