import {assertNever} from '../domain/assert-never.ts';
import type {Clock} from '../domain/clock.ts';
import type {Job} from '../domain/job.ts';
import type {ReadList} from '../domain/parsed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {isUnknownJob} from '../domain/unknown-job.ts';
import {parseSacct, sacctFields, sacctFormat} from '../parsers/sacct.ts';
import {askForText, mostListBytes} from './ask-for-text.ts';
import {createKnownFields, newClusterMemory, type Told, tellFields} from './known-fields.ts';
import type {JobScope, SlurmReads} from './slurm-client.ts';
import {readList, type SlurmListParts} from './slurm-list.ts';
import {createJobList} from './squeue-jobs.ts';

export type SlurmLists = Pick<SlurmReads, 'listJobs' | 'listFinished'> & {
	/** Jobs as the list has them, where squeue is given these options beside its format: `--partition=gpu`. */
	readonly listJobsWith: (
		options: readonly string[],
		signal: AbortSignal,
	) => Promise<ReadList<readonly Job[]>>;
};

/** With the clock by which long lists are read. */
type Parts = SlurmListParts & {readonly clock: Clock};

/**
 * A controller that is gone lets its programs wait for ten seconds, a database that hangs for 45. Without `--local`
 * squeue asks for its federation first, and a controller that is gone costs twice the time, and never its own words.
 */
export const listLimitMs = 12_000;
const finishedLimitMs = 20_000;
const ownIdLimitMs = 5000;

/** The lists of jobs. Failures: those of `AskSlurm`, `exited` with the cluster's own words, `unparseable`. */
export function createSlurmLists(parts: Parts): SlurmLists {
	const {ask, where, memory = newClusterMemory()} = parts;
	const ownId = async (signal: AbortSignal): Promise<Result<string>> => {
		if (memory.ownId !== undefined) {
			return succeeded(memory.ownId);
		}

		const told = await askForText(ask, {argv: ['id', '-u'], limitMs: ownIdLimitMs}, signal);
		const own = told.ok ? ownIdOf(told.value, where) : told;
		memory.ownId = own.ok ? own.value : undefined;
		return own;
	};
	const withKnown = createKnownFields(sacctFields, memory);
	const listJobsWith = createJobList({...parts, memory, limitMs: listLimitMs});
	return {
		listJobsWith,
		async listJobs(scope, signal) {
			const own = scope.kind === 'mine' ? await ownId(signal) : succeeded('');
			if (!own.ok) {
				return own;
			}

			const jobs = await listJobsWith(scopeOptions(scope, own.value), signal);
			return scope.kind === 'ids' || scope.kind === 'array' ? namedOnes(jobs, parts) : jobs;
		},
		async listFinished(sinceWallMs, signal) {
			const own = await ownId(signal);
			return own.ok
				? withKnown(without => readFinished(parts, {sinceWallMs, own: own.value, without}, signal))
				: own;
		},
	};
}

/** Jobs that the cluster does not know are gone; one that could not be read must not be taken for such a one. */
function namedOnes(
	jobs: ReadList<readonly Job[]>,
	{where}: SlurmListParts,
): Result<readonly Job[]> {
	if (!jobs.ok) {
		return isUnknownJob(jobs.failure) ? succeeded([]) : jobs;
	}

	const [problem] = jobs.problems ?? [];
	return problem === undefined
		? jobs
		: failed({kind: 'unparseable', where, problem: `squeue: ${problem.reason}`});
}

/** The last line: a start-up file may have spoken before it. With anything else squeue would be asked another question. */
function ownIdOf(said: string, where: string): Result<string> {
	const line = said.trim().split('\n').at(-1) ?? '';
	return /^\d{1,10}$/.test(line)
		? succeeded(line)
		: failed({kind: 'unparseable', where, problem: 'id -u: this is no number of a user.'});
}

/** Own jobs and those that are asked for by their ids are told in every state: they are known some minutes longer. */
function scopeOptions(scope: JobScope, own: string): readonly string[] {
	switch (scope.kind) {
		case 'mine':
			return ['--states=all', `--user=${own}`];
		case 'all':
			return [];
		case 'array':
			return ['--states=all', '--array', `--jobs=${scope.id}`];
		case 'ids':
			return ['--states=all', `--jobs=${scope.ids.join(',')}`];
		default:
			return assertNever(scope);
	}
}

/** In which sacct tells of what has ended, by the short names that all versions know. */
const endedStates = 'BF,CA,CD,DL,F,NF,OOM,PR,TO';

type Finished = {
	readonly sinceWallMs: number;
	readonly own: string;
	/** Fields that are not asked for. */
	readonly without: ReadonlySet<string>;
};

function readFinished(
	{ask, where, newMark}: SlurmListParts,
	{sinceWallMs, own, without}: Finished,
	signal: AbortSignal,
): Promise<Told<ReadList<readonly Job[]>>> {
	const mark = newMark();
	const argv = [
		...['sacct', '--noheader', '--parsable2', '--allocations', `--delimiter=${mark}`],
		...[`--user=${own}`, `--state=${endedStates}`, '--endtime=now'],
		...[`--starttime=uts${Math.floor(sinceWallMs / 1000)}`, `--format=${sacctFormat(without)}`],
	];
	const command = {argv, limitMs: finishedLimitMs, maxBytes: mostListBytes};
	const read = (stdout: string) => {
		const {value, ...list} = parseSacct(stdout, mark, {without});
		return readList(value, {command: 'sacct', where, ...list, isEmpty: value.length === 0});
	};
	return tellFields({ask, command, read, signal});
}
