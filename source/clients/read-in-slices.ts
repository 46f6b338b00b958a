import type {Clock} from '../domain/clock.ts';

export type SlicedReading = {
	readonly push: (bytes: string) => void;
	/** When all is read. */
	readonly end: () => Promise<void>;
	/** What was not read yet is dropped. */
	readonly stop: () => void;
};

/** Read in a millisecond or two. */
const pieceLength = 16_384;
/** Between two frames, keys and answers of others. */
const sliceMs = 4;

/**
 * Hands on a long text in pieces, for some milliseconds at a time, however much of it comes at once: a pipe that is full
 * is emptied by Node in up to two megabytes before anybody else has a turn.
 */
export function readInSlices(clock: Clock, read: (bytes: string) => void): SlicedReading {
	const waiting: string[] = [];
	let next = 0;
	let cancelTimer: (() => void) | undefined;
	let tellEnd: (() => void) | undefined;

	const readSlice = (): void => {
		cancelTimer = undefined;
		const untilMs = clock.monotonicMs() + sliceMs;
		for (let bytes = waiting[next]; bytes !== undefined; bytes = waiting[next]) {
			if (clock.monotonicMs() >= untilMs) {
				cancelTimer = clock.startTimer(0, readSlice);
				return;
			}

			waiting[next] = '';
			next += 1;
			read(bytes);
		}

		waiting.length = 0;
		next = 0;
		tellEnd?.();
	};

	return {
		push(bytes) {
			for (let at = 0; at < bytes.length; at += pieceLength) {
				waiting.push(bytes.slice(at, at + pieceLength));
			}

			if (waiting.length > 1) {
				cancelTimer ??= clock.startTimer(0, readSlice);
			}
		},
		end() {
			return new Promise(resolve => {
				tellEnd = resolve;
				if (cancelTimer === undefined) {
					readSlice();
				}
			});
		},
		stop() {
			cancelTimer?.();
			cancelTimer = undefined;
			waiting.length = 0;
		},
	};
}
