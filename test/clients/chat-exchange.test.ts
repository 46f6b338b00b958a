import {describe, expect, test} from 'vitest';
import {endOf} from '../../source/clients/chat-exchange.ts';

describe('why an answer ended', () => {
	test.each(['stop', 'length', 'load', 'unload'])('%s is told as it is', reason => {
		expect(endOf({done_reason: reason}, 0).reason).toBe(reason);
	});

	test.each(['', 'a\u009B31m', 'Stop now', 'x'.repeat(33), 7 as never])('%j is a stop', reason => {
		expect(endOf({done_reason: reason}, 0).reason).toBe('stop');
	});
});

test('the name of a model is of a bounded length', () => {
	expect(endOf({model: 'qwen3:4b'}, 0).model).toBe('qwen3:4b');
	expect(endOf({model: 'x'.repeat(256)}, 0).model).toBe('');
});
