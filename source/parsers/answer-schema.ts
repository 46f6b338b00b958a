/**
 * The shape of the JSON document that `chat --json` prints (schemaVersion 1). The committed schema/answer.schema.json is
 * generated from it. A value that is unknown is absent.
 */
import * as z from 'zod';

const count = z.int().min(0);
const ms = z.number().min(0);
const seconds = z.number().min(0);
const time = z.iso.datetime().describe('ISO 8601, UTC');
const text = z.string().describe('A sentence for people');

const toolCall = z.strictObject({name: z.string(), arguments: z.unknown()});

const answer = z.strictObject({
	content: z.string(),
	thinking: z.string().optional(),
	toolCalls: z.array(toolCall).optional(),
});

const candidate = z.strictObject({
	node: z.string(),
	model: z.string(),
	digest: z.string(),
	isWarm: z.boolean().describe('The model is in memory there'),
	inFlight: count.describe('Our own requests there at that moment'),
	slots: count.describe('OLLAMA_NUM_PARALLEL, as configured'),
	cachedTokens: count.describe('Of this conversation, in the cache of the model there'),
	affinity: z.number().optional().describe('How much the conversation is at home there, 0 to 1'),
	waitSeconds: seconds,
	loadSeconds: seconds,
	evictionSeconds: seconds,
	prefillSeconds: seconds,
	decodeSeconds: seconds,
	penalties: z.record(z.string(), z.number()).describe('Each multiplies the sum'),
	totalSeconds: seconds,
});

const decision = z.strictObject({
	mode: z.string(),
	because: z.string().optional(),
	promptTokens: count.describe('Estimated'),
	outputTokens: count.describe('Expected'),
	candidates: z.array(candidate).describe('All that could have answered, cheapest first'),
	rejected: z.array(z.strictObject({node: z.string(), reason: z.string(), text})),
});

const attempt = z.strictObject({
	node: z.string(),
	startedAt: time,
	firstTokenMs: ms.optional(),
	tookMs: ms,
	isWarm: z.boolean(),
	outcome: z.enum(['answered', 'failed', 'cancelled']),
	failure: z.strictObject({kind: z.string(), text}).optional(),
	partial: answer.optional().describe('What came before it failed; no part of the answer'),
	usage: z
		.strictObject({
			promptTokens: count.optional(),
			outputTokens: count.optional(),
			loadMs: ms.optional(),
			promptMs: ms.optional(),
			outputMs: ms.optional(),
			totalMs: ms.optional(),
		})
		.optional(),
	deadlines: z
		.strictObject({
			firstTokenMs: ms.describe('From sending to the first token'),
			idleMs: ms.describe('From one token to the next, at least'),
			loadingMs: ms.optional().describe('To the first token while the model still loads'),
		})
		.optional()
		.describe('How long it was waited for, before another node was asked'),
	decision,
});

export const answerSchema = z.strictObject({
	schemaVersion: z.literal(1),
	version: z.string(),
	demo: z.literal(true).optional().describe('The nodes are simulated'),
	state: z.enum(['answered', 'failed', 'cancelled', 'noRoute']),
	conversation: z.string().optional().describe('The id that it is kept under'),
	turn: z.string().optional(),
	model: z.string().optional(),
	answer: answer.optional().describe('Whole; absent: there is none'),
	problem: text.optional(),
	remarks: z.array(text).optional().describe('What to know of a whole answer'),
	attempts: z.array(attempt).describe('The last one answered, if any did'),
	decision: decision.optional().describe('Where nobody was asked: why'),
});

export type AnswerDocument = z.infer<typeof answerSchema>;
