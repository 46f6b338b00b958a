import {type ComponentProps, createElement} from 'react';
import {App} from '../views/App.tsx';
import {type InkScreen, openInkScreen} from './ink-screen.ts';
import type {TerminalStreams} from './terminal.ts';

/** The one file through which the program reaches React and Ink: it is loaded where there is a screen to draw. */
export function openDashboard(
	props: ComponentProps<typeof App>,
	streams: TerminalStreams,
): InkScreen {
	return openInkScreen(createElement(App, props), streams, props.clock);
}
