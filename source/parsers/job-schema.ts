/**
 * The shape of the JSON document that `jobs show`, `why`, `submit` and the changes print with `--json` (schemaVersion 1).
 * The committed schema/job.schema.json is generated from it. A value that is unknown is absent.
 */
import * as z from 'zod';
import {slurmJob} from './status-slurm-schema.ts';

const count = z.int().min(0);
const time = z.iso.datetime().describe('ISO 8601, UTC');
const text = z.string().describe('A sentence for people');
const command = z.array(z.string()).describe('One argument each');

const tasks = z.strictObject({
	done: count,
	running: count,
	waiting: count,
	failed: count.describe('Cancelled ones too'),
	cancelled: count.describe('Of the failed ones: somebody ended them, or they had to give way'),
});

const detail = z.strictObject({
	group: z.string().optional(),
	priority: count.optional(),
	nice: z.int().optional(),
	dependency: z.string().optional(),
	restarts: count.optional(),
	eligibleAt: time.optional(),
	lastScheduledAt: time.optional(),
	tasks: count.optional(),
	cpusPerTask: count.optional(),
	memoryBytes: z.number().min(0).optional().describe('Asked for; see memoryPer'),
	memoryPer: z.enum(['cpu', 'node']).optional(),
	batchHost: z.string().optional(),
	wholeNodes: z.boolean().optional().describe('It shares its nodes with nobody'),
	requestedNodes: z.string().optional(),
	excludedNodes: z.string().optional(),
	features: z.string().optional(),
	reservation: z.string().optional(),
	licenses: z.string().optional(),
	command: z.string().optional(),
	workDir: z.string().optional(),
	comment: z.string().optional(),
	stdout: z.string().optional().describe('The path of its log, where it is known'),
	stderr: z.string().optional(),
	allocations: z.array(
		z.strictObject({
			nodes: z.string(),
			cpuIds: z.string().optional(),
			memoryBytes: z.number().min(0).optional(),
			gres: z.string().optional(),
		}),
	),
	others: z
		.array(z.tuple([z.string(), z.string()]))
		.describe('What scontrol tells beside that, as it tells it'),
});

const asked = z.strictObject({
	asked: z.number().min(0).optional(),
	used: z.number().min(0).optional(),
	fraction: z.number().min(0).optional(),
});

const efficiency = z.strictObject({
	timeSeconds: asked.extend({
		asked: z.union([z.number().min(0), z.literal('unlimited')]).optional(),
	}),
	cpus: asked.describe('`used`: how many were busy on average'),
	memoryBytes: asked.describe('On each node'),
	gpus: asked,
	advice: z.array(text),
});

const why = z.strictObject({
	isWaiting: z.boolean(),
	kind: z.enum(['resources', 'priority', 'limit', 'dependency', 'never']).optional(),
	cause: z.string().optional(),
	reason: z.string().optional().describe('As the cluster says it'),
	text,
	facts: z.array(z.strictObject({label: z.string(), texts: z.array(z.string())})),
	helps: z.array(z.strictObject({text, command: command.optional()})),
	unknowns: z.array(text),
	expectedStartAt: time.optional(),
	jobsAhead: count.optional(),
});

const outcome = z.strictObject({
	id: z.string(),
	result: z.enum(['done', 'gone', 'ended', 'refused', 'unknown', 'failed']),
	text,
	command: command.optional().describe('What was run; absent where nothing was sent'),
});

const submission = z.strictObject({
	result: z.enum(['submitted', 'fits', 'refused', 'notSubmitted', 'unknown']),
	id: z.string().optional(),
	wasLookedUp: z.boolean().optional().describe('The answer was lost, and the job found again'),
	startsAt: time.optional().describe('Of --test-only'),
	token: z.string().optional().describe('Stands in the comment of the job'),
	text,
	command: command.optional(),
});

export const jobSchema = z
	.strictObject({
		schemaVersion: z.literal(1),
		generatedAt: time,
		cluster: z.string().describe('The Slurm cluster'),
		version: z.string().describe('Of clusterdeck'),
		demo: z.literal(true).optional().describe('The cluster is simulated'),
		job: slurmJob.optional(),
		tasks: tasks.optional().describe('Of an array'),
		detail: detail.optional(),
		efficiency: efficiency.optional(),
		why: why.optional(),
		outcomes: z.array(outcome).optional(),
		submission: submission.optional(),
	})
	.describe('A job of a Slurm cluster, or what was done to some, as `clusterdeck jobs` prints it');

export type JobDocument = z.infer<typeof jobSchema>;
