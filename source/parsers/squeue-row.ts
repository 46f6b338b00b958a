/**
 * A job of squeue: fields of squeue.ts in their order, and the name.
 *
 *     4711 4711 4711 N/A alice lab-a gpu normal RUNNING 1795350211 ... 1114 (null) 0 None
 *     4720_[5-64%2] 4720 4720 5-64 alice lab-a gpu normal PENDING 1795350156 ... JobArrayTaskLimit
 *     4712 4712 4712 N/A alice lab-a gpu normal FAILED 1795350156 ... 3:0 NonZeroExitCode
 *
 * https://slurm.schedmd.com/squeue.html#OPT_Format
 */
import type {Job, TimeLimit} from '../domain/job.ts';
import {isEndState} from '../domain/job-state.ts';
import {decodeBytes, encodeBytes} from './bytes.ts';
import {createInterner, type Intern} from './intern.ts';
import {isListedId, tasksOfId} from './listed-id.ts';
import {parseCounter} from './number-field.ts';
import {parseSlurmSeconds, parseSlurmTime, parseTimeLimit, slurmText} from './slurm-values.ts';
import {createTresReader, type TresReader} from './tres-amounts.ts';
import {parseWaitStatus} from './wait-status.ts';

/** A field that was not asked for is undefined. `text`: the name, as bytes. */
export type SqueueRow = {
	readonly fields: ReadonlyArray<string | undefined>;
	readonly text: string;
};

/** `offsetMinutes`: of the cluster, east of Greenwich. Undefined: it is no job. */
export function createSqueueRowReader(offsetMinutes: number): (row: SqueueRow) => Job | undefined {
	const tools = createRowTools(offsetMinutes);
	return row => jobOf(row, tools);
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
function jobOf({fields, text}: SqueueRow, tools: RowTools): Job | undefined {
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
		exit: isEndState(state) ? parseWaitStatus(exit) : undefined,
	};
}

/** A field that this version does not have is empty, or not there. */
function isNone(field: string | undefined): boolean {
	return field === 'N/A' || field === undefined || field === '';
}

function isState(state: string): boolean {
	return /^[A-Z_]{2,30}$/.test(state);
}
