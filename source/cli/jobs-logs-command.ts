import {type FoundJobLog, findJobLogBy} from '../clients/find-job-log.ts';
import {slurmVersion} from '../clients/slurm-version.ts';
import {followFile, isFileThere, streamFile} from '../clients/stream-file.ts';
import type {JobStream} from '../domain/screen.ts';
import {phaseOf} from '../rules/job-phase.ts';
import {failureText} from '../theme/failure-text.ts';
import {jobStateText} from '../theme/job-text.ts';
import {findKnown, type KnownJob} from './find-known.ts';
import {documentHead} from './job-document.ts';
import {logObjects} from './log-objects.ts';
import {logPrinter} from './log-printer.ts';
import {type AskedCluster, complainOf} from './open-cluster.ts';
import type {Invocation} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';
import {withJob} from './with-job.ts';

/** What a job writes: its bytes as they are to a file or a program, cleaned on a terminal; with --json one object a line. */
export async function runJobsLogs(
	invocation: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {flags} = invocation;
	const stream = flags.has('stderr') ? 'stderr' : 'stdout';
	return withJob(invocation, world, {
		find: findKnown,
		use: (found, cluster) =>
			printLog(
				found,
				{stream, isFollowed: flags.has('follow'), isJson: flags.has('json'), cluster},
				world,
			),
	});
}

type Wanted = {
	readonly stream: JobStream;
	readonly isFollowed: boolean;
	readonly isJson: boolean;
	readonly cluster: AskedCluster;
};

async function printLog(found: KnownJob, wanted: Wanted, world: Surroundings): Promise<ExitStatus> {
	const {output, signal} = world;
	const {stream, cluster} = wanted;
	const {client, ask} = cluster;
	const [job] = found.records;
	if (found.records.length > 1) {
		const example = found.records.find(({array}) => /^\d+$/.test(array?.task ?? ''))?.id;
		const named = example === undefined ? 'name one, as 4720_3' : `name one, as ${example}`;
		output.complain(`${found.id}: each task of the array has a log of its own: ${named}.`);
		return exitUsage;
	}

	if (!found.isQueued) {
		output.complain(
			`${found.id} is ${jobStateText(phaseOf(job), job.state)}: Slurm has forgotten where it wrote. clusterdeck jobs show ${found.id} tells what is known of it.`,
		);
		return exitFailed;
	}

	const detail = await client.describeJob(job.rawId, signal);
	if (!detail.ok) {
		return complainOf(detail.failure, cluster, world);
	}

	const askVersion = () => slurmVersion(ask, signal);
	const log = await findJobLogBy(detail.value, {job: found.ref, stream, askVersion});
	if (!log.ok) {
		output.complain(failureText(log.failure));
		return exitFailed;
	}

	return streamLog(log.value, {...wanted, job: found.id}, world);
}

/** What is wrong with a log, and what is waited for, is told on stderr; as JSON it is an object of the result too. */
async function streamLog(
	{path, text}: FoundJobLog,
	{job, stream, isFollowed, isJson, cluster}: Wanted & {readonly job: string},
	world: Surroundings,
): Promise<ExitStatus> {
	const {output, signal, clock} = world;
	const {ask, openShell} = cluster;
	const objects = isJson ? logObjects({output, stream, clock}) : undefined;
	objects?.begin({...documentHead(cluster, world), job, stream, path: text});
	if (isFollowed && (await isFileThere(ask, path, signal)) === false) {
		const waiting = `${text} is not there yet: what comes is printed.`;
		objects?.remark({remark: 'notThere', text: waiting});
		output.complain(waiting);
	}

	const printer = objects ?? logPrinter(output);
	const streamed = {path, text, onBytes: printer.push, untilDrained: output.untilDrained};
	const ended = isFollowed
		? await followFile(openShell, streamed, signal)
		: await streamFile(ask, streamed, signal);
	printer.end();
	if (ended.ok || signal.aborted) {
		return exitDone;
	}

	const isMissing = ended.failure.kind === 'missing';
	const problem = isMissing
		? `${text} is not there: the job has written nothing yet, or not to where its login node can see. -f waits for it.`
		: failureText(ended.failure);
	objects?.remark({remark: isMissing ? 'notThere' : 'failed', text: problem});
	output.complain(problem);
	return exitFailed;
}
