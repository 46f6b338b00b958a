import {findJobLogBy} from '../clients/find-job-log.ts';
import {jobLogRequest, type LogRequest} from '../clients/log-script.ts';
import {createAskSlurm} from '../clients/run-slurm.ts';
import {createSlurmJobReads} from '../clients/slurm-job-reads.ts';
import {slurmVersion} from '../clients/slurm-version.ts';
import type {Clock} from '../domain/clock.ts';
import type {JobDetail} from '../domain/job-detail.ts';
import type {LogRemark} from '../domain/log-remark.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {LogSource} from '../domain/screen.ts';
import type {OpenShell} from '../domain/shell.ts';
import {isUnknownJob} from '../domain/unknown-job.ts';
import {isGivenAnew} from '../rules/job-identity.ts';
import {newNonce} from '../transport/ssh/prove-shell.ts';

export type JobLogParts = {
	readonly source: Extract<LogSource, {kind: 'job'}>;
	/** Of the login node of its cluster. */
	readonly openShell: OpenShell;
	readonly clock: Clock;
};

export type FoundRequest = {readonly request: LogRequest; readonly remark: LogRemark};

/** The cluster is asked where the job writes: what the screen shows of it may be of another moment. */
export async function jobLogRequestOf(
	{source, openShell, clock}: JobLogParts,
	signal: AbortSignal,
): Promise<Result<FoundRequest>> {
	const {cluster, job, stream} = source;
	const ask = createAskSlurm({openShell, clock, where: cluster});
	const reads = createSlurmJobReads({
		...{ask, where: cluster, newMark: newNonce, clock},
		listJobsWith: async () => succeeded([]),
	});
	const detail = orTold(await reads.describeJob(job.id, signal), source);
	if (!detail.ok) {
		return detail;
	}

	if (isGivenAnew(job, detail.value)) {
		const reason = 'the cluster has given its id to another job since.';
		return failed({kind: 'rejected', where: job.id, reason});
	}

	const askVersion = () => slurmVersion(ask, signal);
	const found = await findJobLogBy(detail.value, {job, stream, askVersion});
	return found.ok
		? succeeded({
				request: jobLogRequest(found.value),
				remark: {kind: 'file', path: found.value.text, isBoth: found.value.isBoth},
			})
		: found;
}

/** Where it wrote is as it was told while its controller knew of it. */
function orTold(detail: Result<JobDetail>, {job, told}: JobLogParts['source']): Result<JobDetail> {
	if (detail.ok || !isUnknownJob(detail.failure)) {
		return detail;
	}

	const reason =
		'Slurm has forgotten where it wrote: its controller keeps a job for some minutes after its end.';
	return told === undefined ? failed({kind: 'rejected', where: job.id, reason}) : succeeded(told);
}
