/**
 * The shape of the JSON document that `--once`, `--watch` and the lists print (schemaVersion 1). The committed
 * schema/status.schema.json is generated from it. A value that is unknown is absent.
 */
import * as z from 'zod';
import {modelSchema, ollamaSchema} from './status-ollama-schema.ts';
import {slurmSchema} from './status-slurm-schema.ts';

const fraction = z.number().min(0).max(1);
const count = z.int().min(0);
const bytes = z.int().min(0);
const perSecond = z.number().min(0);
const time = z.iso.datetime().describe('ISO 8601, UTC');

const failure = z.strictObject({
	kind: z.enum([
		'unreachable',
		'timedOut',
		'refused',
		'authFailed',
		'hostKeyUnknown',
		'hostKeyMismatch',
		'needsPassphrase',
		'restrictedShell',
		'exited',
		'unparseable',
		'protocol',
		'cancelled',
		'tooLarge',
		'diskFull',
		'denied',
		'missing',
		'rejected',
		'unsupported',
	]),
	text: z.string().describe('What happened, where, and what to do'),
});

const connection = z.strictObject({
	state: z.enum([
		'idle',
		'connecting',
		'bootstrapping',
		'ready',
		'degraded',
		'backoff',
		'disabled',
		'auth-failed',
		'hostkey-unknown',
		'hostkey-mismatch',
		'needs-passphrase',
		'unsupported',
	]),
	transport: z.enum(['local', 'ssh2', 'system']).optional(),
	transportReason: z
		.string()
		.optional()
		.describe("Why the system's ssh carries it: `a user certificate`"),
	roundTripMs: z.number().min(0).optional(),
	ageMs: z.number().min(0).optional().describe('Age of the figures'),
	retryInMs: z.number().min(0).optional(),
	failure: failure.optional(),
});

const system = z.strictObject({
	hostname: z.string().optional(),
	os: z.string().optional(),
	kernel: z.string().optional(),
	architecture: z.string().optional(),
	cpuModel: z.string().optional(),
	cores: count.optional(),
	uptimeSeconds: z.number().min(0).optional(),
	bootId: z.string().optional(),
});

const cpu = z.strictObject({
	loadFraction: fraction.optional(),
	iowaitFraction: fraction.optional(),
	stealFraction: fraction.optional(),
	load1: z.number().min(0).optional(),
	load5: z.number().min(0).optional(),
	load15: z.number().min(0).optional(),
	perCore: z.array(fraction.nullable()).optional().describe('null: no rate of this core'),
	frequencyHz: z.number().min(0).optional(),
});

const memory = z.strictObject({
	totalBytes: bytes,
	availableBytes: bytes.optional(),
	usedBytes: bytes.optional().describe('Total minus available'),
	swapTotalBytes: bytes.optional(),
	swapUsedBytes: bytes.optional(),
	swapBytesPerSecond: perSecond.optional(),
	oomKills: count.optional().describe('Processes killed for memory between the two samples'),
});

const pressure = z.strictObject({
	cpuSomeFraction: fraction.optional(),
	ioSomeFraction: fraction.optional(),
	ioFullFraction: fraction.optional(),
	memorySomeFraction: fraction.optional(),
	memoryFullFraction: fraction.optional(),
});

const filesystem = z.strictObject({
	mount: z.string(),
	device: z.string(),
	type: z.string(),
	totalBytes: bytes.optional(),
	usedBytes: bytes.optional(),
	availableBytes: bytes.optional().describe('For users who are not root'),
	silentMs: z.number().min(0).optional().describe('The mount has not answered for so long'),
});

const disk = z.strictObject({
	device: z.string(),
	readBytesPerSecond: perSecond.optional(),
	writeBytesPerSecond: perSecond.optional(),
	readsPerSecond: perSecond.optional(),
	writesPerSecond: perSecond.optional(),
	busyFraction: fraction.optional(),
	awaitMs: z.number().min(0).optional(),
	queueLength: z.number().min(0).optional(),
});

const networkInterface = z.strictObject({
	interface: z.string(),
	rxBytesPerSecond: perSecond.optional(),
	txBytesPerSecond: perSecond.optional(),
	faultsPerSecond: perSecond.optional().describe('Errors and drops, both ways'),
});

