import {describe, expect, test} from 'vitest';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {PlannedDeed, StepWhy, UnmetReason} from '../../source/domain/model-plan.ts';
import {plannedDeedText, stepWhyText, unmetText} from '../../source/theme/model-plan-text.ts';

const node = 'pi-1' as NodeName;
const model = 'qwen3:4b' as ModelName;
const gib = 2 ** 30;

test.each<[string, PlannedDeed]>([
	['pull qwen3:4b to pi-1 from its registry', {type: 'pull', node, model}],
	['copy qwen3:4b to pi-1 from gpu-1', {type: 'copy', node, model, from: 'gpu-1' as NodeName}],
	['remove qwen3:4b from pi-1', {type: 'remove', node, model, digest: undefined}],
])('%s', (text, deed) => {
	expect(plannedDeedText(deed)).toBe(text);
});

test.each<[string, StepWhy]>([
	['1 of 2 nodes has it', {reason: 'tooFew', have: 1, wanted: 2}],
	['no node has it', {reason: 'tooFew', have: 0, wanted: 1}],
	['2 of 3 nodes have it', {reason: 'tooFew', have: 2, wanted: 3}],
	['1 node has it, 0 should', {reason: 'surplus', have: 1, wanted: 0}],
	['3 nodes have it, 1 should', {reason: 'surplus', have: 3, wanted: 1}],
	['the configuration names the node', {reason: 'named'}],
	['wanted wherever it fits', {reason: 'everywhere'}],
	['the node has another one of that name', {reason: 'differs'}],
	['wanted on other nodes', {reason: 'elsewhere'}],
])('since %s', (text, why) => {
	expect(stepWhyText(why)).toBe(text);
});

describe('what cannot be met', () => {
	const service = {state: 'notServing', failure: {kind: 'refused', where: 'x'}} as const;

	test.each<[string, UnmetReason]>([
		[
			'only 2 nodes have the tag pi5. Change its replicas, tags or nodes in the configuration.',
			{reason: 'tooFewNodes', nodes: 2, tags: ['pi5']},
		],
		[
			'no node has all of the tags a, b. Change its replicas, tags or nodes in the configuration.',
			{reason: 'tooFewNodes', nodes: 0, tags: ['a', 'b']},
		],
		[
			'only 1 node may have it. Change its replicas, tags or nodes in the configuration.',
			{reason: 'tooFewNodes', nodes: 1, tags: []},
		],
		['pi-1 is not asked, as the configuration says.', {reason: 'notAsked', node}],
		['pi-1: has no Ollama.', {reason: 'silent', node, service}],
		['pi-1: its models are not known yet.', {reason: 'notRead', node}],
		[
			'pi-1 has another one of that name. clusterdeck models sync --prune replaces it.',
			{reason: 'differs', node},
		],
		[
			'pi-1 needs 3 GiB, 1 GiB free.',
			{reason: 'tooBig', node, memory: 'main', needsBytes: 3 * gib, freeBytes: gib},
		],
		[
			'pi-1 has 1 GiB of its disk free, and it takes 2 GiB.',
			{reason: 'diskShort', node, needsBytes: 2 * gib, freeBytes: gib},
		],
	])('%s', (text, reason) => {
		expect(unmetText({model, wanted: 3, lacking: 1, reasons: [reason]})).toBe(
			`qwen3:4b should be on 3 nodes, and 1 of them will not have it: ${text}`,
		);
	});

	test('where the last copy stays', () => {
		const reasons = [{reason: 'lastCopy', node}] as const;
		expect(unmetText({model, wanted: 0, lacking: 0, reasons})).toBe(
			'qwen3:4b should be on 0 nodes: the one on pi-1 is the last, and stays. clusterdeck models rm removes it.',
		);
	});

	test('of many nodes names the first, and counts the others', () => {
		const reasons = Array.from({length: 6}, () => ({reason: 'notRead', node}) as const);
		const text = unmetText({model, wanted: 'everywhere', lacking: 6, reasons});
		expect(text).toMatch(/^qwen3:4b should be wherever it fits, which is not known of 6 nodes: /);
		expect(text).toMatch(/known yet; and 2 more\.$/);
	});

	test('says nothing that acts on a terminal', () => {
		const hostile = 'a\u001B[31m\nb' as ModelName;
		const reasons = [{reason: 'differs', node: hostile as string as NodeName}] as const;
		const text = unmetText({model: hostile, wanted: 1, lacking: 1, reasons});
		expect(text).not.toMatch(/\p{Cc}/u);
	});
});
