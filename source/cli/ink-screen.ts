import process from 'node:process';
import {render} from 'ink';
import {createElement, type ReactNode, useLayoutEffect} from 'react';
import type {Clock} from '../domain/clock.ts';
import {type Modes, withoutWrap, wrapOff} from './line-wrap.ts';
import {createMouseSwitch} from './mouse-switch.ts';
import {createLender, firstColumn} from './screen-lender.ts';
import {createRepainter} from './repainter.ts';
import {stopUntilContinued} from './stop-until-continued.ts';
import {type Suspend, SuspensionTap} from './suspension-tap.ts';
import type {LentTerminal} from './terminal.ts';

export type InkScreen = {
	/** Draws every line anew. */
	readonly repaint: () => void;
	/** Gives the terminal back and stops the program, until it is continued (Ctrl-Z, `fg`). */
	readonly suspend: () => void;
	/**
	 * Leaves the screen to what `use` does until it is done; then all is drawn anew. Undefined: it is left already, or was
	 * never drawn.
	 */
	readonly lend: <Value>(use: () => Promise<Value>) => Promise<Value | undefined>;
	/** Resolves when no other program has the terminal: whoever ends before would leave the two at odds. Never rejects. */
	readonly returned: () => Promise<unknown>;
	/** Whether the mouse tells us what it does, or selects text as the terminal has it. */
	readonly setMouse: (isOurs: boolean) => void;
	/** Takes the picture down; the terminal is on its first screen then. */
	readonly leave: () => void;
	/** Rejects with a mistake in what is drawn; never resolves before `leave`. */
	readonly ended: Promise<unknown>;
};

export type ScreenOptions = {
	readonly clock: Clock;
	/** Whether the terminal has a mouse that can be asked for. */
	readonly hasMouse: boolean;
};

/** More than a person sees; keys need it: a frame that waits for its turn delays them. */
const mostFramesPerSecond = 60;

const drawing = {
	alternateScreen: true,
	incrementalRendering: true,
	interactive: true,
	exitOnCtrlC: false,
	patchConsole: true,
	maxFps: mostFramesPerSecond,
};

/** The second screen, a hidden cursor, pastes in brackets: what another program may have switched off while we stood. */
const enter = '\u001b[?1049h\u001b[?25l\u001b[?2004h';

/** Draws `content` on a terminal that was taken, and follows the signals of job control. */
export function openInkScreen(
	content: ReactNode,
	{stdin, stdout, stderr}: LentTerminal,
	{clock, hasMouse}: ScreenOptions,
): InkScreen {
	let suspendTerminal: Suspend | undefined;
	const mouse = createMouseSwitch(stdout, hasMouse);
	const onContext = (context: Suspend): void => {
		suspendTerminal = context;
	};
	const modes = withoutWrap(stdout, mouse);
	stdout.write(firstColumn + wrapOff);
	// Before the first frame: who is stopped right after it would never be drawn anew.
	process.on('SIGTSTP', suspend);
	process.on('SIGCONT', onContinued);
	const picture = createElement(ModesTap, {modes}, content);
	const instance = render(createElement(SuspensionTap, {onContext}, picture), {
		...{stdin, stdout, stderr},
		...drawing,
	});

	const {
		lend,
		isAway,
		returned,
		close: closeLoans,
	} = createLender({
		...{stdin, stdout},
		suspendTerminal: use => suspendTerminal?.(use),
		onAway() {
			process.off('SIGTSTP', suspend);
			modes.rest();
		},
		onBack() {
			process.on('SIGTSTP', suspend);
			repaint();
		},
	});
	const {repaint, close} = createRepainter(instance, stdout, {clock, isAway, wake: modes.wake});

	function suspend(): void {
		void lend(() => stopUntilContinued(clock));
	}

	/** Stopped by SIGSTOP: nobody asked, so the shell has set the terminal as it likes it. */
	function onContinued(): void {
		if (!isAway()) {
			stdin.setRawMode(false);
			stdin.setRawMode(true);
			stdout.write(enter);
			repaint();
		}
	}

	return {
		repaint,
		suspend,
		lend,
		returned,
		setMouse: mouse.set,
		leave() {
			closeLoans();
			close();
			process.off('SIGTSTP', suspend);
			process.off('SIGCONT', onContinued);
			instance.unmount();
		},
		ended: instance.waitUntilExit(),
	};
}

type ModesTapProps = {readonly modes: Modes; readonly children?: ReactNode};

/** Ink takes the picture down at signals that nobody else hears; the modes go with it. */
function ModesTap({modes, children}: ModesTapProps): ReactNode {
	useLayoutEffect(() => {
		modes.wake();
		return modes.rest;
	}, [modes]);
	return children;
}
