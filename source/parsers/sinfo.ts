/**
 * sinfo -h -N --Format, a line for each node in each of its partitions, with a mark of a random nonce around the reason.
 *
 *     node003 batch* up 2-00:00:00 mixed 5/3/0/8 11.81 32000 17570 gpu:a100:2 gpu:a100:2(IDX:0-1) lab,gpu Unknown Unknown BEGIN none END
 *     node003 gpu up 1-00:00:00 mixed 5/3/0/8 11.81 32000 17570 gpu:a100:2 gpu:a100:2(IDX:0-1) lab,gpu Unknown Unknown BEGIN none END
 *     node004 gpu up 1-00:00:00 draining* 1/0/7/8 N/A 32000 N/A gpu:a100:2 gpu:a100:1(IDX:0) (null) root 1795350186 BEGIN disk END
 *
 * https://slurm.schedmd.com/sinfo.html#OPT_Format https://slurm.schedmd.com/sinfo.html#SECTION_NODE-STATE-CODES
 */
import type {Parsed} from '../domain/parsed.ts';
import type {SlurmNode, SlurmPartition} from '../domain/partition.ts';
import {decodeBytes} from './bytes.ts';
import {gpusOfGres} from './gres.ts';
import {createMarkedRecordReader, type MarkedRecord, markedFormat} from './marked-records.ts';
import {parseCounter, parseDecimal} from './number-field.ts';
import {type PartitionRow, partitionsOf} from './partition-counts.ts';
import {createProblemList} from './problem-list.ts';
import {fieldsWithout, inPlace, noFields} from './slurm-fields.ts';
import {parseSlurmTime, parseTimeLimit, slurmText} from './slurm-values.ts';

/** That nobody but Slurm writes. */
export const sinfoFields = [
	'NodeHost',
	'Partition',
	'Available',
	'Time',
	'StateLong',
	'CPUsState',
	'CPUsLoad',
	'Memory',
	'FreeMem',
	'Gres',
	'GresUsed',
	'Features',
	'User',
	'TimeStamp',
] as const;

/** The value of --Format; `without`: fields that this version of Slurm does not have. */
export function sinfoFormat(nonce: string, without = noFields): string {
	return markedFormat(fieldsWithout(sinfoFields, without), 'Reason', nonce);
}

export type SinfoReading = {
	/** Of the cluster, east of Greenwich. */
	readonly offsetMinutes?: number;
	/** As in the format: what it would have told is unknown. */
	readonly without?: ReadonlySet<string>;
};

export type ParsedSinfo = {
	readonly partitions: readonly SlurmPartition[];
	readonly nodes: readonly SlurmNode[];
};

/** `nonce` is that of the format; not whole: the list ends within a record. Partitions and nodes in the order in which they were told. */
export function parseSinfo(
	bytes: string,
	nonce: string,
	{offsetMinutes = 0, without = noFields}: SinfoReading = {},
): Parsed<ParsedSinfo> & {readonly isWhole: boolean} {
	const problems = createProblemList('sinfo');
	const asked = fieldsWithout(sinfoFields, without);
	const records = createMarkedRecordReader(nonce, asked.length);
	const rows: PartitionRow[] = [];
	for (const record of records.push(bytes)) {
		const row = 'fields' in record ? rowOf(toldRow(record, asked), offsetMinutes) : undefined;
		if (row !== undefined) {
			rows.push(row);
		} else if ('fields' in record) {
			problems.add(record.fields.join(' '), 'no name or state of a node');
		} else {
			problems.add(record.line, record.reason);
		}
	}

	const isWhole = records.rest() === '';
	if (!isWhole) {
		problems.add(records.rest(), 'the list ends within a node');
	}

	return {
		value: {partitions: partitionsOf(rows), nodes: nodesOf(rows)},
		problems: problems.problems,
		isWhole,
	};
}

