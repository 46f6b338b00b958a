import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	type Column,
	clockText,
	countColumn,
	durationColumn,
	latencyColumn,
	loadColumn,
	powerColumn,
	rateColumn,
	shareColumn,
	shortDurationColumn,
	sizeColumn,
	temperatureColumn,
	usedColumn,
} from '../../source/theme/column-text.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {widthOf} from '../../source/theme/width.ts';

const unicode = glyphsOf('unicode');
const kilo = 1000;
const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Sample = readonly [value: number | undefined, text: string];
type Family = {
	readonly column: Column;
	readonly cells: number;
	readonly samples: readonly Sample[];
};

const families: Readonly<Record<string, Family>> = {
	share: {
		column: shareColumn,
		cells: 4,
		samples: [
			[0, '  0%'],
			[0.0001, '  1%'],
			[0.87, ' 87%'],
			[0.9999, ' 99%'],
			[1, '100%'],
			[12, '   -'],
		],
	},
	temperature: {
		column: temperatureColumn,
		cells: 5,
		samples: [
			[71.4, ' 71°C'],
			[103.6, '104°C'],
			[0, '  0°C'],
			[-0.4, '  0°C'],
			[-12, '-12°C'],
		],
	},
	rate: {
		column: rateColumn,
		cells: 8,
		samples: [
			[0, '  0 kB/s'],
			[12, '0.1 kB/s'],
			[0.9 * kilo, '0.9 kB/s'],
			[9.94 * kilo, '9.9 kB/s'],
			[9.96 * kilo, ' 10 kB/s'],
			[12 * kilo, ' 12 kB/s'],
			[240 * kilo, '240 kB/s'],
			[999.4 * kilo, '999 kB/s'],
			[999.6 * kilo, '1.0 MB/s'],
			[1.2e6, '1.2 MB/s'],
			[125e9, '125 GB/s'],
		],
	},
	size: {
		column: sizeColumn,
		cells: 8,
		samples: [
			[0, '   0 MiB'],
			[1, '0.01 MiB'],
			[640 * mebibyte, ' 640 MiB'],
			[1000 * mebibyte, '0.98 GiB'],
			[1.21 * gibibyte, '1.21 GiB'],
			[9.996 * gibibyte, '10.0 GiB'],
			[21.1 * gibibyte, '21.1 GiB'],
			[99.96 * gibibyte, ' 100 GiB'],
			[128 * gibibyte, ' 128 GiB'],
			[1.04 * 1024 * gibibyte, '1.04 TiB'],
		],
	},
	duration: {
		column: durationColumn,
		cells: 9,
		samples: [
			[0, '      0 s'],
			[48_999, '     48 s'],
			[3 * minute + 7000, ' 3 m  7 s'],
			[2 * hour + 14 * minute, ' 2 h 14 m'],
			[day - 1, '23 h 59 m'],
			[12 * day + 4 * hour, '12 d  4 h'],
			[100 * day - 1, '99 d 23 h'],
			[412 * day, '    412 d'],
		],
	},
	'short duration': {
		column: shortDurationColumn,
		cells: 5,
		samples: [
			[12.9 * day, ' 12 d'],
			[4 * hour, '  4 h'],
			[48_000, ' 48 s'],
			[999 * day, '999 d'],
			[1200 * day, '  3 y'],
		],
	},
	latency: {
		column: latencyColumn,
		cells: 6,
		samples: [
			[0.02, '0.1 ms'],
			[0.7, '0.7 ms'],
			[12, ' 12 ms'],
			[999.6, ' 1.0 s'],
			[1200, ' 1.2 s'],
			[48_000, '  48 s'],
		],
	},
	load: {
		column: loadColumn,
		cells: 4,
		samples: [
			[0, '0.00'],
			[0.42, '0.42'],
			[9.996, '10.0'],
			[28.1, '28.1'],
			[128, ' 128'],
			[1024, '1024'],
		],
	},
	power: {
		column: powerColumn,
		cells: 6,
		samples: [
			[0, '   0 W'],
			[7.3, ' 7.3 W'],
			[412, ' 412 W'],
			[1200, '1.2 kW'],
		],
	},
	count: {
		column: countColumn,
		cells: 6,
		samples: [
			[42, '    42'],
			[1840, ' 1,840'],
			[99_999, '99,999'],
			[99_999.6, ' 100 k'],
			[102_000, ' 102 k'],
			[1_200_000, ' 1.2 M'],
		],
	},
};

describe.each(Object.entries(families))('the column of a %s', (_name, {column, cells, samples}) => {
	it.each(samples)('writes %d as "%s"', (value, text) => {
		expect(column(value, unicode)).toBe(text);
	});

	it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
		'has a dash at its right edge for %s',
		value => {
			expect(column(value, unicode)).toBe('-'.padStart(cells));
		},
	);

	it('never changes its width', () => {
		const value = fc.oneof(
			fc.double(),
			fc.double({min: 0, max: 1e18}),
			fc.double({min: 0, max: 1e4}),
		);
		fc.assert(
			fc.property(value, figure => {
				expect(widthOf(column(figure, unicode))).toBe(cells);
			}),
			{numRuns: 500},
		);
	});
});

it('less than nothing is no figure, but for a temperature', () => {
	const {temperature: _, ...others} = families;
	for (const {column, cells} of Object.values(others)) {
		expect(column(-1, unicode)).toBe('-'.padStart(cells));
	}
});

it('a console without a degree has a blank for it', () => {
	expect(temperatureColumn(71, glyphsOf('ascii'))).toBe(' 71 C');
	expect(temperatureColumn(71, glyphsOf('linux-vt'))).toBe(' 71°C');
});

describe('used of total', () => {
	it.each([
		[21.1 * gibibyte, 24 * gibibyte, '21.1/24.0 GiB'],
		[78.1 * gibibyte, 128 * gibibyte, ' 78.1/128 GiB'],
		[5 * gibibyte, 128 * gibibyte, ' 5.00/128 GiB'],
		[0, 24 * gibibyte, '   0/24.0 GiB'],
		[1, 24 * gibibyte, '0.01/24.0 GiB'],
		[600 * mebibyte, 7.87 * gibibyte, '0.59/7.87 GiB'],
		[0, 0, '      0/0 MiB'],
		[undefined, gibibyte, '            -'],
		[gibibyte, undefined, '            -'],
		[-1, gibibyte, '            -'],
	])('writes %d of %d in the unit of the total: "%s"', (used, total, text) => {
		expect(usedColumn(used, total, unicode)).toBe(text);
	});

	it('never changes its width', () => {
		const bytes = fc.oneof(fc.double(), fc.double({min: 0, max: 1e15}));
		fc.assert(
			fc.property(bytes, bytes, (used, total) => {
				expect(widthOf(usedColumn(used, total, unicode))).toBe(13);
			}),
		);
	});
});

it('a clock shows hours and minutes of this place', () => {
	expect(clockText(new Date(2026, 10, 21, 14, 2, 59).getTime())).toBe('14:02');
	expect(clockText(new Date(2026, 10, 21, 0, 5).getTime())).toBe('00:05');
});
