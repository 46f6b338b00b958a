import {assertNever} from '../domain/assert-never.ts';
import type {HealthReason} from '../domain/health.ts';
import {shareText, temperatureText} from './number-text.ts';

/** `memory 88%, over 80%`, `disk / 97%, over 95%`. Mounts and sensors are raw. */
export function healthReasonText(reason: HealthReason): string {
	switch (reason.measure) {
		case 'memory':
			return `memory ${shareText(reason.value)}, over ${shareText(reason.limit)}`;
		case 'disk':
			return `disk ${reason.subject ?? ''} ${shareText(reason.value)}, over ${shareText(reason.limit)}`;
		case 'mount':
			return `${reason.subject} does not answer`;
		case 'temperature':
			return `temperature ${temperatureText(reason.value)}, over ${temperatureText(reason.limit)}`;
		default:
			return assertNever(reason);
	}
}
