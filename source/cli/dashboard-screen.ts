import {type ComponentProps, createElement} from 'react';
import {App} from '../views/App.tsx';
import {PlainView} from '../views/PlainView.tsx';
import {type InkScreen, openInkScreen, type ScreenOptions} from './ink-screen.ts';
import {openPlainScreen} from './plain-screen.ts';
import type {LentTerminal} from './terminal.ts';

type Dashboard = Omit<ComponentProps<typeof App>, 'mouse'> & ScreenOptions;

/** The one file through which the program reaches React and Ink: it is loaded where there is a screen to draw. */
export function openDashboard({hasMouse, ...props}: Dashboard, terminal: LentTerminal): InkScreen {
	const {store, clock} = props;
	const {columns, rows} = terminal.stdout;
	// As App does it when it is there: before that it would draw an empty frame, and the whole one must wait its turn.
	if (columns > 0 && rows > 0) {
		store.dispatch({type: 'screen/resized', size: {columns, rows}, atMs: clock.monotonicMs()});
	}

	const content = createElement(App, {...props, mouse: terminal.mouse});
	return openInkScreen(content, terminal, {clock, hasMouse});
}

/** The same program in lines of words, for a screen reader. */
export function openPlainDashboard(
	props: Omit<ComponentProps<typeof PlainView>, 'asked'>,
	terminal: LentTerminal,
): InkScreen {
	return openPlainScreen(asked => createElement(PlainView, {...props, asked}), terminal, props);
}
