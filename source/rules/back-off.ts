import type {Chance} from '../domain/chance.ts';

const firstCeilingMs = 1000;
const lastCeilingMs = 60_000;

/**
 * Full jitter: anything up to a ceiling that doubles with every failure in a row, from 1 s to 60 s, so that nodes
 * which fell together do not come back together.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param failures in a row, from 1
 */
export function backOffMs(failures: number, chance: Chance): number {
	const ceilingMs = Math.min(lastCeilingMs, firstCeilingMs * 2 ** Math.max(0, failures - 1));
	return Math.round(ceilingMs * chance());
}
