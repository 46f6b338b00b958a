import {expect, it} from 'vitest';
import {type DetailLabel, labelLine} from '../../source/components/label-lines.ts';
import {colourless, textOf} from '../helpers/frame.tsx';

const at = (hour: number, minute: number): number => new Date(2026, 10, 21, hour, minute).getTime();

const label: DetailLabel = {
	name: 'underutilized',
	evidence: [{kind: 'cpuLoad', fraction: 0.12}],
	reasons: [],
	sinceWallMs: at(14, 2),
	oldMs: undefined,
	samplesToGo: undefined,
};

const memory = {
	measure: 'memory',
	severity: 'warning',
	value: 0.85,
	limit: 0.8,
	subject: undefined,
} as const;

function lineOf(parts: Partial<DetailLabel>): string {
	return textOf(labelLine({...label, ...parts}, 100, colourless.glyphs));
}

it('a label and what is over its limit are dated each for itself', () => {
	expect(lineOf({reasons: [{reason: memory, sinceWallMs: at(14, 7)}]})).toBe(
		'     underutilized   memory 85%, over 80% since 14:07 · cpu 12% · since 14:02',
	);
});

it('what is over its limit for the first time has no date', () => {
	expect(lineOf({reasons: [{reason: memory, sinceWallMs: undefined}]})).toBe(
		'     underutilized   memory 85%, over 80% now · cpu 12% · since 14:02',
	);
});
