import type {Health} from '../domain/health.ts';
import type {SlurmNode, SlurmPartition} from '../domain/partition.ts';
import type {Glyphs} from './glyphs.ts';
import type {Piece} from './piece.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {timeOrDayText} from './time-text.ts';

/** Of a row whose node is gone. */
export const toldNoMore: Safe = safe`the cluster tells of it no more`;

/** The shape in column 3: what its cluster thinks of it. */
export function slurmShape(health: Health, glyphs: Glyphs): Piece {
	return {text: glyphs[health], tone: health === 'unknown' ? 'dim' : health};
}

const stateWords: Readonly<Record<string, Safe>> = {
	NOT_RESPONDING: safe`no answer`,
	POWERED_DOWN: safe`powered off`,
	POWERING_DOWN: safe`powers off`,
	POWERING_UP: safe`powers up`,
	POWER_DOWN: safe`to power off`,
	REBOOT_ISSUED: safe`reboots`,
	REBOOT_REQUESTED: safe`to reboot`,
};

/** `mixed, draining`, `down, no answer`: all that it is at once, as its cluster says it. */
export function slurmStatesText({states}: Pick<SlurmNode, 'states'>): Safe {
	const words = states.map(
		state =>
			(Object.hasOwn(stateWords, state) ? stateWords[state] : undefined) ??
			clean(state.toLowerCase().replaceAll('_', ' '), {maxCharacters: 40}),
	);
	return joinSafe(words, safe`, `);
}

/** Why it is closed, who said so, and since when: the most important first. Empty where no reason is set. */
export function slurmReasonParts(
	{reason, reasonUser, reasonAtMs}: Pick<SlurmNode, 'reason' | 'reasonUser' | 'reasonAtMs'>,
	nowWallMs: number,
): readonly Safe[] {
	return reason === undefined
		? []
		: [
				clean(reason, {maxCharacters: 300}),
				...(reasonUser === undefined ? [] : [clean(reasonUser, {maxCharacters: 40})]),
				...(reasonAtMs === undefined ? [] : [safe`since ${timeOrDayText(reasonAtMs, nowWallMs)}`]),
			];
}

/** What is wrong with a partition where it is not up. */
export function partitionHealth({state}: Pick<SlurmPartition, 'state'>): Health {
	switch (state) {
		case 'UP':
			return 'ok';
		case 'DOWN':
			return 'down';
		case 'DRAIN':
		case 'INACT':
		case 'INACTIVE':
			return 'warning';
		default:
			return 'unknown';
	}
}
