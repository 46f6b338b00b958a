import type {Clock} from '../domain/clock.ts';
import type {Output} from './output.ts';

/** What is waited for: `text` says it, after so many milliseconds of it. */
export type Waited = {
	/** The same as before: it goes on, and is told no second time. */
	readonly key: string;
	readonly text: (elapsedMs: number) => string;
	/** Undefined: nobody knows how long it takes. */
	readonly aboutMs?: number | undefined;
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
	const count = (text: Waited['text'], sinceMs: number): void => {
		stop = startTimer(noticedMs, () => {
			showWait(text(monotonicMs() - sinceMs));
			count(text, sinceMs);
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
				count(waited.text, waited.sinceMs ?? monotonicMs());
			} else if ((waited.aboutMs ?? 0) >= noticedMs) {
				note(waited.text(0));
			}
		},
	};
}
