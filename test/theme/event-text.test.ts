import {expect, it} from 'vitest';
import type {Happening} from '../../source/domain/log-entry.ts';
import {eventParts} from '../../source/theme/event-text.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';

type Crossed = Extract<Happening, {kind: 'crossed'}>;

function textOf(parts: Pick<Crossed, 'value' | 'limit' | 'measure'> & Partial<Crossed>): string {
	const what: Crossed = {
		...{kind: 'crossed', severity: 'warning', subject: undefined, isOver: true},
		...{lastedMs: undefined, label: 'idle'},
		...parts,
	};
	return eventParts(what, glyphsOf('unicode')).join(' · ');
}

it('a limit that is crossed is told in whole figures', () => {
	expect(textOf({measure: 'memory', value: 0.824, limit: 0.8})).toBe(
		'memory 82%, over 80% in 2 samples',
	);
	expect(textOf({measure: 'temperature', value: 80.6, limit: 75})).toBe(
		'temperature 81°C, over 75°C in 2 samples',
	);
});

it('a limit that is crossed by less than that is told with what makes the difference', () => {
	const memory = {measure: 'memory', limit: 0.92} as const;
	expect(textOf({...memory, value: 0.9231})).toBe('memory 92.3%, over 92% in 2 samples');
	expect(textOf({...memory, value: 0.9182, isOver: false})).toBe('memory 91.8%, under 92% again');
	expect(textOf({measure: 'temperature', value: 75.31, limit: 75})).toBe(
		'temperature 75.3°C, over 75°C in 2 samples',
	);
});
