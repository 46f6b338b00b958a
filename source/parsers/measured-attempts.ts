import * as z from 'zod';
import type {CountedModel, MeasuredAttempt, ModelMetrics} from '../domain/ollama-metrics.ts';
import type {Parsed, ParseProblem} from '../domain/parsed.ts';
import type {BreakerCharge, ModelRates} from '../domain/routing.ts';
import {maybe} from './maybe.ts';

/** Above all that one node does in a second or a day, and small enough that no estimate from it is Infinity. */
const amount = z.number().min(0).max(1e18);
/** The last moment that a Date has. */
const wallMs = z.number().min(0).max(8.64e15);
const name = z.string().min(1).max(255);
const longestLine = 200;
const failureKinds = [
	...(['unreachable', 'timedOut', 'refused', 'authFailed', 'hostKeyUnknown'] as const),
	...(['hostKeyMismatch', 'needsPassphrase', 'restrictedShell', 'exited', 'unparseable'] as const),
	...(['protocol', 'tooLarge', 'diskFull', 'denied', 'missing', 'rejected'] as const),
	...(['unsupported', 'cancelled'] as const),
] as const;

const usage = z.object({
	promptTokens: maybe(amount),
	outputTokens: maybe(amount),
	loadMs: maybe(amount),
	promptMs: maybe(amount),
	outputMs: maybe(amount),
	totalMs: maybe(amount),
});

const charge: z.ZodType<BreakerCharge> = z.discriminatedUnion('of', [
	z.object({
		of: z.enum(['node', 'model']),
		weight: z.enum(['counts', 'opens', 'unloadable']),
	}),
	z.object({of: z.enum(['answered', 'none'])}),
]);

const measured: z.ZodType<MeasuredAttempt> = z.object({
	node: name,
	model: name,
	sizeBytes: amount,
	outcome: z.enum(['answered', ...failureKinds]),
	isNodesFault: z.boolean(),
	charge: maybe(charge),
	isWarm: z.boolean(),
	isCached: z.boolean(),
	firstTokenMs: maybe(amount),
	loadWaitedMs: maybe(amount),
	usage: maybe(usage),
	endedWallMs: wallMs,
});

const rates: z.ZodType<ModelRates> = z.object({
	prefillTokensPerSecond: maybe(amount),
	decodeTokensPerSecond: maybe(amount),
	loadBytesPerSecond: maybe(amount),
	outputTokens: maybe(amount),
	successFraction: maybe(amount),
	answers: amount,
	sizeBytes: amount,
	measuredWallMs: wallMs,
});

const metrics: z.ZodType<ModelMetrics> = z.object({
	requests: amount,
	cancelled: amount,
	failures: z.partialRecord(z.enum(failureKinds), amount),
	firstTokenMs: maybe(amount),
	loadMs: maybe(amount),
	rates: maybe(rates),
	speeds: maybe(z.array(amount)),
});

const counted: z.ZodType<{readonly counted: CountedModel}> = z.object({
	counted: z.object({node: name, model: name, metrics, endedWallMs: wallMs}),
});

const head: z.ZodType<{readonly countedBefore: AttemptsHead}> = z.object({
	countedBefore: z.object({file: z.int().min(0), records: z.int().min(0)}),
});

/** The files before this number are counted in so many records behind this line. */
export type AttemptsHead = {readonly file: number; readonly records: number};

export type AttemptLines = {
	/** Undefined in the first of the files. */
	readonly head: AttemptsHead | undefined;
	readonly counted: readonly CountedModel[];
	readonly attempts: readonly MeasuredAttempt[];
};

const line = z.union([measured, counted, head]);

/**
 * `attempts.jsonl` of the state directory, and `attempts-1.jsonl` after it (clients/attempt-log.ts): one attempt a line,
 * as this program wrote it. Those that begin with a sum of earlier files have a line that says so, and one a model.
 *
 *     {"countedBefore":{"file":1,"records":1}}
 *     {"counted":{"node":"gpu-01","model":"llama3.2:3b","metrics":{"requests":5120,"cancelled":3,"failures":{"timedOut":2},
 *     "firstTokenMs":402},"endedWallMs":1795360420000}}
 *     {"node":"gpu-01","model":"llama3.2:3b","sizeBytes":2019393189,"outcome":"answered","isNodesFault":false,
 *     "isWarm":true,"isCached":false,"firstTokenMs":412,"usage":{"promptTokens":31,"outputTokens":120,"promptMs":90,
 *     "outputMs":2400,"totalMs":2520},"endedWallMs":1795360424000}
 */
export function parseMeasuredAttempts(text: string): Parsed<AttemptLines> {
	let foundHead: AttemptsHead | undefined;
	const models: CountedModel[] = [];
	const attempts: MeasuredAttempt[] = [];
	const problems: ParseProblem[] = [];
	for (const each of text.split('\n').filter(one => one.trim() !== '')) {
		const read = line.safeParse(jsonOf(each));
		if (!read.success) {
			const reason = 'it is no attempt of this program';
			problems.push({source: 'attempts.jsonl', line: each.slice(0, longestLine), reason});
		} else if ('countedBefore' in read.data) {
			foundHead ??= read.data.countedBefore;
		} else if ('counted' in read.data) {
			models.push(read.data.counted);
		} else {
			attempts.push(read.data);
		}
	}

	return {value: {head: foundHead, counted: models, attempts}, problems};
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
