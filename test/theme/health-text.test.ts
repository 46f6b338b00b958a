import {expect, it} from 'vitest';
import {healthReasonText} from '../../source/theme/health-text.ts';

const severity = 'warning';

it('a reason says how much, over which limit, and of what', () => {
	const memory = {
		measure: 'memory',
		severity,
		value: 0.88,
		limit: 0.8,
		subject: undefined,
	} as const;
	const disk = {measure: 'disk', severity, value: 0.97, limit: 0.95, subject: '/data'} as const;
	const heat = {measure: 'temperature', severity, value: 84.2, limit: 83, subject: 'cpu'} as const;
	expect(healthReasonText(memory)).toBe('memory 88%, over 80%');
	expect(healthReasonText(disk)).toBe('disk /data 97%, over 95%');
	expect(healthReasonText(heat)).toBe('temperature 84°C, over 83°C');
});
