import {expect, it} from 'vitest';
import {jobsSummaryLine} from '../../source/components/jobs-summary-line.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {textOf} from '../helpers/frame.tsx';

const summary = {cluster: 'hpc', partitions: [], all: 'idle', isOld: false} as const;

it.each([
	[3, 24, '     hpc            mine  3 run  24 wait'],
	[12, 4, '     hpc            mine 12 run   4 wait'],
	[3, 240, '     hpc            mine  3 run  240 wait'],
	[100, 99_000, '     hpc            mine 100 run  99,000 wait'],
])('%i that run and %i that wait stand apart', (runs, waits, line) => {
	const picture = jobsSummaryLine({...summary, mine: {runs, waits}}, 120, glyphsOf('unicode'));
	expect(textOf(picture)).toBe(line);
});