/** A node comes once with each of its partitions. */
function nodesOf(rows: readonly PartitionRow[]): readonly SlurmNode[] {
	const nodes = new Map<string, SlurmNode>();
	for (const {node} of rows) {
		const before = nodes.get(node.name)?.partitions ?? [];
		const partitions = [...new Set([...before, ...node.partitions])];
		nodes.set(node.name, {...node, partitions});
	}

	return [...nodes.values()];
}

type Fields = ReadonlyArray<string | undefined>;
type Row = {readonly fields: Fields; readonly text: string};

function toldRow({fields, text}: MarkedRecord, asked: readonly string[]): Row {
	return {fields: inPlace(fields, asked, sinfoFields), text};
}

function rowOf({fields, text}: Row, offsetMinutes: number): PartitionRow | undefined {
	const [host = '', partition = '', available = '', time, state = ''] = fields;
	const states = statesOf(state);
	const name = partition.replace(/\*$/, '');
	if (host === '' || name === '' || states === undefined) {
		return undefined;
	}

	const [cpusAllocated, cpusIdle, cpusOther, cpusTotal] = (fields[5] ?? '')
		.split('/')
		.map(parseCounter);
	return {
		name,
		isDefault: partition !== name,
		state: available.toUpperCase(),
		timeLimitSeconds: time === 'infinite' ? 'unlimited' : parseTimeLimit(time),
		node: {
			...{name: host, partitions: [name], states, cpusAllocated, cpusTotal, cpusOther},
			...measuresOf(fields),
			...reasonOf(fields, text, offsetMinutes),
		},
		cpusIdle,
	};
}

type Measures = Pick<
	SlurmNode,
	| 'load'
	| 'memoryTotalBytes'
	| 'memoryFreeBytes'
	| 'gres'
	| 'gresUsed'
	| 'gpusTotal'
	| 'gpusUsed'
	| 'features'
>;

function measuresOf(fields: Fields): Measures {
	const [load, memory, free, gres, gresUsed, features] = fields.slice(6);
	const gpusTotal = gpusOfGres(gres ?? '');
	return {
		load: parseDecimal(load),
		memoryTotalBytes: mebibytes(memory),
		memoryFreeBytes: mebibytes(free),
		gres: slurmText(gres),
		gresUsed: slurmText(gresUsed),
		gpusTotal,
		gpusUsed: gpusTotal === undefined ? undefined : gpusOfGres(gresUsed ?? ''),
		features: slurmText(features)?.split(',') ?? [],
	};
}

function reasonOf(
	fields: Fields,
	text: string,
	offsetMinutes: number,
): Pick<SlurmNode, 'reason' | 'reasonUser' | 'reasonAtMs'> {
	const reason = text === 'none' ? undefined : slurmText(decodeBytes(text));
	return reason === undefined
		? {reason, reasonUser: undefined, reasonAtMs: undefined}
		: {
				reason,
				reasonUser: slurmText(fields[12]),
				reasonAtMs: parseSlurmTime(fields[13], offsetMinutes),
			};
}

/** What the character behind a state says of the node, by the name that other programs of Slurm give it. */
const marks: Readonly<Record<string, string>> = {
	'*': 'NOT_RESPONDING',
	'~': 'POWERED_DOWN',
	'#': 'POWERING_UP',
	'!': 'POWER_DOWN',
	'%': 'POWERING_DOWN',
	$: 'MAINTENANCE',
	'@': 'REBOOT_REQUESTED',
	'^': 'REBOOT_ISSUED',
	'-': 'PLANNED',
	'+': 'DRAIN',
};

/** `draining*`, `allocated+drain` */
function statesOf(field: string): readonly string[] | undefined {
	const match = /^([a-z_]{2,30}(?:\+[a-z_]{2,30})*)([*~#!%$@^+-]*)$/.exec(field);
	const [, words = '', signs = ''] = match ?? [];
	return match === null
		? undefined
		: [...words.toUpperCase().split('+'), ...[...signs].flatMap(sign => marks[sign] ?? [])];
}

function mebibytes(field: string | undefined): number | undefined {
	const count = parseCounter(field);
	return count === undefined ? undefined : count * 1_048_576;
}
