import type {Clock} from '../domain/clock.ts';
import type {LogRemark} from '../domain/log-remark.ts';

export type LineBatchParts = {
	readonly clock: Clock;
	/** Of these last 100 ms at most, the newest; before them so many lines were dropped. */
	readonly deliver: (items: readonly LogItem[], leftOutLines: number) => void;
};

/** A line, or what is said of the file where it stands; `times`: so often, one after the other. */
export type LogItem = string | RemarkItem;

export type RemarkItem = {readonly remark: LogRemark; readonly times: number};

export type LineBatch = {
	readonly add: (items: readonly LogItem[]) => void;
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
/** Each is an event of its own, as are the lines between two. */
const mostRemarks = 4;

/** Brings lines together so that a program that floods costs ten deliveries a second and no more. */
export function createLineBatch({clock, deliver}: LineBatchParts): LineBatch {
	let waiting: (readonly LogItem[])[] = [];
	let itemCount = 0;
	let leftOutLines = 0;
	let deliveredAtMs = Number.NEGATIVE_INFINITY;
	let isTouched = false;
	let cancelTimer: (() => void) | undefined;
	const stop = (): void => {
		cancelTimer?.();
		cancelTimer = undefined;
		waiting = [];
		itemCount = 0;
		leftOutLines = 0;
		isTouched = false;
	};
	const flush = (): void => {
		const all = waiting.flat();
		const kept = newest(all);
		const left = leftOutLines + linesIn(all) - linesIn(kept);
		const isDue = kept.length > 0 || isTouched;
		stop();
		if (isDue) {
			deliveredAtMs = clock.monotonicMs();
			deliver(withFewRemarks(kept), left);
		}
	};
	const startTimer = (): void => {
		const delayMs = Math.max(0, deliveredAtMs + intervalMs - clock.monotonicMs());
		cancelTimer ??= clock.startTimer(delayMs, flush);
	};
	return {
		add(items) {
			waiting.push(items);
			itemCount += items.length;
			for (
				let [oldest] = waiting;
				oldest !== undefined && itemCount - oldest.length >= mostLines;
				[oldest] = waiting
			) {
				waiting.shift();
				itemCount -= oldest.length;
				leftOutLines += linesIn(oldest);
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

function linesIn(items: readonly LogItem[]): number {
	return items.reduce((sum, item) => sum + Number(typeof item === 'string'), 0);
}

/** A file that becomes shorter again and again is told of often: equal ones that meet are one, and the newest are kept. */
function withFewRemarks(items: readonly LogItem[]): readonly LogItem[] {
	const folded: LogItem[] = [];
	for (const item of items) {
		const last = folded.at(-1);
		if (typeof item !== 'string' && isSame(last, item)) {
			folded[folded.length - 1] = {...item, times: last.times + item.times};
		} else {
			folded.push(item);
		}
	}

	let more = folded.length - linesIn(folded) - mostRemarks;
	return folded.filter(item => {
		more -= Number(typeof item !== 'string');
		return typeof item === 'string' || more < 0;
	});
}

function isSame(last: LogItem | undefined, {remark}: RemarkItem): last is RemarkItem {
	return typeof last === 'object' && last.remark.kind === remark.kind;
}

function newest(items: readonly LogItem[]): readonly LogItem[] {
	let start = items.length;
	let characters = 0;
	while (start > 0 && items.length - start < mostLines) {
		const item = items[start - 1];
		characters += typeof item === 'string' ? item.length : 0;
		if (characters > mostCharacters) {
			break;
		}

		start -= 1;
	}

	return items.slice(start);
}
