/**
 * The shape of the JSON document that `chat verify --json` prints (schemaVersion 1). The committed
 * schema/verify.schema.json is generated from it. A value that is unknown is absent.
 */
import * as z from 'zod';

const count = z.int().min(0);
const text = z.string().describe('A sentence for people');

const conversation = z.strictObject({
	id: z.string(),
	path: z.string(),
	state: z
		.enum(['whole', 'damaged', 'newer', 'empty'])
		.describe('newer: of a newer clusterdeck; empty: nothing in it was ever acknowledged'),
	failure: z
		.strictObject({kind: z.string(), text})
		.optional()
		.describe('Why nobody can read it; absent: it can be read'),
	damagedLines: z
		.array(z.strictObject({where: z.string().describe('The file and the line, from 1'), text}))
		.describe('Lines that are no whole record'),
	tornLines: count.describe(
		'Lines without an end: their writer was stopped, none was acknowledged',
	),
	leftOutLines: count.describe('Lines that a repair left out'),
	newerRecords: count.describe('Records that only a newer clusterdeck understands'),
	forks: z.array(z.string()).describe('Turns of programs that did not know of each other'),
	lostTurns: z
		.array(z.string())
		.describe('Turns that others go on from and that are nowhere in it'),
	remarks: z.array(text).describe('All of it in words; none: it is whole'),
});

export const verifySchema = z.strictObject({
	schemaVersion: z.literal(1),
	version: z.string(),
	conversations: z.array(conversation).describe('Oldest first'),
	whole: count,
	damaged: count,
	newer: count,
	empty: count,
});

export type VerifyDocument = z.infer<typeof verifySchema>;
