import type {Clock} from '../domain/clock.ts';
import type {Output} from './output.ts';

/** What is waited for: `text` says it, after so many milliseconds of it. */
export type Waited = {
	/** The same as before: it goes on, and is told no second time. */
	readonly key: string;
	readonly text: (elapsedMs: number) => string;
	/** Undefined: nobody knows how long it takes. */
	readonly aboutMs?: number | undefined;
	/** Of silence within an answer: told behind it, and only when it is longer than this. */
	readonly behindAfterMs?: number;
	/** When it began, monotonic. @default now */
	readonly sinceMs?: number | undefined;
};

export type ChatWaiting = {
	readonly wait: (waited: Waited) => void;
	readonly end: () => void;
};

/** Shorter waits are over before they are read. */
const noticedMs = 1000;

/**
 * Tells who waits at a terminal what is waited for, and how long already: on a line of its own that counts, or once
 * where lines cannot be erased. Elsewhere nobody is told.
 */
export function openChatWaiting(
	{waitStyle, showWait, note}: Pick<Output, 'waitStyle' | 'showWait' | 'note'>,
	{monotonicMs, startTimer}: Clock,
): ChatWaiting {
	const style = waitStyle();
	let key: string | undefined;
	let stop = (): void => undefined;
	const end = (): void => {
		stop();
		key = undefined;
		showWait(undefined);
	};
	const count = (waited: Waited, sinceMs: number, nextMs: number): void => {
		stop = startTimer(nextMs, () => {
			const place = waited.behindAfterMs === undefined ? undefined : 'behind';
			showWait(waited.text(monotonicMs() - sinceMs), place);
			count(waited, sinceMs, noticedMs);
		});
	};
	return {
		end,
		wait(waited) {
			if (waited.key === key || style === 'none') {
				return;
			}

			end();
			key = waited.key;
			if (style === 'line') {
				count(waited, waited.sinceMs ?? monotonicMs(), waited.behindAfterMs ?? noticedMs);
			} else if ((waited.aboutMs ?? 0) >= noticedMs) {
				note(waited.text(0));
			}
		},
	};
}
