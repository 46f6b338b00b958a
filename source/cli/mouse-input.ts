import type {MouseReport, MouseSource} from '../domain/mouse.ts';

/** Presses of buttons, and their coordinates as numbers: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */
export const mouseOn = '\u001b[?1000h\u001b[?1006h';
export const mouseOff = '\u001b[?1006l\u001b[?1000l';

/** What is added to the number of the button. */
const modifiers = 4 + 8 + 16;
const isMotion = 32;
const leftButton = 0;
const wheelUp = 64;
const wheelDown = 65;

/**
 * What of a report means something here: the left button going down, and the wheel. `final` is `M` for a press and `m`
 * for a release; coordinates count from 1. Undefined: nothing, as for a drag, another button or a key held with it.
 */
export function mouseReport(
	[button, x, y]: readonly [number, number, number],
	final: string,
): MouseReport | undefined {
	if (final !== 'M' || x < 1 || y < 1 || (button & isMotion) !== 0) {
		return undefined;
	}

	const place = {column: x - 1, row: y - 1};
	switch (button) {
		case leftButton:
			return {kind: 'clicked', ...place};
		default:
			return wheelReport(button & ~modifiers, place);
	}
}

function wheelReport(
	button: number,
	place: {readonly column: number; readonly row: number},
): MouseReport | undefined {
	return button === wheelUp || button === wheelDown
		? {kind: 'wheeled', ...place, isDown: button === wheelDown}
		: undefined;
}

export type MouseFeed = MouseSource & {readonly tell: (report: MouseReport) => void};

/** Hands what the mouse did to whoever listens; where nobody does it is lost. */
export function createMouseFeed(): MouseFeed {
	const listeners = new Set<(report: MouseReport) => void>();
	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		tell(report) {
			for (const listener of listeners) {
				listener(report);
			}
		},
	};
}
