import process from 'node:process';
import type {Instance} from 'ink';
import type {Clock} from '../domain/clock.ts';
import {plainModes, plainOrigin} from './plain-modes.ts';

export type Repainter = {
	/** Draws every line anew. */
	readonly repaint: () => void;
	readonly close: () => void;
};

export type RepaintWhen = {
	readonly clock: Clock;
	/** Another program has the terminal. */
	readonly isAway: () => boolean;
	/** Switches on what only we want of the terminal. */
	readonly wake: () => void;
};

/** A size that has stayed so long is taken for the last one. */
const settledSizeMs = 100;

/**
 * Ink writes only what changed, from where it believes the cursor to be: what else was written stays, and shifts what
 * follows. So do frames for a size that was gone when they came, wherefore the screen is drawn anew after each resize.
 */
export function createRepainter(
	{clear}: Pick<Instance, 'clear'>,
	stdout: NodeJS.WriteStream,
	{clock, isAway, wake}: RepaintWhen,
): Repainter {
	let isRepainting = false;
	let cancel: () => void = () => undefined;

	function repaint(): void {
		if (isAway()) {
			return;
		}

		isRepainting = true;
		// Only who had the terminal was told that its size is another by now: Node asks for it then.
		process.emit('SIGWINCH', 'SIGWINCH');
		// What else was written may have switched anything.
		stdout.write(plainModes + plainOrigin);
		wake();
		// Empty, the cursor where a full frame leaves it; then Ink draws as after a resize.
		stdout.write(`\u001b[2J\u001b[${stdout.rows};1H`);
		clear();
		stdout.emit('resize');
		isRepainting = false;
	}

	function onResized(): void {
		if (!isRepainting) {
			cancel();
			cancel = clock.startTimer(settledSizeMs, repaint);
		}
	}

	stdout.on('resize', onResized);
	return {
		repaint,
		close() {
			cancel();
			stdout.off('resize', onResized);
		},
	};
}
