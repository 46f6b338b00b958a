import type {RoutingName} from '../../source/domain/config.ts';
import {simulateRack} from '../../test/helpers/simulated-rack.ts';
import {quantile, type Row} from '../row.ts';

const modes: readonly RoutingName[] = ['resource-aware', 'affinity', 'round-robin'];
const rates = [0.1, 0.4, 0.8] as const;
/** At which the soonest node has to be ten times better than the least busy one; above them both of them queue. */
const lightRates: readonly number[] = [0.1, 0.4];
const requests = 1500;
const seeds = [1, 2, 3];
const shares = {p50: 0.5, p95: 0.95} as const;

type Rack = {readonly requestsPerSecond: number; readonly cardGigabytes?: number};

/**
 * The real rule on a simulated rack of five unlike machines (test/helpers/simulated-rack.ts): seconds to the first
 * token, the mean of three seeds. No clock of this machine is in it: every run gives the same figures.
 */
export function routingRows(): readonly Row[] {
	return [
		...rates.flatMap(requestsPerSecond => rowsOf({requestsPerSecond}, modes)),
		...rowsOf({requestsPerSecond: 0.1, cardGigabytes: 24}, ['resource-aware']),
	];
}

function rowsOf(rack: Rack, shown: readonly RoutingName[]): readonly Row[] {
	const leastLoaded = firstTokens(rack, 'least-loaded');
	return shown.flatMap(mode => {
		const measured = firstTokens(rack, mode);
		return (['p50', 'p95'] as const).map(
			(share): Row => ({
				what: `first token, ${mode}, ${rackText(rack)}, ${share}`,
				value: measured[share],
				unit: 's',
				floor: 'least-loaded',
				floorValue: leastLoaded[share],
				budget:
					share === 'p95' && mode === 'resource-aware' && isBudgeted(rack)
						? leastLoaded.p95 / 10
						: undefined,
			}),
		);
	});
}

/** Where models push each other out of the only fast card, the rest is waiting for loads, whoever is asked. */
function isBudgeted({requestsPerSecond, cardGigabytes}: Rack): boolean {
	return cardGigabytes === undefined && lightRates.includes(requestsPerSecond);
}

function rackText({requestsPerSecond, cardGigabytes}: Rack): string {
	const rack = cardGigabytes === undefined ? '' : ` with a card of ${cardGigabytes} GB`;
	return `${requestsPerSecond} requests/s${rack}`;
}

function firstTokens(rack: Rack, mode: RoutingName): Readonly<Record<'p50' | 'p95', number>> {
	const runs = seeds.map(seed => simulateRack({mode, requests, seed, ...rack}));
	const mean = (share: number): number =>
		runs.reduce((sum, run) => sum + quantile(run, share), 0) / runs.length;
	return {p50: mean(shares.p50), p95: mean(shares.p95)};
}
