import process from 'node:process';
import {render, useApp} from 'ink';
import {createElement, type ReactNode, useInsertionEffect} from 'react';
import type {Clock} from '../domain/clock.ts';
import {createRepainter} from './repainter.ts';
import {stopUntilContinued} from './stop-until-continued.ts';
import type {TerminalStreams} from './terminal.ts';

export type InkScreen = {
	/** Draws every line anew. */
	readonly repaint: () => void;
	/** Gives the terminal back and stops the program, until it is continued (Ctrl-Z, `fg`). */
	readonly suspend: () => void;
	/** Takes the picture down; the terminal is on its first screen then. */
	readonly leave: () => void;
	/** Rejects with a mistake in what is drawn; never resolves before `leave`. */
	readonly ended: Promise<unknown>;
};

/** More than a person sees; keys need it: a frame that waits for its turn delays them. */
const mostFramesPerSecond = 60;

/** The second screen, a hidden cursor, pastes in brackets: what another program may have switched off while we stood. */
const enter = '\u001b[?1049h\u001b[?25l\u001b[?2004h';

/** The second screen begins where the cursor stands on the first: behind what was typed its first line would wrap. */
const firstColumn = '\r';

type Suspend = ReturnType<typeof useApp>['suspendTerminal'];

/** Draws `content` on a terminal that was taken, and follows the signals of job control. */
export function openInkScreen(
	content: ReactNode,
	streams: TerminalStreams,
	clock: Clock,
): InkScreen {
	const {stdin, stdout} = streams;
	let suspendTerminal: Suspend | undefined;
	let isSuspended = false;
	let hasLeft = false;
	const onContext = (context: Suspend): void => {
		suspendTerminal = context;
	};
	stdout.write(firstColumn);
	const instance = render(createElement(TerminalTap, {onContext}, content), {
		...streams,
		alternateScreen: true,
		incrementalRendering: true,
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: true,
		maxFps: mostFramesPerSecond,
	});

	const {repaint, close} = createRepainter(instance, stdout, clock);

	function suspend(): void {
		if (isSuspended || suspendTerminal === undefined) {
			return;
		}

		isSuspended = true;
		process.off('SIGTSTP', suspend);
		const stood = suspendTerminal(async () => {
			stdin.setRawMode(false);
			await stopUntilContinued(clock);
			// First of all: in the background this stops the program again before it draws.
			stdin.setRawMode(true);
			stdout.write(firstColumn);
		});
		void stood.finally(() => {
			isSuspended = false;
			if (!hasLeft) {
				process.on('SIGTSTP', suspend);
			}
		});
	}

	/** Stopped by SIGSTOP: nobody asked, so the shell has set the terminal as it likes it. */
	function onContinued(): void {
		if (!isSuspended) {
			stdin.setRawMode(false);
			stdin.setRawMode(true);
			stdout.write(enter);
			repaint();
		}
	}

	process.on('SIGTSTP', suspend);
	process.on('SIGCONT', onContinued);
	return {
		repaint,
		suspend,
		leave() {
			hasLeft = true;
			close();
			process.off('SIGTSTP', suspend);
			process.off('SIGCONT', onContinued);
			instance.unmount();
		},
		ended: instance.waitUntilExit(),
	};
}

type TapProps = {
	readonly onContext: (suspend: Suspend) => void;
	readonly children?: ReactNode;
};

/** Ink hands out its suspension only inside the picture. */
function TerminalTap({onContext, children}: TapProps): ReactNode {
	const {suspendTerminal} = useApp();
	useInsertionEffect(() => onContext(suspendTerminal), [onContext, suspendTerminal]);
	return children;
}
