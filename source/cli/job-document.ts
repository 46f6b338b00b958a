import type {Job} from '../domain/job.ts';
import type {JobChange, JobOutcome} from '../domain/job-change.ts';
import type {JobDetail} from '../domain/job-detail.ts';
import type {JobEfficiency} from '../domain/job-efficiency.ts';
import type {JobWhy, WhyEvidence} from '../domain/job-why.ts';
import type {Submission, SubmissionOutcome, TestedSubmission} from '../domain/submission.ts';
import type {JobDocument} from '../parsers/job-schema.ts';
import {arrayIdOf, countTasks} from '../rules/fold-arrays.ts';
import {deedText} from '../theme/deed-text.ts';
import {jobAdviceText} from '../theme/job-advice-text.ts';
import {jobCauseText} from '../theme/job-cause-text.ts';
import {type FactWords, jobFactLabel, jobFactTexts} from '../theme/job-fact-text.ts';
import {jobHelpText, jobUnknownText} from '../theme/job-help-text.ts';
import {goneText} from './find-jobs.ts';
import type {AskedCluster} from './open-cluster.ts';
import {isoTime, statusJob} from './status-slurm.ts';
import type {Surroundings} from './surroundings.ts';

type DocumentWorld = Pick<Surroundings, 'storeClock' | 'version' | 'demo'>;
type Head = Pick<JobDocument, 'schemaVersion' | 'generatedAt' | 'cluster' | 'version' | 'demo'>;

export function documentHead(
	{name}: Pick<AskedCluster, 'name'>,
	{storeClock, version, demo}: DocumentWorld,
): Head {
	const generatedAt = new Date(storeClock.wallMs()).toISOString();
	return {
		...{schemaVersion: 1, generatedAt, cluster: name, version},
		...(demo === undefined ? {} : {demo: true}),
	};
}

export type Changes = {
	readonly change: JobChange;
	readonly outcomes: readonly JobOutcome[];
	/** Ids of which the cluster knew no job. */
	readonly missing: readonly string[];
};

export function changesDocument(
	{change, outcomes, missing}: Changes,
	cluster: AskedCluster,
	world: DocumentWorld,
): JobDocument {
	const told = outcomes.map(outcome => {
		const {job, result, argv} = outcome;
		const deed = {kind: 'changedJob', cluster: cluster.name, change, outcome, argv} as const;
		return {
			...{id: job.id, result: result.kind, text: deedText(deed)},
			command: argv.length === 0 ? undefined : [...argv],
		};
	});
	const gone = missing.map(id => ({
		...{id, result: 'gone', text: goneText(id, cluster.name)},
	})) satisfies JobDocument['outcomes'];
	return {...documentHead(cluster, world), outcomes: [...told, ...gone]};
}

/** All that is known of one job. */
export type JobFacts = {
	readonly job: Job;
	/** Of an array several. */
	readonly records: readonly Job[];
	readonly detail: JobDetail | undefined;
	readonly efficiency: JobEfficiency;
	/** The paths of its logs, where they are known. */
	readonly logs: {readonly stdout: string | undefined; readonly stderr: string | undefined};
};

export function jobDocument(
	facts: JobFacts,
	cluster: AskedCluster,
	world: DocumentWorld,
): JobDocument {
	const {job, records, detail, efficiency} = facts;
	const {time, cpu, memory, gpu, advice} = efficiency;
	return {
		...documentHead(cluster, world),
		...subjectOf(job, records),
		detail: detail === undefined ? undefined : statusDetail(detail, facts),
		efficiency:
			records.length > 1
				? undefined
				: {
						...{timeSeconds: {...time}, cpus: {...cpu}, memoryBytes: {...memory}, gpus: {...gpu}},
						advice: advice.map(jobAdviceText),
					},
	};
}

type Subject = Pick<JobDocument, 'job' | 'tasks'>;

/** Of an array the record that tells most of it, without what only that task of it did. */
function subjectOf(job: Job, records: readonly Job[]): Subject {
	const arrayId = arrayIdOf(records);
	if (arrayId === undefined || records.length === 1) {
		return {job: statusJob(job), tasks: arrayId === undefined ? undefined : tasksOf(records)};
	}

	const ofTheTask = {
		...{arrayTask: undefined, startedAt: undefined, endedAt: undefined},
		...{elapsedSeconds: undefined, nodeList: undefined, exitCode: undefined, exitSignal: undefined},
	};
	return {
		job: {...statusJob(job), id: arrayId, arrayId, ...ofTheTask},
		tasks: tasksOf(records),
	};
}

