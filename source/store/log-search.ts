/** What is looked for in a log, while it is typed. */
import {emptyLine, keepLine, withLineText} from './screen-line.ts';
import type {LineInput, ScreenState} from './screen-state.ts';

/** An empty line: what was looked for before is in use until something is typed. */
export function openSearch(screen: ScreenState): ScreenState {
	const before = screen.log?.search ?? '';
	return {...screen, line: {...emptyLine, purpose: 'searchLog', before}};
}

/** Whether an empty line stands for what was looked for before. */
export function canRecallSearch({purpose, text, before}: LineInput): boolean {
	return purpose === 'searchLog' && text === '' && before !== '';
}

/** What was looked for before comes back into the line, where it can be changed. */
export function recallSearch(screen: ScreenState): ScreenState {
	const {line} = screen;
	return line?.purpose === 'searchLog' && line.before !== ''
		? withLineText(screen, line.before)
		: screen;
}

/** Nothing typed looks again for what was looked for before. */
export function keepSearch(screen: ScreenState): ScreenState {
	return keepLine(screen.line?.text.trim() === '' ? recallSearch(screen) : screen);
}
