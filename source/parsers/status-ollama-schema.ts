/** The parts of the public document about Ollama and its models. */
import * as z from 'zod';

const bytes = z.int().min(0);
const count = z.int().min(0);
const ms = z.number().min(0);
const time = z.iso.datetime().describe('ISO 8601, UTC');

const loaded = z.strictObject({
	name: z.string(),
	digest: z.string(),
	sizeBytes: bytes.describe('Weights and cache, wherever they are'),
	vramBytes: bytes.describe('What of it is in the memory of GPUs'),
	expiresAt: time.optional().describe('When it is unloaded unless used; absent: it stays'),
	contextTokens: count.optional(),
});

const metrics = z.strictObject({
	model: z.string(),
	requests: count.describe('Of ours, in all runs of this program'),
	cancelled: count,
	failures: z.record(z.string(), count).describe('By kind'),
	timeToFirstTokenMs: ms
		.optional()
		.describe('While the model was in memory; newer ones count more'),
	tokensPerSecond: z.number().min(0).optional(),
	loadMs: ms.optional(),
	inFlight: count.optional().describe('Of this program, there now; absent where it asks nothing'),
});

export function ollamaSchema<Failure extends z.ZodType>(failure: Failure) {
	return z.strictObject({
		state: z
			.enum(['ready', 'silent', 'none', 'asking'])
			.describe(
				'silent: it does not answer; none: nobody said that there is one, and there is none; asking: no answer yet',
			),
		version: z.string().optional(),
		failure: failure.optional(),
		loaded: z.array(loaded).optional(),
		loadedAgeMs: ms.optional(),
		installed: z.array(z.string()).optional(),
		installedAgeMs: ms.optional(),
		slots: count.optional().describe('Requests it answers at once, as configured'),
		metrics: z.array(metrics).optional(),
	});
}

export const modelSchema = z.strictObject({
	name: z.string(),
	digest: z.string().describe('Another one under the same name is another entry'),
	sizeBytes: bytes,
	family: z.string().optional(),
	parameterSize: z.string().optional().describe('As Ollama writes it: 3.2B'),
	quantization: z.string().optional(),
	contextTokens: count.optional().describe('That it was made for'),
	differs: z.literal(true).optional().describe('Most nodes have another one under this name'),
	wanted: z
		.union([count, z.literal('everywhere')])
		.optional()
		.describe('Nodes that should have it; absent: the configuration does not name it'),
	nodes: z.record(z.string(), z.enum(['loaded', 'installed'])),
});
