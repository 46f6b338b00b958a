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
import type {Job} from '../domain/job.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import {createMarkedRecordReader, type MarkedRecord, markedFormat} from './marked-records.ts';
import {createProblemList} from './problem-list.ts';
import {fieldsWithout, inPlace, noFields} from './slurm-fields.ts';
import {createSqueueRowReader, type SqueueRow} from './squeue-row.ts';

/** That nobody but Slurm writes, in the order in which a row is read. */
export const squeueFields = [
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

/** The value of --Format; `without`: fields that this version of Slurm does not have. */
export function squeueFormat(nonce: string, without = noFields): string {
	return markedFormat(fieldsWithout(squeueFields, without), 'Name', nonce);
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
	const asked = fieldsWithout(squeueFields, without);
	const records = createMarkedRecordReader(nonce, asked.length);
	const jobOf = createSqueueRowReader(offsetMinutes);
	return {
		push(bytes) {
			const jobs: Job[] = [];
			for (const record of records.push(bytes)) {
				const job = 'fields' in record ? jobOf(rowOf(record, asked)) : undefined;
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

/** Each field where it stands when all are told. */
function rowOf({fields, text}: MarkedRecord, asked: readonly string[]): SqueueRow {
	return {fields: inPlace(fields, asked, squeueFields), text};
}
