import * as z from 'zod';
import type {MeasuredAttempt} from '../domain/ollama-metrics.ts';
import type {Parsed, ParseProblem} from '../domain/parsed.ts';
import {maybe} from './maybe.ts';

const amount = z.number().min(0);
const longestLine = 200;

const usage = z.object({
	promptTokens: maybe(amount),
	outputTokens: maybe(amount),
	loadMs: maybe(amount),
	promptMs: maybe(amount),
	outputMs: maybe(amount),
	totalMs: maybe(amount),
});

const measured: z.ZodType<MeasuredAttempt> = z.object({
	node: z.string().min(1).max(255),
	model: z.string().min(1).max(255),
	sizeBytes: amount,
	outcome: z.enum([
		...(['answered', 'cancelled', 'unreachable', 'timedOut', 'refused', 'authFailed'] as const),
		...(['hostKeyUnknown', 'hostKeyMismatch', 'needsPassphrase', 'restrictedShell'] as const),
		...(['exited', 'unparseable', 'protocol', 'tooLarge', 'diskFull', 'denied'] as const),
		...(['missing', 'rejected', 'unsupported'] as const),
	]),
	isNodesFault: z.boolean(),
	isWarm: z.boolean(),
	isCached: z.boolean(),
	firstTokenMs: maybe(amount),
	usage: maybe(usage),
	endedWallMs: amount,
});

/**
 * `attempts.jsonl` of the state directory: one attempt a line, as this program wrote it.
 *
 *     {"node":"gpu-01","model":"llama3.2:3b","sizeBytes":2019393189,"outcome":"answered","isNodesFault":false,
 *     "isWarm":true,"isCached":false,"firstTokenMs":412,"usage":{"promptTokens":31,"outputTokens":120,"promptMs":90,
 *     "outputMs":2400,"totalMs":2520},"endedWallMs":1795360424000}
 */
export function parseMeasuredAttempts(text: string): Parsed<readonly MeasuredAttempt[]> {
	const value: MeasuredAttempt[] = [];
	const problems: ParseProblem[] = [];
	for (const line of text.split('\n').filter(each => each.trim() !== '')) {
		const read = measured.safeParse(jsonOf(line));
		if (read.success) {
			value.push(read.data);
		} else {
			const reason = 'it is no attempt of this program';
			problems.push({source: 'attempts.jsonl', line: line.slice(0, longestLine), reason});
		}
	}

	return {value, problems};
}

function jsonOf(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
