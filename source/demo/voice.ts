import type {Clock} from '../domain/clock.ts';
import type {Moment} from './moment.ts';
import type {Speaker} from './talk.ts';

export type VoiceParts = {
	readonly clock: Clock;
	/** The node as it is now. */
	readonly moment: () => Moment;
	/** To the node and back, now. */
	readonly roundTripMs: () => number;
	readonly onOutput: (text: string) => void;
	readonly onExit: (exitCode: number) => void;
};

/** What a script on a node says: each thing a round trip later, of the node as it is then. */
export type Voice = Speaker & {readonly stop: () => void};

export function createVoice({clock, moment, roundTripMs, onOutput, onExit}: VoiceParts): Voice {
	const timers = new Set<() => void>();
	let lastDueMs = 0;

	function after(delayMs: number, act: () => void): void {
		const cancel = clock.startTimer(delayMs, () => {
			timers.delete(cancel);
			act();
		});
		timers.add(cancel);
	}

	/** In the order in which it was begun, however the way there changes meanwhile. */
	function afterRoundTrip(act: () => void): void {
		const nowMs = clock.monotonicMs();
		lastDueMs = Math.max(lastDueMs, nowMs + roundTripMs());
		after(lastDueMs - nowMs, act);
	}

	function say(text: (moment: Moment) => string): void {
		afterRoundTrip(() => {
			const said = text(moment());
			if (said !== '') {
				onOutput(said);
			}
		});
	}

	function sayEvery(delayMs: number, text: (moment: Moment) => string): void {
		say(text);
		after(delayMs, () => sayEvery(delayMs, text));
	}

	function sayPieces(pieces: Iterator<string>): void {
		afterRoundTrip(() => {
			const {done, value} = pieces.next();
			if (done !== true) {
				onOutput(value);
				sayPieces(pieces);
			}
		});
	}

	return {
		say,
		sayEvery,
		sayPieces,
		exit: exitCode => afterRoundTrip(() => onExit(exitCode)),
		stop() {
			for (const cancel of timers) {
				cancel();
			}

			timers.clear();
		},
	};
}
