import {type ComponentProps, createElement} from 'react';
import {App} from '../views/App.tsx';
import {type InkScreen, openInkScreen, type ScreenOptions} from './ink-screen.ts';
import type {LentTerminal} from './terminal.ts';

type Dashboard = Omit<ComponentProps<typeof App>, 'mouse'> & ScreenOptions;

/** The one file through which the program reaches React and Ink: it is loaded where there is a screen to draw. */
export function openDashboard({hasMouse, ...props}: Dashboard, terminal: LentTerminal): InkScreen {
	const {clock} = props;
	const content = createElement(App, {...props, mouse: terminal.mouse});
	return openInkScreen(content, terminal, {clock, hasMouse});
}
