/** A tenth of what `node bench/run.ts routing` runs. */
import {describe, expect, test} from 'vitest';
import type {RoutingName} from '../../source/domain/config.ts';
import {quantile} from '../../bench/row.ts';
import {simulateRack} from '../helpers/simulated-rack.ts';

function firstTokensP95(mode: RoutingName, requestsPerSecond: number): number {
	return quantile(simulateRack({mode, requestsPerSecond, requests: 150, seed: 1}), 0.95);
}

describe('on a rack of unlike machines, learning their rates from the answers', () => {
	test.each([0.1, 0.4])(
		'at %d requests a second the first token comes ten times sooner than from the least busy node',
		rate => {
			const least = firstTokensP95('least-loaded', rate);
			expect(firstTokensP95('resource-aware', rate)).toBeLessThanOrEqual(least / 10);
		},
	);

	test('each request is answered, however many there are', () => {
		const firstTokens = simulateRack({
			mode: 'round-robin',
			requestsPerSecond: 5,
			requests: 150,
			seed: 1,
		});
		expect(firstTokens).toHaveLength(150);
	});
});
