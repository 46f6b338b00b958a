import {describe, expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {
	brokenText,
	failedTurnText,
	lateLoadText,
	patienceText,
	remarkText,
	unreachedText,
} from '../../source/theme/answer-text.ts';
import {anAttempt} from '../helpers/chat-builders.ts';

const node = 'pi-03' as NodeName;
const model = 'qwen3:4b';

describe('how long a node is given is told beforehand', () => {
	const warm = {firstTokenMs: 30_000, idleMs: 20_000, loadingMs: undefined};

	test('and what is done then', () => {
		expect(patienceText({...warm, isOnly: false})).toBe(
			'30 s to its first token, 20 s to each next one, then another node is asked',
		);
		expect(patienceText({...warm, loadingMs: 600_000, isOnly: true})).toBe(
			'30 s to its first token (up to 600 s while it loads), 20 s to each next one, then it is given up',
		);
	});

	test('and again where a load takes longer', () => {
		expect(lateLoadText({node, model, waitedMs: 30_020, longerMs: 30_000})).toBe(
			'pi-03 still loads qwen3:4b after 30 s, longer than expected; it is given 30 s more',
		);
	});
});

describe('a prompt that is too long', () => {
	const failure = {kind: 'rejected', where: 'pi-03: Ollama', reason: 'x'} as const;
	const told = (room: {promptTokens?: number; contextTokens?: number}, promptTokens = 5000) =>
		failedTurnText({
			...{why: 'contextTooLong', failure, attempts: [], model, promptTokens},
			room: {promptTokens: undefined, contextTokens: undefined, ...room},
		});

	test.each([
		[
			{promptTokens: 5120, contextTokens: 4096},
			/^The prompt of 5.?120 tokens is .*, where 4.?096 tokens fit\. Shorten/,
		],
		[{contextTokens: 4096}, /^The prompt of about 5.?000 tokens is too long for qwen3:4b on/],
		[{contextTokens: 8192}, /^The prompt is too long .*, where 8.?192 tokens fit\./],
		[{}, /^The prompt of about 5.?000 tokens is too long for qwen3:4b on the node\. Shorten/],
	])('of %j', (room, sentence) => {
		expect(told(room)).toMatch(sentence);
	});
});

test('an answer without an end says what to do', () => {
	const failure = {kind: 'tooLarge', where: 'pi-03: Ollama', limitBytes: 16 * 2 ** 20} as const;
	const turn = {attempts: [], model, promptTokens: 3, room: undefined};
	expect(failedTurnText({why: 'answerTooLong', failure, ...turn})).toMatch(
		/^pi-03: Ollama: .* It may never end, so it is asked of nobody else\. What came is kept; ask for less/,
	);
});

test('what to know of a whole answer is a sentence', () => {
	const digests = {digest: 'a'.repeat(64), otherDigest: 'b'.repeat(64)};
	expect([
		remarkText({kind: 'promptCut', node, model, readTokens: 1000}),
		remarkText({kind: 'otherModel', node, model, than: 'before', ...digests}),
		remarkText({kind: 'otherModel', node, model, than: 'gpu-01' as NodeName, ...digests}),
	]).toEqual([
		expect.stringMatching(
			/^pi-03 read only the last 1.?000 tokens of the prompt: the rest does not fit into the context of qwen3:4b\.$/,
		),
		expect.stringMatching(/^qwen3:4b of pi-03 \(a{12}\) is not what answered before \(b{12}\)\./),
		expect.stringMatching(
			/^qwen3:4b of pi-03 \(a{12}\) is not that of gpu-01 \(b{12}\)\. ollama pull/,
		),
	]);
});

test('what a node said ends as a sentence before the next one', () => {
	const failure = {kind: 'rejected', where: 'pi-03: Ollama', reason: 'boom'} as const;
	const turn = {attempts: [], model, promptTokens: 3, room: undefined};
	expect(failedTurnText({why: 'badRequest', failure, ...turn})).toBe(
		'pi-03: Ollama: boom. Another node would say the same.',
	);
	expect(failedTurnText({why: 'failed', failure, ...turn})).toBe('No answer: pi-03: Ollama: boom.');
	const attempt = anAttempt({outcome: {state: 'failed', failure}});
	expect(brokenText(attempt, 'elsewhere')).toBe('pi-03: Ollama: boom. Another node is asked.');
});

test('what a node said is told as it was said', () => {
	const failure = {kind: 'rejected', where: 'n1', reason: "proxy said $' or $&"} as const;
	expect(unreachedText([{node, reason: 'notServing', failure}], false)).toContain(
		"proxy said $' or $&",
	);
});

test('where another server has a port, that can be mended', () => {
	const reason = 'what answers there is not Ollama. Set ollama.port.';
	const failure = {kind: 'unsupported', where: 'n1', reason} as const;
	expect(unreachedText([{node, reason: 'notServing', failure}], false)).toBe(
		`No node answers that has Ollama (${node}: what has its port is not Ollama). Start it with ollama serve, or ask clusterdeck doctor. Where something else has the port, set ollama.port of the node, or false.`,
	);
});

test('where this machine is all there is, init is told', () => {
	const rejected = [{node, reason: 'notInstalled'}] as const;
	expect(unreachedText(rejected, true)).toMatch(
		/^No node .*\. clusterdeck init finds other machines to ask\.$/,
	);
	expect(unreachedText(rejected, false)).not.toContain('init');
});
