/**
 * sacct -X -n -P --delimiter=NONCE, own jobs that ended. The name, which its owner writes, stands before the state,
 * which nobody writes: the first line end behind the state ends the record, whatever is in the name.
 *
 *     4711 NONCE 4711 NONCE alice ... NONCE train NONCE COMPLETED
 *     4720_3 NONCE 4724 NONCE alice ... NONCE sweep NONCE FAILED
 *     4730 NONCE 4730 NONCE alice ... NONCE a name of
 *     two lines NONCE CANCELLED by 1001
 *
 * The database keeps names as it can: what it had no letters for is a question mark for ever.
 * https://slurm.schedmd.com/sacct.html#SECTION_Job-Accounting-Fields
 */
import type {Job, TimeLimit} from '../domain/job.ts';
import type {Parsed} from '../domain/parsed.ts';
import {decodeBytes} from './bytes.ts';
import {createInterner, type Intern} from './intern.ts';
import {isListedId, tasksOfId} from './listed-id.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';
import {fieldsWithout, inPlace, noFields} from './slurm-fields.ts';
import {parseJobExit, parseSlurmTime, slurmText} from './slurm-values.ts';
import {createTresReader, type TresReader} from './tres-amounts.ts';

/** The name and the state stand last. */
export const sacctFields = [
	'JobID',
	'JobIDRaw',
	'User',
	'Account',
	'Partition',
	'QOS',
	'Submit',
	'Start',
	'End',
	'ElapsedRaw',
	'TimelimitRaw',
	'NNodes',
	'NCPUS',
	'AllocTRES',
	'ReqTRES',
	'NodeList',
	'ExitCode',
	'Priority',
	'Reason',
	'JobName',
	'State',
] as const;

/** The value of --format; `without`: fields that this version of Slurm does not have. */
export function sacctFormat(without = noFields): string {
	return fieldsWithout(sacctFields, without).join(',');
}

export type SacctReading = {
	/** Of the cluster, east of Greenwich. */
	readonly offsetMinutes?: number;
	/** As in the format: what it would have told is unknown. */
	readonly without?: ReadonlySet<string>;
};

/** `delimiter` is what was given as --delimiter, which no name can hold; not whole: the list ends within a record. */
export function parseSacct(
	bytes: string,
	delimiter: string,
	{offsetMinutes = 0, without = noFields}: SacctReading = {},
): Parsed<readonly Job[]> & {readonly isWhole: boolean} {
	const problems = createProblemList('sacct');
	const tools = {intern: createInterner(), tres: createTresReader(), offsetMinutes};
	const jobs: Job[] = [];
	const asked = fieldsWithout(sacctFields, without);
	const records = recordsOf(bytes, delimiter, asked.length);
	for (const {record, isWhole} of records) {
		const job = isWhole ? jobOf(inPlace(record, asked, sacctFields), tools) : undefined;
		if (job === undefined) {
			problems.add(record.join(' '), 'not a finished job');
		} else {
			jobs.push(job);
		}
	}

	const isWhole = records.at(-1)?.isWhole !== false;
	return {value: jobs, problems: problems.problems, isWhole};
}

type CutRecord = {readonly record: readonly string[]; readonly isWhole: boolean};

/** Cut after the state; what stands behind the last line end is a record that was cut off. */
function recordsOf(bytes: string, delimiter: string, count: number): readonly CutRecord[] {
	const records: CutRecord[] = [];
	let record: string[] = [];
	for (const part of bytes.split(delimiter)) {
		const end = record.length === count - 1 ? part.indexOf('\n') : -1;
		if (end < 0) {
			record.push(part);
		} else {
			records.push({record: [...record, part.slice(0, end)], isWhole: true});
			record = [part.slice(end + 1)];
		}
	}

	return record.length === 1 && record[0] === '' ? records : [...records, {record, isWhole: false}];
}

type Tools = {
	readonly intern: Intern;
	readonly tres: TresReader;
	readonly offsetMinutes: number;
};

type Fields = ReadonlyArray<string | undefined>;

function jobOf(record: Fields, tools: Tools): Job | undefined {
	const {intern, offsetMinutes} = tools;
	const [id = '', rawId = '', user = '', account, partition = '', qos] = record;
	const state = record[20] ?? '';
	if (!isListedId(id) || !/^[A-Z_]{2,30}(?: by \d{1,10})?$/.test(state) || user === '') {
		return undefined;
	}

	const [submitted, starts, ends] = record.slice(6);
	const text = (field: string | undefined): string | undefined => {
		const told = slurmText(field);
		return told === undefined ? undefined : intern(told);
	};
	return {
		...{
			id: intern(id),
			rawId: intern(rawId === '' ? id : rawId),
			user: intern(user),
			partition: intern(partition),
		},
		array: id.includes('_')
			? {id: intern(id.slice(0, id.indexOf('_'))), task: tasksOfId(id)}
			: undefined,
		name: intern(decodeBytes(record[19] ?? '')),
		nameBytes: undefined,
		...{account: text(account), qos: text(qos), state: intern(state)},
		submittedAtMs: parseSlurmTime(submitted, offsetMinutes),
		startsAtMs: parseSlurmTime(starts, offsetMinutes),
		endsAtMs: parseSlurmTime(ends, offsetMinutes),
		dependency: undefined,
		...amountsOf(record, tools),
	};
}

type Amounts = Pick<
	Job,
	| 'elapsedSeconds'
	| 'timeLimitSeconds'
	| 'nodeCount'
	| 'cpuCount'
	| 'gpuCount'
	| 'memory'
	| 'nodeList'
	| 'exit'
	| 'priority'
	| 'reason'
>;

function amountsOf(record: Fields, {intern, tres}: Tools): Amounts {
	const [elapsed, limit, nodes, cpus, allocated, requested, nodeList, exit, priority, reason] =
		record.slice(9);
	const nodeCount = parseCounter(nodes);
	const amounts = allocated === undefined || allocated === '' ? requested : allocated;
	return {
		elapsedSeconds: parseCounter(elapsed),
		timeLimitSeconds: limitOf(limit),
		nodeCount,
		cpuCount: parseCounter(cpus),
		gpuCount: tres.gpuCount(amounts),
		memory: tres.memoryPerNode(amounts, nodeCount),
		nodeList: nodeList === 'None assigned' || nodeList === undefined ? undefined : intern(nodeList),
		exit: parseJobExit(exit),
		priority: parseCounter(priority),
		reason: reason === undefined || reason === '' ? undefined : intern(reason),
	};
}

/** Minutes, `UNLIMITED` or `Partition_Limit`. */
function limitOf(field: string | undefined): TimeLimit | undefined {
	const minutes = parseCounter(field);
	return field === 'UNLIMITED' ? 'unlimited' : minutes === undefined ? undefined : minutes * 60;
}
