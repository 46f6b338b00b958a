import {describe, expect, test} from 'vitest';
import {endOf} from '../../source/clients/chat-exchange.ts';

const seen = {promptCharacters: 10, receivedBytes: 0, streamMs: 0};

describe('why an answer ended', () => {
	test.each(['stop', 'length', 'load', 'unload'])('%s is told as it is', reason => {
		expect(endOf({done_reason: reason}, seen).reason).toBe(reason);
	});

	test.each(['', 'a\u009B31m', 'Stop now', 'x'.repeat(33), 7 as never])('%j is a stop', reason => {
		expect(endOf({done_reason: reason}, seen).reason).toBe('stop');
	});
});

test('the name of a model is of a bounded length', () => {
	expect(endOf({model: 'qwen3:4b'}, seen).model).toBe('qwen3:4b');
	expect(endOf({model: 'x'.repeat(256)}, seen).model).toBe('');
});

describe('what a server says of its own speed', () => {
	const last = {prompt_eval_count: 30, eval_count: 100, eval_duration: 1_000_000_000};

	test('is taken where our clock does not say otherwise', () => {
		const said = {...seen, receivedBytes: 400, streamMs: 4000};
		expect(endOf(last, said).usage).toMatchObject({
			...{promptTokens: 30, outputTokens: 100, outputMs: 1000},
		});
	});

	test('is not known where its answer took far longer to come', () => {
		const said = {...seen, receivedBytes: 400, streamMs: 4300};
		expect(endOf(last, said).usage).toMatchObject({outputTokens: 100, outputMs: undefined});
	});

	test('counts no more tokens than the prompt has bytes, with what a template says', () => {
		const {usage} = endOf({...last, prompt_eval_count: 9e15}, seen);
		expect(usage.promptTokens).toBe(30 + 16_384);
	});
});
