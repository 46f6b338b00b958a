/** Whatever JSON a node sends: a choice that looks at it can be written down and read again, and others stay in it. */
import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import {parseInstalledModels, parseLoadedModels} from '../../source/parsers/ollama-models.ts';
import {parseMeasuredAttempts} from '../../source/parsers/measured-attempts.ts';
import {parseShownModel} from '../../source/parsers/ollama-show.ts';
import {parseOllamaVersion} from '../../source/parsers/ollama-version.ts';
import {routeDecisionSchema} from '../../source/parsers/route-schema.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {anInstalledModel, aRouteNode, aRouteRequest, small} from '../helpers/route-builders.ts';

const anything = fc.oneof(
	fc.constantFrom(1.7e308, Number.MAX_VALUE, 5e-324, 2 ** 53, 1e15, 0, -0, -1, 0.5, 2e9),
	fc.constantFrom('0001-01-01T00:00:00Z', '-271821-04-20T00:00:00Z'),
	fc.jsonValue(),
);
const model = fc.record(
	{
		name: fc.constantFrom(small, 'other:latest', 'third:1b'),
		digest: fc.constant('a'.repeat(64)),
		size: anything,
		size_vram: anything,
		context_length: anything,
		expires_at: anything,
		details: fc.oneof(anything, fc.record({context_length: anything})),
		capabilities: anything,
	},
	{requiredKeys: ['name', 'digest', 'size']},
);
const models = fc
	.oneof(fc.array(model, {maxLength: 5}), anything)
	.map(list => JSON.stringify({models: list}));

test('a choice that looks at any of it is read again as it was written, and who is honest stays in it', () => {
	fc.assert(
		fc.property(models, models, (tags, ps) => {
			const hostile = aRouteNode('bad', {
				installed: parseInstalledModels(tags).value,
				loaded: parseLoadedModels(ps, 0).value,
				memoryAvailableBytes: 8e9,
			});
			const honest = aRouteNode('good', {installed: [anInstalledModel()]});
			const moment = {mode: 'resource-aware', nowMs: 1_000_000, nowWallMs: 1.8e12} as const;
			const decision = chooseRoute(aRouteRequest(), [hostile, honest], moment);
			expect(decision.candidates.map(({node}) => node)).toContain('good');
			const read = routeDecisionSchema.safeParse(JSON.parse(JSON.stringify(decision)));
			expect(read.success).toBe(true);
		}),
		{numRuns: 300},
	);
});

test('every number of a list is whole and small enough to be summed up, and every end a time', () => {
	fc.assert(
		fc.property(models, text => {
			const loaded = parseLoadedModels(text, 0).value;
			for (const {sizeBytes, vramBytes, expiresWallMs = 0} of loaded) {
				expect(Number.isSafeInteger(sizeBytes * 9)).toBe(true);
				expect(Number.isSafeInteger(vramBytes)).toBe(true);
				expect(() => new Date(expiresWallMs).toISOString()).not.toThrow();
				expect(expiresWallMs).toBeGreaterThanOrEqual(0);
			}

			for (const {sizeBytes, contextTokens = 0} of parseInstalledModels(text).value) {
				expect(sizeBytes).toBeLessThanOrEqual(1e15);
				expect(Number.isSafeInteger(contextTokens)).toBe(true);
			}
		}),
	);
});

describe('what is beyond all that exists', () => {
	it('is no model of a list, and that is told', () => {
		const huge = {name: small, digest: 'a'.repeat(64), size: 1.7e308};
		const text = JSON.stringify({models: [huge]});
		expect(parseInstalledModels(text)).toMatchObject({value: [], problems: [{}]});
		expect(parseLoadedModels(text, 0)).toMatchObject({value: [], problems: [{}]});
	});

	it('is not known of a model that is shown', () => {
		const info = {'general.architecture': 'x', 'general.parameter_count': 1e300};
		const wide = {'x.block_count': 1e9, 'x.attention.head_count': 1e9, 'x.embedding_length': 1e15};
		expect(parseShownModel(JSON.stringify({model_info: {...info, ...wide}}))).toMatchObject({
			...{parameterCount: undefined, cacheBytesPerToken: undefined},
		});
	});

	it('is no version', () => {
		expect(parseOllamaVersion(JSON.stringify({version: '1'.repeat(101)}))).toBeUndefined();
	});

	it('is no attempt', () => {
		const attempt = {
			...{node: 'n1', model: small, sizeBytes: 2e9, outcome: 'answered', isNodesFault: false},
			...{isWarm: true, isCached: false, endedWallMs: 1.8e12},
		};
		const read = (parts: object) =>
			parseMeasuredAttempts(JSON.stringify({...attempt, ...parts})).value.attempts;
		expect(read({})).toHaveLength(1);
		expect(read({sizeBytes: 1.7e308})).toEqual([]);
		expect(read({endedWallMs: 1e16})).toEqual([]);
		expect(read({usage: {promptMs: 1e300}})).toEqual([]);
	});
});
