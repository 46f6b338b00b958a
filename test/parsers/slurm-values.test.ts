import {describe, expect, it} from 'vitest';
import {
	gpusOfTres,
	parseSlurmBytes,
	parseSlurmSeconds,
	parseSlurmTime,
	parseTimeLimit,
	parseTres,
} from '../../source/parsers/slurm-values.ts';

const kibibyte = 1024;

describe('values as Slurm writes them', () => {
	it.each([
		['00:02:14', 134],
		['1-02:03:04', 93_784],
		['00:00.833', 0],
		['12:30', 750],
		['', undefined],
		['Partition_Limit', undefined],
		['-1', undefined],
	])('%j is %s seconds', (text, seconds) => {
		expect(parseSlurmSeconds(text)).toBe(seconds);
	});

	it('a limit may be none', () => {
		expect(parseTimeLimit('UNLIMITED')).toBe('unlimited');
	});

	it.each([
		['4688K', 4688 * kibibyte],
		['1.00M', kibibyte ** 2],
		['42294', 42_294],
		['0.04M', Math.round(0.04 * kibibyte ** 2)],
		['16?', undefined],
	])('%j is %s bytes', (text, bytes) => {
		expect(parseSlurmBytes(text)).toBe(bytes);
	});

	it.each(['Unknown', 'None', 'N/A', '(null)', '2026-13-40T99:00:00', ''])(
		'%j is no time',
		text => {
			expect(parseSlurmTime(text)).toBeUndefined();
		},
	);

	it('gpus of several kinds are counted once', () => {
		expect(gpusOfTres(parseTres('cpu=1,gres/gpu=3,gres/gpu:a100=2,gres/gpu:t4=1'))).toBe(3);
		expect(gpusOfTres(parseTres('gres/gpu:a100=2,gres/gpu:t4=1'))).toBe(3);
		expect(gpusOfTres(parseTres('cpu=1'))).toBeUndefined();
	});
});
