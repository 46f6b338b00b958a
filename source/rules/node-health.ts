import type {Thresholds} from '../domain/config.ts';
import type {HealthReason, ThresholdPassed} from '../domain/health.ts';
import type {Filesystem, MeasuredFilesystem} from '../domain/node-facts.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {memoryFraction} from './memory-figures.ts';
import {nodeTemperature} from './node-temperature.ts';

/** Every threshold that a node is over, critical ones first. How busy cpu and gpu are is never a reason. */
export function healthReasons(
	figures: NodeFigures | undefined,
	filesystems: readonly Filesystem[],
	thresholds: Thresholds,
): readonly HealthReason[] {
	const temperature = figures && nodeTemperature(figures.temperatures);
	return [
		...memoryReasons(figures, thresholds),
		...reasonsFor('temperature', temperature?.celsius, {
			...thresholds.temperature,
			subject: temperature?.sensor,
		}),
		...filesystems.flatMap((filesystem): readonly HealthReason[] =>
			filesystem.state === 'silent'
				? [{measure: 'mount', severity: 'warning', subject: filesystem.mount}]
				: reasonsFor('disk', usedFraction(filesystem), {
						...thresholds.disk,
						subject: filesystem.mount,
					}),
		),
	].sort((one, other) => rank(one) - rank(other));
}

/** As `df` counts: of what users may write, since a part is kept for root. */
export function usedFraction(filesystem: MeasuredFilesystem): number | undefined {
	const writableBytes = filesystem.usedBytes + filesystem.availableBytes;
	return writableBytes > 0 ? filesystem.usedBytes / writableBytes : undefined;
}

function memoryReasons(
	figures: NodeFigures | undefined,
	thresholds: Thresholds,
): readonly HealthReason[] {
	const fraction = memoryFraction(figures?.memory);
	return reasonsFor('memory', fraction, {...thresholds.memory, subject: undefined});
}

type Limits = {
	readonly warning: number;
	readonly critical: number;
	readonly subject: string | undefined;
};

function reasonsFor(
	measure: ThresholdPassed['measure'],
	value: number | undefined,
	{warning, critical, subject}: Limits,
): readonly HealthReason[] {
	if (value === undefined || value <= warning) {
		return [];
	}

	return value > critical
		? [{measure, severity: 'critical', value, limit: critical, subject}]
		: [{measure, severity: 'warning', value, limit: warning, subject}];
}

function rank(reason: HealthReason): number {
	return reason.severity === 'critical' ? 0 : 1;
}
