import {type AskVersion, findJobLogBy} from '../clients/find-job-log.ts';
import {slurmVersion} from '../clients/slurm-version.ts';
import type {Job} from '../domain/job.ts';
import type {JobDetail} from '../domain/job-detail.ts';
import type {JobStream} from '../domain/screen.ts';
import {foldArrays} from '../rules/fold-arrays.ts';
import {jobEfficiency} from '../rules/job-efficiency.ts';
import {jsonText} from '../theme/json-text.ts';
import {type JobFacts, jobDocument} from './job-document.ts';
import {jobLines} from './job-lines.ts';
import {findKnown} from './find-known.ts';
import type {AskedCluster} from './open-cluster.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, type Surroundings} from './surroundings.ts';
import {withJob} from './with-job.ts';

/** All that is known of one job, also of one that ended in the last days where there is a database. */
export async function runJobsShow(
	invocation: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {flags} = invocation;
	const {output, storeClock} = world;
	return withJob(invocation, world, {
		find: findKnown,
		async use({records}, cluster) {
			const facts = await factsOf(records, cluster, world);
			output.print(
				flags.has('json')
					? `${jsonText(jobDocument(facts, cluster, world), 0)}\n`
					: `${jobLines(facts, {columns: output.columns(), nowWallMs: storeClock.wallMs()}).join('\n')}\n`,
			);
			return exitDone;
		},
	});
}

type Records = readonly [Job, ...Job[]];

async function factsOf(
	records: Records,
	{client, ask}: AskedCluster,
	{signal}: Surroundings,
): Promise<JobFacts> {
	const [first] = records;
	const [folded] = foldArrays(records);
	const {job} = folded ?? {job: first};
	const isOne = records.length === 1;
	const detail = await client.describeJob(job.rawId, signal);
	// What one task of an array used is not what all of it did.
	const usage = isOne ? await client.readUsage(job, signal) : undefined;
	const told = detail.ok ? detail.value : undefined;
	const efficiency = jobEfficiency({
		...{job, detail: told, liveGpuFraction: undefined},
		usage: usage?.ok === true ? usage.value : undefined,
	});
	const askVersion = once(() => slurmVersion(ask, signal));
	const logOf = (stream: JobStream) =>
		isOne && told !== undefined ? logText(job, told, {stream, askVersion}) : undefined;
	const logs = {stdout: await logOf('stdout'), stderr: await logOf('stderr')};
	return {job, records, detail: told, efficiency, logs};
}

type Wanted = {readonly stream: JobStream; readonly askVersion: AskVersion};

async function logText(
	{id, user, submittedAtMs}: Job,
	detail: JobDetail,
	wanted: Wanted,
): Promise<string | undefined> {
	const job = {id, user, submittedAtMs};
	const found = await findJobLogBy(detail, {job, ...wanted});
	return found.ok ? found.value.text : undefined;
}

function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
	let told: Promise<Value> | undefined;
	return () => {
		told ??= ask();
		return told;
	};
}
