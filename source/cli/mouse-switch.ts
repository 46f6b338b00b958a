import {mouseOff, mouseOn} from './mouse-input.ts';

/** Whether a terminal tells what its mouse does. */
export type MouseSwitch = {
	readonly set: (isOurs: boolean) => void;
	/** Off, until it is woken: another program has the terminal, or the screen is left. */
	readonly rest: () => void;
	readonly wake: () => void;
};

/** Does nothing for a terminal without a mouse. */
export function createMouseSwitch(
	{write}: {readonly write: (text: string) => unknown},
	hasMouse: boolean,
): MouseSwitch {
	let isOurs = hasMouse;
	const tell = (isOn: boolean): void => {
		if (hasMouse) {
			write(isOn ? mouseOn : mouseOff);
		}
	};
	return {
		set(wish) {
			if (wish !== isOurs) {
				isOurs = wish;
				tell(wish);
			}
		},
		rest: () => tell(false),
		wake: () => tell(isOurs),
	};
}
