import fc from 'fast-check';
import {expect, it} from 'vitest';
import {createLineSplitter} from '../../source/clients/line-splitter.ts';

it('finds the same lines however the output is cut', () => {
	const text = fc.array(fc.constantFrom('a', 'bc', '\n', ' ', '\r\n')).map(parts => parts.join(''));
	fc.assert(
		fc.property(text, fc.array(fc.nat(5)), (output, sizes) => {
			const splitter = createLineSplitter(1000);
			const lines: string[] = [];
			let rest = output;
			for (const size of sizes) {
				lines.push(...(splitter.push(rest.slice(0, size)) ?? []));
				rest = rest.slice(size);
			}

			lines.push(...(splitter.push(`${rest}\n`) ?? []));
			expect(lines).toEqual(
				output
					.split('\n')
					.map(line => line.trim())
					.filter(line => line !== ''),
			);
		}),
	);
});

it('gives up on a line that is too long, whole or in pieces', () => {
	const splitter = createLineSplitter(4);
	expect(splitter.push('1234\n12')).toEqual(['1234']);
	expect(splitter.push('345')).toBeUndefined();
	expect(createLineSplitter(4).push('a\n12345\n')).toBeUndefined();
	expect(createLineSplitter(4).push('12345')).toBeUndefined();
});

it('takes a long line byte by byte in no time', () => {
	const splitter = createLineSplitter(1_000_000);
	const startedMs = performance.now();
	for (let byte = 0; byte < 500_000; byte += 1) {
		splitter.push('x');
	}

	expect(splitter.push('\n')?.[0]).toHaveLength(500_000);
	expect(performance.now() - startedMs).toBeLessThan(2000);
});
