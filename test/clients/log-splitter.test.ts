import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createLogSplitter} from '../../source/clients/log-splitter.ts';

describe('lines of a log', () => {
	it('come whole, with their blanks, and empty ones too', () => {
		const {push, rest} = createLogSplitter();
		expect(push('one\n  two ')).toEqual(['one']);
		expect(push('\n\nthr')).toEqual(['  two ', '']);
		expect(push('ee\r\n')).toEqual(['three']);
		expect(rest()).toBeUndefined();
	});

	it('what has no end yet waits, and is told when nothing more comes', () => {
		const {push, rest} = createLogSplitter();
		expect(push('half')).toEqual([]);
		expect(rest()).toBe('half');
		expect(rest()).toBeUndefined();
	});

	it('of a line without end the beginning is kept, and the next one is whole', () => {
		const {push} = createLogSplitter();
		for (let piece = 0; piece < 160; piece += 1) {
			expect(push('x'.repeat(65_536))).toEqual([]);
		}

		const [cut = '', next] = push('x\nnext\n');
		expect(cut).toBe(`${'x'.repeat(65_536)} [cut here: the line is longer than 64 KiB]`);
		expect(next).toBe('next');
	});

	it('are the same however they were cut on their way', () => {
		fc.assert(
			fc.property(fc.array(fc.stringMatching(/^[a-z\n]{0,9}$/)), pieces => {
				const {push, rest} = createLogSplitter();
				const lines = [...pieces.flatMap(push), rest() ?? ''];
				expect(lines).toEqual(pieces.join('').split('\n'));
			}),
		);
	});
});
