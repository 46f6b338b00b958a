import type {Clock} from '../domain/clock.ts';

export type LineBatchParts = {
	readonly clock: Clock;
	/** Lines of these last 100 ms at most, the newest; before them so many were dropped. */
	readonly deliver: (lines: readonly string[], leftOutLines: number) => void;
};

export type LineBatch = {
	readonly add: (lines: readonly string[]) => void;
	/** What is told beside the lines is another now: it is delivered also where there are none. */
	readonly touch: () => void;
	/** Delivers at once what waits. */
	readonly flush: () => void;
	/** Drops what waits. */
	readonly stop: () => void;
};

const intervalMs = 100;
/** 20,000 a second: nobody reads them, and the next ones push them out. */
const mostLines = 2000;
const mostCharacters = 262_144;

/** Brings lines together so that a program that floods costs ten deliveries a second and no more. */
export function createLineBatch({clock, deliver}: LineBatchParts): LineBatch {
	let waiting: (readonly string[])[] = [];
	let lineCount = 0;
	let leftOutLines = 0;
	let deliveredAtMs = Number.NEGATIVE_INFINITY;
	let isTouched = false;
	let cancelTimer: (() => void) | undefined;
	const stop = (): void => {
		cancelTimer?.();
		cancelTimer = undefined;
		waiting = [];
		lineCount = 0;
		leftOutLines = 0;
		isTouched = false;
	};
	const flush = (): void => {
		const all = waiting.flat();
		const kept = newest(all);
		const left = leftOutLines + all.length - kept.length;
		const isDue = kept.length > 0 || isTouched;
		stop();
		if (isDue) {
			deliveredAtMs = clock.monotonicMs();
			deliver(kept, left);
		}
	};
	const startTimer = (): void => {
		const delayMs = Math.max(0, deliveredAtMs + intervalMs - clock.monotonicMs());
		cancelTimer ??= clock.startTimer(delayMs, flush);
	};
	return {
		add(lines) {
			waiting.push(lines);
			lineCount += lines.length;
			for (
				let [oldest] = waiting;
				oldest !== undefined && lineCount - oldest.length >= mostLines;
				[oldest] = waiting
			) {
				waiting.shift();
				lineCount -= oldest.length;
				leftOutLines += oldest.length;
			}

			startTimer();
		},
		touch() {
			isTouched = true;
			startTimer();
		},
		flush,
		stop,
	};
}

function newest(lines: readonly string[]): readonly string[] {
	let start = lines.length;
	let characters = 0;
	while (start > 0 && lines.length - start < mostLines) {
		characters += lines[start - 1]?.length ?? 0;
		if (characters > mostCharacters) {
			break;
		}

		start -= 1;
	}

	return lines.slice(start);
}
