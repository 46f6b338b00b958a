/** What the document says of a Slurm cluster; parsers/status-schema.ts has the rest. */
import * as z from 'zod';

const count = z.int().min(0);
const time = z.iso.datetime().describe('ISO 8601, UTC');
const timeLimit = z.union([z.number().min(0), z.literal('unlimited')]);

const resourceCounts = z.strictObject({
	allocated: count,
	idle: count,
	other: count.describe('Down, drained or reserved'),
	total: count,
});

const partition = z.strictObject({
	name: z.string(),
	state: z.string(),
	isDefault: z.boolean(),
	timeLimitSeconds: timeLimit.optional(),
	nodes: resourceCounts,
	cpus: resourceCounts,
	gpus: resourceCounts.optional(),
});

const slurmNode = z.strictObject({
	name: z.string(),
	states: z.array(z.string()),
	partitions: z.array(z.string()),
	cpusAllocated: count.optional(),
	cpusTotal: count.optional(),
	memoryTotalBytes: count.optional(),
	memoryFreeBytes: count.optional(),
	gpusUsed: count.optional(),
	gpusTotal: count.optional(),
	gres: z.string().optional(),
	gresUsed: z.string().optional(),
	reason: z.string().optional().describe('Why it is drained or down'),
	reasonUser: z.string().optional(),
	reasonAt: time.optional(),
});

export const slurmJob = z.strictObject({
	id: z.string().describe('What the controller counts it by'),
	arrayId: z.string().optional(),
	arrayTask: z.string().optional().describe('One index, or those that wait: `5-64%2`'),
	name: z.string(),
	nameBase64: z.string().optional().describe('The bytes of the name, where they are not UTF-8'),
	user: z.string(),
	account: z.string().optional(),
	partition: z.string(),
	qos: z.string().optional(),
	state: z.string(),
	reason: z.string().optional(),
	submittedAt: time.optional(),
	startedAt: time.optional(),
	expectedStartAt: time.optional().describe('Of one that waits, as the scheduler expects'),
	endedAt: time.optional(),
	timeLimitSeconds: timeLimit.optional(),
	elapsedSeconds: z.number().min(0).optional(),
	nodes: count.optional().describe('How many'),
	cpus: count.optional(),
	gpus: count.optional(),
	nodeList: z.string().optional(),
	exitCode: count.optional(),
	exitSignal: count.optional(),
});

export function slurmSchema<Failure extends z.ZodType>(failure: Failure) {
	return z.strictObject({
		name: z.string(),
		state: z
			.enum(['connecting', 'ready', 'stale', 'lost'])
			.describe('stale: its login node answers, its controller does not'),
		version: z.string().optional(),
		ageMs: z.number().min(0).optional().describe('Age of the list of jobs'),
		failure: failure.optional(),
		partitions: z.array(partition).optional(),
		nodes: z.array(slurmNode).optional(),
		jobs: z
			.array(slurmJob)
			.optional()
			.describe('Own ones; those of everybody with `jobs ls --all`'),
	});
}
