import type {Clock} from '../domain/clock.ts';
import type {ScreenEvent} from '../domain/event.ts';
import type {MouseSource} from '../domain/mouse.ts';
import {useMouse} from '../hooks/use-mouse.ts';
import {clickTarget, type Drawn, wheelTarget} from './hit-test.ts';

export type Pointing = {
	readonly mouse: MouseSource;
	readonly dispatch: (event: ScreenEvent) => void;
	readonly clock: Clock;
};

/** Rows of one notch of the wheel. */
const rowsOfNotch = 3;

/** Tells what the mouse did to what is drawn. */
export function usePointer(drawn: Drawn, {mouse, dispatch, clock}: Pointing): void {
	useMouse(mouse, report => {
		const atMs = clock.monotonicMs();
		if (report.kind === 'wheeled') {
			const rows = report.isDown ? rowsOfNotch : -rowsOfNotch;
			dispatch({type: 'mouse/wheeled', rows, over: wheelTarget(report, drawn), atMs});
			return;
		}

		const target = clickTarget(report, drawn);
		if (target !== undefined) {
			dispatch({type: 'mouse/clicked', target, atMs});
		}
	});
}