const gpu = z.strictObject({
	index: count,
	name: z.string(),
	vendor: z.enum(['nvidia', 'amd', 'intel', 'jetson']),
	utilizationFraction: fraction.optional(),
	memoryUtilizationFraction: fraction.optional(),
	memoryUsedBytes: bytes.optional(),
	memoryTotalBytes: bytes.optional(),
	temperatureCelsius: z.number().optional(),
	powerWatts: z.number().min(0).optional(),
	powerLimitWatts: z.number().min(0).optional(),
	throttles: z
		.array(z.enum(['power-cap', 'hardware-slowdown', 'thermal', 'power-brake']))
		.optional(),
});

const pi = z.strictObject({
	throttledNow: z.boolean().optional(),
	underVoltageNow: z.boolean(),
	throttledSinceBoot: z.boolean().optional(),
	underVoltageSinceBoot: z.boolean().optional(),
});

const label = z.strictObject({
	name: z.enum([
		'gpu-bound',
		'cpu-bound',
		'io-bound',
		'memory-pressure',
		'mixed-gpu-cpu',
		'mixed-gpu-io',
		'mixed-cpu-io',
		'mixed-gpu-cpu-io',
		'throttled',
		'balanced',
		'underutilized',
		'idle',
	]),
	evidence: z.array(z.string()),
	confidence: z.enum(['high', 'low']).describe('low: the kernel gives no pressure figures'),
});

const healthReason = z.strictObject({
	measure: z.enum(['memory', 'temperature', 'disk', 'mount']),
	severity: z.enum(['warning', 'critical']),
	value: z
		.number()
		.optional()
		.describe('A fraction for memory and disk, degrees Celsius for temperature'),
	limit: z.number().optional(),
	subject: z.string().optional().describe('The sensor or mount'),
});

const node = z.strictObject({
	name: z.string(),
	role: z.string().optional(),
	tags: z.array(z.string()),
	health: z.enum(['ok', 'warning', 'down', 'unknown']),
	healthReasons: z.array(healthReason).optional(),
	lastSeenAt: time.optional(),
	connection,
	system: system.optional(),
	cpu: cpu.optional(),
	memory: memory.optional(),
	pressure: pressure.optional(),
	temperatures: z.array(z.strictObject({sensor: z.string(), celsius: z.number()})).optional(),
	filesystems: z.array(filesystem).optional(),
	filesystemsAgeMs: z
		.number()
		.min(0)
		.optional()
		.describe('They are asked less often than the rest'),
	disks: z.array(disk).optional(),
	network: z.array(networkInterface).optional(),
	gpus: z.array(gpu).optional(),
	pi: pi.optional(),
	label: label.optional(),
	ollama: ollamaSchema(failure).optional().describe('Absent where it is not asked for'),
});

const summary = z.strictObject({
	nodes: z.strictObject({ok: count, warning: count, down: count, unknown: count}),
	cpuLoadFraction: fraction.optional().describe('Mean over cores'),
	memoryUsedFraction: fraction.optional(),
	gpus: z
		.strictObject({
			count,
			utilizationFraction: fraction.optional(),
			memoryUsedFraction: fraction.optional(),
		})
		.optional(),
	jobs: z
		.strictObject({running: count, pending: count})
		.optional()
		.describe('Own ones, each task of an array by itself'),
});

export const statusSchema = z
	.strictObject({
		schemaVersion: z.literal(1),
		generatedAt: time,
		cluster: z.string(),
		demo: z.literal(true).optional().describe('The nodes are simulated'),
		version: z.string().describe('Of clusterdeck'),
		summary: summary.optional(),
		nodes: z.array(node).optional(),
		slurm: z.array(slurmSchema(failure)).optional(),
		models: z.array(modelSchema).optional().describe('On the disks of the nodes that answer'),
		problems: z.array(z.strictObject({source: z.string(), text: z.string()})),
	})
	.describe('Status of a cluster, as `clusterdeck --once` prints it');

export type StatusDocument = z.infer<typeof statusSchema>;
export type StatusNode = z.infer<typeof node>;
