import {type Screened, withScreen} from './action-table.ts';
import type {Reduction} from './reduction.ts';

/** Whether the mouse is ours, or selects text as the terminal has it. */
export function setMouse(state: Screened, isOurs: boolean): Reduction {
	const {screen} = state;
	return [withScreen(state, {...screen, isMouseOurs: isOurs}), [{type: 'setMouse', isOurs}]];
}
