import type {Clock} from '../domain/clock.ts';

/** Lets dials begin in the order in which they ask. */
export type DialTurns = {
	/** Resolves, when it is this dial's turn, to what ends the turn; to undefined when it is aborted before. */
	readonly take: (signal: AbortSignal) => Promise<EndTurn | undefined>;
};

/** To be called when the dial is over, also when its turn has long been. */
export type EndTurn = (hasOpened: boolean) => void;

export type DialTurnsOptions = {
	readonly clock: Clock;
	readonly atOnce: number;
	/**
	 * A turn ends by itself after this, or after twice what the quickest of the last dials took, up to `mostTurnMs`: such
	 * a dial waits for the network, which costs us nothing.
	 */
	readonly turnMs: number;
	readonly mostTurnMs: number;
};

/** A host that is far away slows its own dial only; where the processor is what lacks all of these were slow. */
const lastDials = 8;

/**
 * A handshake costs some 5 ms of this program's one thread, so only a few may run side by side. Hosts that are silent
 * must not keep the others waiting for their ten seconds: a turn is short, a dial may outlast it. Where handshakes are
 * slow for want of a processor turns grow longer, or more and more dials would run side by side until none came in time.
 */
export function createDialTurns({clock, atOnce, turnMs, mostTurnMs}: DialTurnsOptions): DialTurns {
	const waiting = new Set<() => void>();
	let taken = 0;
	const lastTookMs: number[] = [];

	function begin(): EndTurn {
		const startedMs = clock.monotonicMs();
		let isOver = false;
		let isTold = false;
		taken += 1;
		const end = (): void => {
			if (isOver) {
				return;
			}

			isOver = true;
			cancelTimer();
			taken -= 1;
			const [next] = waiting;
			next?.();
		};
		const quickestMs = lastTookMs.length < lastDials ? 0 : Math.min(...lastTookMs);
		const limitMs = Math.min(mostTurnMs, Math.max(turnMs, 2 * quickestMs));
		const cancelTimer = clock.startTimer(limitMs, end);
		return hasOpened => {
			if (hasOpened && !isTold) {
				lastTookMs.push(clock.monotonicMs() - startedMs);
				lastTookMs.splice(0, lastTookMs.length - lastDials);
			}

			isTold = true;
			end();
		};
	}

	return {
		take(signal) {
			if (signal.aborted) {
				return Promise.resolve(undefined);
			}

			if (taken < atOnce) {
				return Promise.resolve(begin());
			}

			return new Promise(resolve => {
				const leave = (): void => {
					waiting.delete(onTurn);
					signal.removeEventListener('abort', onAbort);
				};
				const onTurn = (): void => {
					leave();
					resolve(begin());
				};
				const onAbort = (): void => {
					leave();
					resolve(undefined);
				};
				waiting.add(onTurn);
				signal.addEventListener('abort', onAbort);
			});
		},
	};
}
