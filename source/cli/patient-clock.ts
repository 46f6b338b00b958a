import type {Clock} from '../domain/clock.ts';
import type {Asker} from './ask-secret.ts';

/** How long a person may have to be waited for before the next look. */
const lookAgainMs = 500;
/** Timers ring up to a millisecond early, by the clock. */
const earlyMs = 1;

/**
 * A clock that stands still while a person is asked for a passphrase: a deadline that ends in the middle of a question
 * would take the question away, and ask it again at the next try; one that counted it would leave no time for the rest.
 */
export function patientClock(clock: Clock, asker: Pick<Asker, 'isAsking' | 'askedMs'>): Clock {
	const monotonicMs = (): number => clock.monotonicMs() - asker.askedMs();
	return {
		...clock,
		monotonicMs,
		startTimer(delayMs, callback) {
			const untilMs = monotonicMs() + delayMs;
			let cancel = clock.startTimer(delayMs, look);
			function look(): void {
				const leftMs = untilMs - monotonicMs();
				if (asker.isAsking()) {
					cancel = clock.startTimer(Math.max(leftMs, lookAgainMs), look);
				} else if (leftMs < earlyMs) {
					callback();
				} else {
					cancel = clock.startTimer(leftMs, look);
				}
			}

			return () => cancel();
		},
	};
}
