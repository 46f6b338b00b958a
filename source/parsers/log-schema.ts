/**
 * The shapes of the JSON objects that `jobs logs --json` prints, one a line (schemaVersion 1). The committed
 * schema/log.schema.json is generated from it. A value that is unknown is absent.
 */
import * as z from 'zod';

const stream = z.enum(['stdout', 'stderr']);

const head = z
	.strictObject({
		schemaVersion: z.literal(1),
		generatedAt: z.iso.datetime().describe('ISO 8601, UTC'),
		cluster: z.string().describe('The Slurm cluster'),
		version: z.string().describe('Of clusterdeck'),
		job: z.string(),
		stream: stream.describe('As it was asked for: a job may write both to one file'),
		path: z.string().describe('Of the log, on the login node'),
	})
	.describe('The first object');

const line = z
	.strictObject({
		stream,
		text: z.string().describe('Without its line end; bytes that are no UTF-8 are U+FFFD'),
		isUnended: z
			.literal(true)
			.optional()
			.describe(
				'No line end follows: the next object of the log goes on with the line, or there is none; told of what has waited a second for its end',
			),
	})
	.describe('A line of the log');

const remark = z
	.strictObject({
		remark: z.enum(['notThere', 'failed']).describe('notThere: nobody has written the file yet'),
		text: z.string().describe('A sentence for people'),
	})
	.describe('What is to be known of the log');

export const logSchema = z
	.union([head, line, remark])
	.describe('One object of what `clusterdeck jobs logs --json` prints, one a line');

export type LogObject = z.infer<typeof logSchema>;
export type LogHead = z.infer<typeof head>;
export type LogRemark = z.infer<typeof remark>;
