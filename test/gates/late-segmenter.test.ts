import fc from 'fast-check';
import {expect, it} from 'vitest';
import {LateSegmenter, singles} from '../../scripts/late-segmenter.ts';

const real = new Intl.Segmenter();
const characters = Array.from({length: 0x3000}, (_, code) => String.fromCharCode(code));

it('no character that it takes apart by itself ever joins one that stands beside it', () => {
	const alone = characters.filter(character => singles.test(character));
	expect(alone.length).toBeGreaterThan(900);
	for (const one of alone) {
		const text = alone.map(other => one + other).join('');
		expect(Array.from(real.segment(text)).length, JSON.stringify(one)).toBe(text.length);
	}
});

it('any text falls into the segments that Intl.Segmenter finds, from both ends', () => {
	const part = fc.constantFrom(
		...[
			'gpu-01',
			'█▊',
			'●',
			'\u001b[1m',
			'日本',
			'e\u0301',
			'👩‍👩‍👧',
			'\r\n',
			'\ud83d',
			'✖\ufe0f',
			'각',
		],
	);
	const text = fc.array(part, {maxLength: 6}).map(parts => parts.join(''));
	fc.assert(
		fc.property(text, fc.integer({min: 0, max: 20}), (written, index) => {
			const late = new LateSegmenter().segment(written);
			const segments = real.segment(written);
			expect([...late]).toEqual([...segments]);
			expect(late.containing(index)).toEqual(segments.containing(index));
		}),
	);
});
