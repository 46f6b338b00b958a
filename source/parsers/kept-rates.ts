/**
 * What was measured of models on nodes, as it is kept across runs.
 *
 *     {"schema":1,"rates":[
 *     {"node":"gpu-02","model":"qwen3:4b","answers":38,"sizeBytes":2600000000,"measuredWallMs":1795390424000,
 *     "decodeTokensPerSecond":164.2,"prefillTokensPerSecond":4100,"loadBytesPerSecond":1200000000}]}
 *
 * Ours: README.md, "What it keeps".
 */
import * as z from 'zod';
import {isModelName, isNodeName} from '../domain/grammar.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {Parsed} from '../domain/parsed.ts';
import {printableJson} from '../domain/printable.ts';
import type {ModelRates} from '../domain/routing.ts';
import {maybe} from './maybe.ts';
import {createProblemList} from './problem-list.ts';

export type KeptRates = {
	readonly node: NodeName;
	readonly model: ModelName;
	readonly rates: ModelRates;
};

/** 200 nodes with 50 models each. */
const mostRates = 10_000;
const longestText = 8_000_000;

const positive = z.number().positive();

/** An object with these fields is what was measured of one model on one node. */
const modelRatesSchema = z.object({
	prefillTokensPerSecond: maybe(positive),
	decodeTokensPerSecond: maybe(positive),
	loadBytesPerSecond: maybe(positive),
	outputTokens: maybe(positive),
	successFraction: maybe(z.number().min(0).max(1)),
	answers: z.int().min(0),
	sizeBytes: positive,
	measuredWallMs: z.number().min(0),
});

const document = z.object({schema: z.literal(1), rates: z.array(z.unknown()).max(mostRates)});
const entry = z.object({
	node: z.custom<NodeName>(value => typeof value === 'string' && isNodeName(value)),
	model: z.custom<ModelName>(value => typeof value === 'string' && isModelName(value)),
});

export function keptRatesText(kept: readonly KeptRates[]): string {
	const rates = kept.map(({node, model, rates: measured}) => ({node, model, ...measured}));
	return `${printableJson(JSON.stringify({schema: 1, rates}))}\n`;
}

/** Entries that are damaged are left out: what they knew is measured again. */
export function parseKeptRates(text: string, source: string): Parsed<readonly KeptRates[]> {
	const problems = createProblemList(source);
	const read = document.safeParse(jsonOf(text));
	if (!read.success) {
		problems.add(text, 'not what is kept of measured models');
		return {value: [], problems: problems.problems};
	}

	const value = read.data.rates.flatMap(one => {
		const named = entry.safeParse(one);
		const rates = modelRatesSchema.safeParse(one);
		if (named.success && rates.success) {
			return [{...named.data, rates: rates.data}];
		}

		problems.add(JSON.stringify(one), 'not the measurements of a model');
		return [];
	});
	return {value, problems: problems.problems};
}

function jsonOf(text: string): unknown {
	if (text.length > longestText) {
		return undefined;
	}

	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