function tasksOf(records: readonly Job[]): JobDocument['tasks'] {
	const {done, runs, waits, failed, stopped} = countTasks(records);
	return {done, running: runs, waiting: waits, failed, cancelled: stopped};
}

function statusDetail(one: JobDetail, {records, logs}: JobFacts): JobDocument['detail'] {
	// Where one task of an array runs is not where all of it does.
	const ofTheTask = {batchHost: undefined, allocations: []};
	const {group, priority, nice, dependency, restarts, cpusPerTask, memory, batchHost} = one;
	const {wholeNodes, requestedNodes, excludedNodes, features, reservation, licenses} = one;
	const {command, workDir, comment, allocations, others} = one;
	return {
		...{group, priority, nice, dependency, restarts},
		...{eligibleAt: isoTime(one.eligibleAtMs), lastScheduledAt: isoTime(one.lastScheduledAtMs)},
		...{tasks: one.taskCount, cpusPerTask},
		...{memoryBytes: memory?.bytes, memoryPer: memory?.per, batchHost},
		...{wholeNodes, requestedNodes, excludedNodes, features, reservation, licenses},
		...{command, workDir, comment, stdout: logs.stdout, stderr: logs.stderr},
		allocations: allocations.map(each => ({...each})),
		others: others.map(([key, value]) => [key, value]),
		...(records.length > 1 ? ofTheTask : {}),
	};
}

/** Why a job waits; `why` is undefined where it does not. */
export type ToldWhy = {
	readonly job: Job;
	/** Of an array several. */
	readonly records: readonly Job[];
	readonly why: JobWhy | undefined;
	/** What is said of it in place of a reason. */
	readonly text: string;
	readonly evidence: WhyEvidence | undefined;
	readonly words: FactWords;
};

export function whyDocument(
	{job, records, why, text, evidence, words}: ToldWhy,
	cluster: AskedCluster,
	world: DocumentWorld,
): JobDocument {
	const head = documentHead(cluster, world);
	if (why === undefined) {
		return {
			...head,
			...subjectOf(job, records),
			why: {isWaiting: false, text, facts: [], helps: [], unknowns: []},
		};
	}

	const {kind, cause, reason, facts, helps, unknowns} = why;
	return {
		...head,
		job: statusJob(job),
		why: {
			...{isWaiting: true, kind, cause, reason, text: jobCauseText(why)},
			facts: facts.map(fact => ({
				label: jobFactLabel(fact),
				texts: [...jobFactTexts(fact, words)],
			})),
			helps: helps.map(help => ({
				text: jobHelpText(help),
				command: help.argv === undefined ? undefined : [...help.argv],
			})),
			unknowns: unknowns.map(jobUnknownText),
			expectedStartAt: isoTime(evidence?.startsAtMs),
			jobsAhead: evidence?.ahead,
		},
	};
}

export type Submitted = {
	readonly outcome: SubmissionOutcome;
	readonly argv: readonly string[];
	readonly submission: Submission;
	readonly text: string;
};

export function submittedDocument(
	{outcome, argv, submission, text}: Submitted,
	cluster: AskedCluster,
	world: DocumentWorld,
): JobDocument {
	const job = outcome.kind === 'submitted' ? outcome : undefined;
	return {
		...documentHead(cluster, world),
		submission: {
			...{result: outcome.kind, id: job?.id, wasLookedUp: job?.wasLookedUp},
			...{token: submission.token, text, command: argv.length === 0 ? undefined : [...argv]},
		},
	};
}

export function testedDocument(
	tested: TestedSubmission & {readonly text: string},
	cluster: AskedCluster,
	world: DocumentWorld,
): JobDocument {
	const startsAt = tested.kind === 'fits' ? isoTime(tested.startsAtMs) : undefined;
	const {kind, text} = tested;
	return {...documentHead(cluster, world), submission: {result: kind, startsAt, text}};
}
