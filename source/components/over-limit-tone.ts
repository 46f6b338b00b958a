import type {HealthReason} from '../domain/health.ts';
import type {Tone} from '../theme/piece.ts';

/**
 * The colour of a number that is over its limit; undefined for one that is not. How busy cpu and gpu are never has
 * one. The reason has to be about this very value: of several filesystems one may be full.
 */
export function overLimitTone(
	measure: string,
	value: number,
	reasons: readonly HealthReason[],
): Extract<Tone, 'warning' | 'down'> | undefined {
	const reason = reasons.find(
		one => one.measure === measure && one.measure !== 'mount' && one.value === value,
	);
	return reason && reasonTone(reason);
}

export function reasonTone({severity}: HealthReason): Extract<Tone, 'warning' | 'down'> {
	return severity === 'critical' ? 'down' : 'warning';
}
