import type {Failure} from '../domain/failure.ts';
import {configLimits} from '../parsers/config-bounds.ts';

/** Why a configuration file could not be read, as the rest of a problem's sentence. */
export function unreadableText(failure: Failure): string {
	switch (failure.kind) {
		case 'missing':
			return 'does not exist: "clusterdeck config schema" says what may stand in one';
		case 'tooLarge':
			return `is larger than ${configLimits.bytes} bytes, the most a configuration may have`;
		case 'denied':
		case 'rejected':
			return `cannot be read: ${failure.reason}`;
		default:
			return `cannot be read (${failure.kind})`;
	}
}
