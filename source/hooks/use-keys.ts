import {useInput, usePaste} from 'ink';
import type {Clock} from '../domain/clock.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {keysOf} from './key-names.ts';

/** The one place that listens to the keyboard: each key and each paste is told as a fact. */
export function useKeys(dispatch: (event: ScreenEvent) => void, clock: Clock): void {
	useInput((input, pressed) => {
		for (const key of keysOf(input, pressed)) {
			dispatch({type: 'key/pressed', key, atMs: clock.monotonicMs()});
		}
	});
	usePaste(text => {
		dispatch({type: 'text/pasted', text, atMs: clock.monotonicMs()});
	});
}
