/**
 * The shape of the JSON document that `models show`, `fit` and `sync` print with `--json` (schemaVersion 1). The committed
 * schema/models.schema.json is generated from it. A value that is unknown is absent.
 */
import * as z from 'zod';

const count = z.int().min(0);
const bytes = z.number().min(0);
const time = z.iso.datetime().describe('ISO 8601, UTC');
const text = z.string().describe('A sentence for people');

const copy = z.strictObject({
	node: z.string(),
	state: z.enum(['loaded', 'installed']),
	digest: z.string(),
	differs: z.literal(true).optional().describe('Most nodes have another one under this name'),
	memoryBytes: bytes.optional().describe('Weights and cache, where it is loaded'),
	vramBytes: bytes.optional(),
	expiresAt: time.optional().describe('When it is unloaded unless used; absent: it stays'),
	contextTokens: count.optional().describe('That it is loaded with'),
});

const wanted = z
	.union([count, z.literal('everywhere')])
	.describe('Nodes that should have it; absent: the configuration does not name it');

const model = z.strictObject({
	name: z.string(),
	digest: z.string(),
	sizeBytes: bytes,
	family: z.string().optional(),
	parameterSize: z.string().optional().describe('As Ollama writes it: 3.2B'),
	quantization: z.string().optional(),
	wanted: wanted.optional(),
	copies: z.array(copy),
});

const shown = z
	.strictObject({
		node: z.string().describe('That told it'),
		capabilities: z.array(z.string()).optional(),
		contextTokens: count.optional().describe('That it was made for'),
		parameterCount: z.number().min(0).optional(),
		cacheBytesPerToken: bytes.optional().describe('What one token of context takes of memory'),
		template: z.string().optional(),
		system: z.string().optional(),
		parameters: z.string().optional(),
		license: z.string().optional(),
	})
	.describe('What Ollama tells of the model itself');

const fit = z.strictObject({
	node: z.string(),
	verdict: z
		.enum(['runs', 'yes', 'slowly', 'no', 'unknown', 'silent'])
		.describe(
			'runs: it is in memory; slowly: with a part in main memory; unknown: nobody tells what is free; silent: nobody answers',
		),
	text,
	memory: z
		.strictObject({
			kind: z.enum(['gpu', 'main']),
			needsBytes: bytes,
			freeBytes: z.number().optional().describe('Once `evicted` are gone'),
			evicted: z.array(z.string()).describe('Models that leave for it'),
		})
		.optional(),
	disk: z
		.strictObject({needsBytes: bytes, freeBytes: bytes.optional()})
		.optional()
		.describe('Absent where it lies there already'),
});

const why = z.enum(['tooFew', 'surplus', 'named', 'everywhere', 'differs', 'elsewhere']);

const result = z.strictObject({
	state: z
		.enum(['done', 'failed', 'cancelled', 'skipped', 'declined'])
		.describe(
			'skipped: a step that it needs was not done; declined: nobody agreed to the plan, so that none was',
		),
	from: z.string().optional().describe('The node that gave it in the end'),
	wasThere: z.literal(true).optional().describe('Nothing had to be done'),
	fetchedBytes: bytes.optional().describe('That came over the network, at least'),
	digest: z.string().optional().describe('Of what the model is there now'),
	failure: z.strictObject({kind: z.string(), text}).optional(),
	because: count.optional().describe('Position of the step that was not done'),
});

const step = z.strictObject({
	do: z.enum(['pull', 'copy', 'remove']),
	model: z.string(),
	node: z.string(),
	from: z.string().optional().describe('The node that it is copied from'),
	digest: z.string().optional().describe('Of what is removed'),
	bytes: bytes.optional().describe('Over the network; absent: nobody knows how large it is'),
	after: z.array(count).describe('Positions of the steps that must have been done'),
	why,
	text,
	result: result.optional().describe('Absent where it was only planned'),
});

const unmet = z.strictObject({
	model: z.string(),
	wanted,
	lacking: count.describe('Nodes that should have it and will not'),
	reasons: z.array(z.strictObject({reason: z.string(), node: z.string().optional(), text})),
	text,
});

export const modelsSchema = z
	.strictObject({
		schemaVersion: z.literal(1),
		generatedAt: time,
		cluster: z.string(),
		demo: z.literal(true).optional().describe('The nodes are simulated'),
		version: z.string().describe('Of clusterdeck'),
		model: model.optional(),
		shown: shown.optional(),
		contextTokens: count.optional().describe('That was asked for; absent: as each server has it'),
		fits: z.array(fit).optional(),
		steps: z.array(step).optional().describe('In an order in which they can be done'),
		unmet: z.array(unmet).optional().describe('What is wanted and not reached'),
		problems: z.array(z.strictObject({source: z.string(), text: z.string()})),
	})
	.describe('What a command about models prints');

export type ModelsDocument = z.infer<typeof modelsSchema>;
