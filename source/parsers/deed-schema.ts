/**
 * The shape of the JSON objects that the commands which do something to models print with `--json`, one a line
 * (schemaVersion 1). The committed schema/deed.schema.json is generated from it. A value that is unknown is absent.
 */
import * as z from 'zod';

const bytes = z.number().min(0);

export const deedSchema = z
	.strictObject({
		schemaVersion: z.literal(1),
		at: z.iso.datetime().describe('ISO 8601, UTC'),
		number: z.int().min(1).describe('The same in all lines about one deed'),
		do: z.enum(['pull', 'copy', 'remove', 'load', 'unload', 'name', 'create']),
		node: z.string(),
		model: z.string(),
		from: z.string().optional().describe('The node that it is copied from'),
		to: z.string().optional().describe('The other name'),
		state: z.enum(['queued', 'working', 'done', 'failed', 'cancelled']),
		ahead: z.int().min(0).optional().describe('Of those that wait on the node, so many before it'),
		step: z
			.enum([
				'asking',
				'reading',
				'manifest',
				'layers',
				'verifying',
				'writing',
				'loading',
				'removing',
			])
			.optional(),
		layers: z
			.array(z.strictObject({digest: z.string(), totalBytes: bytes, completedBytes: bytes}))
			.optional()
			.describe('Those that were told of by now'),
		bytesPerSecond: bytes.optional().describe('Over the last seconds'),
		digest: z.string().optional().describe('Of the model on the node, once it is done'),
		fetchedBytes: bytes
			.optional()
			.describe(
				'That came over the network, at least: Ollama tells nothing of the first 60 ms of a layer',
			),
		wasThere: z.boolean().optional().describe('Nothing had to be done'),
		failure: z
			.strictObject({kind: z.string(), text: z.string().describe('A sentence for people')})
			.optional(),
	})
	.describe('One object of what a command that does something to models prints, one a line');

export type DeedObject = z.infer<typeof deedSchema>;
