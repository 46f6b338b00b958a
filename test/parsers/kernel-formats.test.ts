import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Parsed} from '../../source/domain/parsed.ts';
import {type KernelFormat, kernelFormats} from '../helpers/kernel-formats.ts';

const runs = process.env['FULL'] === '1' ? 10_000 : 1000;
const wrongNumbers = [
	'N/A',
	'-1',
	'-0.5',
	'abc',
	'0x10',
	'1e999',
	'NaN',
	'Infinity',
	'9'.repeat(400),
];

describe.each(kernelFormats)('$name', ({parse, sample}) => {
	const whole = parse(sample);

	it('understands its sample without a problem', () => {
		expect(whole.problems).toEqual([]);
		expect(whole.value).toBeDefined();
	});

	it('says nothing of an empty file, and complains of nothing', () => {
		for (const empty of ['', '\n', ' \r\n\n']) {
			const parsed = parse(empty);
			expect(numbersIn(parsed.value)).toEqual([]);
			expect(parsed.problems).toEqual([]);
		}
	});

	it('reads lines that end in CR LF as those that end in LF', () => {
		expect(parse(sample.replaceAll('\n', '\r\n'))).toEqual(whole);
	});

	it('reads a text without its last line end as with it', () => {
		expect(parse(sample.trimEnd())).toEqual(whole);
	});

	it('survives a cut at every byte', () => {
		for (let length = 0; length < Math.min(sample.length, 3000); length++) {
			expectSound(parse(sample.slice(0, length)));
		}
	});

	it('survives any text', () => {
		const text = fc.oneof(
			fc.string({unit: 'binary', maxLength: 400}),
			fc.string({
				unit: fc.constantFrom('0', '9', '-', '.', ':', ' ', '\n', '\0', 'cpu', '\t'),
				maxLength: 400,
			}),
		);
		fc.assert(
			fc.property(text, hostile => expectSound(parse(hostile))),
			{numRuns: runs},
		);
	});

	it('survives any mutation of its sample', () => {
		fc.assert(
			fc.property(mutationOf(sample), mutated => expectSound(parse(mutated))),
			{numRuns: runs},
		);
	});

	it('costs in proportion to the length of the text', () => {
		for (const unit of [
			sample,
			'1',
			'1 ',
			'cpu 1',
			'cpu1 1 2 3 4\n',
			'\\',
			'"',
			'\n',
			' a',
			'p1',
			':',
		]) {
			expect(growth(parse, unit), JSON.stringify(unit.slice(0, 20))).toBeLessThanOrEqual(20);
		}
	});
});

it.each(kernelFormats.filter(({isUnique}) => isUnique))(
	'$name takes what comes twice once, the first time',
	({parse, sample}) => {
		expect(parse(`${sample}\n${sample}`).value).toEqual(parse(sample).value);
	},
);

it.each(kernelFormats.filter(({isNumeric}) => isNumeric))(
	'$name knows no value and names the line where each number is something else',
	({parse, sample}) => {
		for (const wrong of wrongNumbers) {
			const parsed = parse(sample.replaceAll(/\d+(?:\.\d+)?(?=\s|$)/g, wrong));
			expect(numbersIn(parsed.value), wrong).toEqual([]);
			expect(parsed.problems.length, wrong).toBeGreaterThan(0);
		}
	},
);

/** Never an impossible number, and few, short problems. */
function expectSound({value, problems}: Parsed<unknown>): void {
	for (const number of numbersIn(value)) {
		if (!Number.isFinite(number) || number < 0) {
			throw new Error(`impossible number ${number}`);
		}
	}

	if (problems.length > 20 || problems.some(problem => problem.line.length > 200)) {
		throw new Error('unbounded problems');
	}
}

function numbersIn(value: unknown): readonly number[] {
	if (typeof value === 'number') {
		return [value];
	}

	return typeof value === 'object' && value !== null
		? Object.values(value).flatMap(child => numbersIn(child))
		: [];
}

/** A piece replaced by another text, somewhere. */
function mutationOf(sample: string): fc.Arbitrary<string> {
	const piece = fc.oneof(
		fc.string({unit: 'binary', maxLength: 20}),
		fc.constantFrom(
			'',
			'-1',
			'N/A',
			'\0',
			'\r\n',
			'\n\n',
			' ',
			'99999999999999999999999',
			'1.5',
			'e9',
		),
	);
	return fc
		.tuple(fc.nat(sample.length), fc.nat(30), piece)
		.map(([at, length, text]) => sample.slice(0, at) + text + sample.slice(at + length));
}

/** A machine that is busy with others makes one look worse, and none better. */
function growth(parse: KernelFormat['parse'], unit: string): number {
	let least = growthOnce(parse, unit);
	for (let look = 1; look < 4 && least > 20; look += 1) {
		least = Math.min(least, growthOnce(parse, unit));
	}

	return least;
}

/** CPU time of ten times the text over that of the text: the best of several, of a size that takes a millisecond. */
function growthOnce(parse: KernelFormat['parse'], unit: string): number {
	const short = unit.repeat(Math.ceil(60_000 / unit.length));
	const long = short.repeat(10);
	parse(short);
	const shortMicroseconds = Math.max(bestCost(parse, short), 500);
	return bestCost(parse, long) / shortMicroseconds;
}

function bestCost(parse: KernelFormat['parse'], text: string): number {
	const costs = Array.from({length: 5}, () => {
		const before = process.cpuUsage();
		parse(text);
		const {user, system} = process.cpuUsage(before);
		return user + system;
	});
	return Math.min(...costs);
}
