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

	it('that were written over are as a terminal shows them, also before they end', () => {
		const {push, unfinished} = createLogSplitter();
		expect(push('begin\n\r 10% \u00e2\r')).toEqual(['begin']);
		expect(unfinished()).toBe(' 10% \u00e2');
		expect(push('\r 20%')).toEqual([]);
		expect(unfinished()).toBe(' 20%');
		expect(push('\r\r\n\r\n')).toEqual([' 20%', '']);
		expect(unfinished()).toBe('');
	});

	it('that were written over are not cut where what is left of them is short', () => {
		const {push, unfinished} = createLogSplitter();
		for (let percent = 0; percent < 100; percent += 1) {
			push(`\r${`${percent}%`.padEnd(10_000)}`);
		}

		expect(unfinished().trim()).toBe('99%');
		push('x'.repeat(100_000));
		push('\r');
		push('100%');
		expect(unfinished()).toBe('100%');
	});

	it('are counted with all of their bytes', () => {
		const counts: (readonly [string, number])[] = [];
		const {push} = createLogSplitter((line, byteCount) => counts.push([line, byteCount]));
		push('one\n10%\r2');
		push('0%\r\n\n');
		expect(counts).toEqual([
			['one', 4],
			['20%', 9],
			['', 1],
		]);
	});

	it('are the same however they were cut on their way', () => {
		fc.assert(
			fc.property(fc.array(fc.stringMatching(/^[a-c\r\n]{0,9}$/)), pieces => {
				const {push, rest} = createLogSplitter();
				const lines = [...pieces.flatMap(push), rest() ?? ''];
				const whole = createLogSplitter();
				expect(lines).toEqual([...whole.push(pieces.join('')), whole.rest() ?? '']);
				expect(lines.join('')).not.toContain('\r');
			}),
		);
	});
});
