import {isJobId} from '../domain/grammar.ts';
import type {Job} from '../domain/job.ts';
import type {JobUsage} from '../domain/job-detail.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parseSacctSteps, parseSstat, sacctStepFields, sstatFields} from '../parsers/job-steps.ts';
import {fieldsWithout} from '../parsers/slurm-fields.ts';
import {type ClusterMemory, createKnownFields, tellFields} from './known-fields.ts';
import type {AskSlurm} from './slurm-command.ts';

export type ReadJobUsage = (job: Job, signal: AbortSignal) => Promise<Result<JobUsage>>;

const limitMs = 15_000;
/** All steps of a job. */
const maxBytes = 4 * 1024 ** 2;

const isUnderWay = new Set(['RUNNING', 'SUSPENDED', 'COMPLETING', 'STOPPED', 'SIGNALING']);
const noUsage: JobUsage = {
	cpuSeconds: undefined,
	maxMemoryBytes: undefined,
	readBytes: undefined,
	writtenBytes: undefined,
	gpuFraction: undefined,
};

type JobUsageParts = {readonly ask: AskSlurm; readonly memory?: ClusterMemory};

/**
 * What a job has used: what has not begun has used nothing that anybody measured. Failures: those of `AskSlurm`, `exited`
 * with the cluster's own words, `rejected` for what is no id.
 */
export function createJobUsage({ask, memory}: JobUsageParts): ReadJobUsage {
	const withLive = createKnownFields(sstatFields, memory);
	const withEnded = createKnownFields(sacctStepFields, memory);
	const usageOf = (
		argv: readonly string[],
		read: (stdout: string) => JobUsage,
		signal: AbortSignal,
	) => {
		const command = {argv, limitMs, maxBytes};
		return tellFields({ask, command, read: stdout => succeeded(read(stdout)), signal});
	};
	return async ({state, id, rawId}, signal) => {
		if (!isJobId(rawId) && !isJobId(id)) {
			return failed({kind: 'rejected', where: id, reason: 'this is not the id of a job.'});
		}

		if (state === 'PENDING' || state === 'CONFIGURING') {
			return succeeded(noUsage);
		}

		const jobs = `--jobs=${isJobId(rawId) ? rawId : id}`;
		if (isUnderWay.has(state)) {
			return withLive(without => {
				const format = `--format=${fieldsWithout(sstatFields, without).join(',')}`;
				const argv = ['sstat', '--allsteps', '--noheader', '--parsable2', format, jobs];
				return usageOf(argv, stdout => parseSstat(stdout, without).value, signal);
			});
		}

		return withEnded(without => {
			const format = `--format=${fieldsWithout(sacctStepFields, without).join(',')}`;
			const argv = ['sacct', '--noheader', '--parsable2', format, jobs];
			return usageOf(argv, stdout => parseSacctSteps(stdout, without).value, signal);
		});
	};
}
