import type {Clock} from '../domain/clock.ts';

/** How long a person may have to be waited for before the next look. */
const lookAgainMs = 500;

/**
 * A clock whose timers wait while a person is asked for a passphrase: a deadline that ends in the middle of a question
 * would take the question away, and ask it again at the next try.
 */
export function patientClock(clock: Clock, isAsking: () => boolean): Clock {
	return {
		...clock,
		startTimer(delayMs, callback) {
			let cancel = clock.startTimer(delayMs, look);
			function look(): void {
				if (isAsking()) {
					cancel = clock.startTimer(Math.max(delayMs, lookAgainMs), look);
				} else {
					callback();
				}
			}

			return () => cancel();
		},
	};
}
