import type {Clock} from '../domain/clock.ts';

/** Lets dials begin in the order in which they ask. */
export type DialTurns = {
	/** Resolves, when it is this dial's turn, to what ends the turn; to undefined when it is aborted before. */
	readonly take: (signal: AbortSignal) => Promise<(() => void) | undefined>;
};

export type DialTurnsOptions = {
	readonly clock: Clock;
	readonly atOnce: number;
	/** A turn ends by itself after this: such a dial waits for the network, which costs us nothing. */
	readonly turnMs: number;
};

/**
 * A handshake costs some 5 ms of this program's one thread, so only a few may run side by side. Hosts that are silent
 * must not keep the others waiting for their ten seconds: a turn is short, a dial may outlast it.
 */
export function createDialTurns({clock, atOnce, turnMs}: DialTurnsOptions): DialTurns {
	const waiting = new Set<() => void>();
	let taken = 0;

	function begin(): () => void {
		let isOver = false;
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
		const cancelTimer = clock.startTimer(turnMs, end);
		return end;
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
