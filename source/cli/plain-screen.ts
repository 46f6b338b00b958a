import process from 'node:process';
import {render} from 'ink';
import {createElement, type ReactNode} from 'react';
import type {Clock} from '../domain/clock.ts';
import type {InkScreen} from './ink-screen.ts';
import {createLender} from './screen-lender.ts';
import {stopUntilContinued} from './stop-until-continued.ts';
import {type Suspend, SuspensionTap} from './suspension-tap.ts';
import type {LentTerminal} from './terminal.ts';

/**
 * Writes what there is to say on the terminal as it is, line below line: no second screen, no cursor that is moved, no
 * line that changes. A screen reader says what is new then, and nothing else. `content` is given how often all of it
 * was asked for.
 */
export function openPlainScreen(
	content: (asked: number) => ReactNode,
	{stdin, stdout, stderr}: LentTerminal,
	{clock}: {readonly clock: Clock},
): InkScreen {
	let suspendTerminal: Suspend | undefined;
	let asked = 0;
	const onContext = (context: Suspend): void => {
		suspendTerminal = context;
	};
	const drawn = (): ReactNode => createElement(SuspensionTap, {onContext}, content(asked));
	const instance = render(drawn(), {
		...{stdin, stdout, stderr},
		alternateScreen: false,
		isScreenReaderEnabled: true,
		// Not the keys: it is that nothing is ever drawn over.
		interactive: false,
		exitOnCtrlC: false,
		patchConsole: true,
	});
	const repaint = (): void => {
		asked += 1;
		instance.rerender(drawn());
	};
	const {
		lend,
		isAway,
		returned,
		close: closeLoans,
	} = createLender({
		...{stdin, stdout},
		suspendTerminal: use => suspendTerminal?.(use),
		onAway: () => void process.off('SIGTSTP', suspend),
		onBack() {
			process.on('SIGTSTP', suspend);
			repaint();
		},
	});

	function suspend(): void {
		void lend(() => stopUntilContinued(clock));
	}

	/** Stopped by SIGSTOP: nobody asked, so the shell has set the terminal as it likes it. */
	function onContinued(): void {
		if (!isAway()) {
			stdin.setRawMode(false);
			stdin.setRawMode(true);
		}
	}

	process.on('SIGTSTP', suspend);
	process.on('SIGCONT', onContinued);
	return {
		repaint,
		suspend,
		lend,
		returned,
		setMouse: () => undefined,
		leave() {
			closeLoans();
			process.off('SIGTSTP', suspend);
			process.off('SIGCONT', onContinued);
			instance.unmount();
		},
		ended: instance.waitUntilExit(),
	};
}
