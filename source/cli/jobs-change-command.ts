import type {JobRef} from '../domain/job.ts';
import type {JobChange, JobOutcome} from '../domain/job-change.ts';
import type {ClusterDeed} from '../domain/cluster-deed.ts';
import {changeCommands} from '../rules/change-argv.ts';
import {auditRecordOf} from '../store/deeds.ts';
import {argvText} from '../theme/argv-text.ts';
import {deedText, isDone} from '../theme/deed-text.ts';
import {changedJobText, changeTitle} from '../theme/job-change-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {audit} from './audit.ts';
import {findJobs, type FoundJob, goneText, jobIdProblem} from './find-jobs.ts';
import {changesDocument} from './job-document.ts';
import {type AskedCluster, complainOf, withCluster} from './open-cluster.ts';
import type {Flags, Invocation} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';

/** What a person can do to jobs by a command. */
export type CommandChange = Extract<
	JobChange,
	{kind: 'cancel' | 'hold' | 'release' | 'requeue'}
>['kind'];

/** What was running is lost, and nobody gives it back. */
const destroys: ReadonlySet<CommandChange> = new Set(['cancel', 'requeue'] as const);
/** More are told by their number alone. */
const mostNamed = 20;

/** Exit 1 where a job was not changed, whatever became of the others. */
export async function runJobsChange(
	kind: CommandChange,
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	const problem = jobIdProblem(operands);
	if (problem !== undefined) {
		output.complain(problem.usage);
		return exitUsage;
	}

	if (flags.has('read-only')) {
		output.complain(`--read-only: nothing was sent. Leave it out to ${kind} jobs.`);
		return exitFailed;
	}

	return withCluster({flags}, world, async cluster => {
		const listed = await findJobs(operands, cluster.client, world.signal);
		if (!listed.ok) {
			return complainOf(listed.failure, cluster, world);
		}

		const missing = listed.value.filter(({found}) => found === undefined).map(({id}) => id);
		const jobs = listed.value.flatMap(({found}) => (found === undefined ? [] : [found]));
		for (const id of missing) {
			output.complain(goneText(id, cluster.name));
		}

		if (jobs.length > 0 && !(await isAgreed({kind}, {jobs, flags, cluster}, world))) {
			output.complain('Nothing was sent; --yes does it without asking.');
			return exitFailed;
		}

		const outcomes = await changeJobs({kind}, {jobs, cluster}, world);
		tell({kind}, {outcomes, missing, cluster, flags}, world);
		const isAllDone = outcomes.every(({result}) => result.kind === 'done');
		return isAllDone && missing.length === 0 ? exitDone : exitFailed;
	});
}

type Meant = {
	readonly jobs: readonly FoundJob[];
	readonly flags: Flags;
	readonly cluster: AskedCluster;
};

async function isAgreed(
	change: JobChange & {readonly kind: CommandChange},
	{jobs, flags, cluster}: Meant,
	{confirm}: Surroundings,
): Promise<boolean> {
	if (!destroys.has(change.kind) || flags.has('yes')) {
		return true;
	}

	const named = jobs
		.slice(0, mostNamed)
		.map(({ref, records: [{name}]}) => changedJobText({...ref, name}));
	const more = jobs.length > mostNamed ? [`and ${jobs.length - mostNamed} more`] : [];
	const commands = changeCommands(change, refsOf(jobs)).map(({argv}) => argvText(argv));
	const lines = [...named, ...more, ...commands.map(command => `${cluster.name}: ${command}`)];
	return confirm([...lines, changeTitle(change, jobs.length)].join('\n'));
}

function refsOf(jobs: readonly FoundJob[]): readonly JobRef[] {
	return jobs.map(({ref}) => ref);
}

async function changeJobs(
	change: JobChange,
	{jobs, cluster}: Pick<Meant, 'jobs' | 'cluster'>,
	world: Surroundings,
): Promise<readonly JobOutcome[]> {
	if (jobs.length === 0) {
		return [];
	}

	const outcomes = await cluster.client.change(refsOf(jobs), change, {signal: world.signal});
	for (const outcome of outcomes) {
		const record = auditRecordOf(deedOf(change, outcome, cluster));
		if (record !== undefined) {
			await audit(record, world);
		}
	}

	return outcomes;
}

function deedOf(change: JobChange, outcome: JobOutcome, {name}: AskedCluster): ClusterDeed {
	return {kind: 'changedJob', cluster: name, change, outcome, argv: outcome.argv};
}

type Outcomes = {
	readonly outcomes: readonly JobOutcome[];
	readonly missing: readonly string[];
	readonly cluster: AskedCluster;
	readonly flags: Flags;
};

function tell(
	change: JobChange,
	{outcomes, missing, cluster, flags}: Outcomes,
	world: Surroundings,
): void {
	const {output} = world;
	if (flags.has('json')) {
		const document = changesDocument({change, outcomes, missing}, cluster, world);
		output.print(`${jsonText(document, 0)}\n`);
	}

	for (const outcome of outcomes) {
		const deed = deedOf(change, outcome, cluster);
		const text = deedText(deed);
		if (!isDone(deed)) {
			output.complain(withAdvice(text, outcome));
		} else if (!flags.has('json')) {
			output.print(`${text}\n`);
		}
	}
}

/** Nobody knows what came of it. */
function withAdvice(text: string, {result, job}: JobOutcome): string {
	return result.kind === 'unknown'
		? `${text.replace(/\.?$/, '.')} Look at it before you do it again: clusterdeck jobs show ${job.id}`
		: text;
}
