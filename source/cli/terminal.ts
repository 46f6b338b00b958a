import type {Clock} from '../domain/clock.ts';
import {wrapOn} from './line-wrap.ts';
import {mouseOff} from './mouse-input.ts';
import type {ProcessOutput} from './output.ts';
import {plainModes} from './plain-modes.ts';
import {createStdinTap, type ScreenInput, type StdinTap} from './stdin-tap.ts';

export type TerminalStreams = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
};

/** What a full screen has of the terminal. */
export type LentTerminal = Pick<StdinTap, 'mouse' | 'divert'> & {
	readonly stdin: ScreenInput;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	/** Text for the clipboard of the person's own terminal, also through ssh: OSC 52. A terminal may refuse it in silence. */
	readonly copy: (base64: string) => void;
	/** The bell of the terminal (BEL); silent while another program has it, in whose sequences it could fall. */
	readonly ring: () => void;
	/** What keys make signals of is for another program now, until the returned function is called. */
	readonly handOver: () => () => void;
};

/** The terminal that the program was started on, lent to one full screen at a time. */
export type Terminal = {
	/** Whether keys can be read and a screen be drawn. */
	readonly isThere: () => boolean;
	/**
	 * From now on keys come one by one and are not echoed, and stdout is a screen. `leave` takes the screen down, and is
	 * called when the terminal is given back, whatever the reason.
	 */
	readonly take: (leave: () => void) => LentTerminal;
	readonly isTaken: () => boolean;
	/** Another program has it: Ctrl-C is not for us. */
	readonly isHandedOver: () => boolean;
	/** Leaves the screen and gives the terminal back as it was; nothing is done when it was not taken. */
	readonly giveBack: () => void;
};

export type TerminalParts = {
	/** Asked for when a screen is opened, since to open stdin costs something. */
	readonly streams: () => TerminalStreams;
	readonly isThere: () => boolean;
	readonly output: Pick<ProcessOutput, 'openScreen' | 'complain'>;
	/** The terminal is gone: its window was closed, or the line is cut. */
	readonly onGone: () => void;
	/** Says afterwards what the gate kept from the terminal: a mistake of ours. */
	readonly tellsViolations: boolean;
	readonly clock: Pick<Clock, 'startTimer'>;
};

/** What a screen that could not leave by itself left switched on or off: mouse, line wrap, paste brackets, a hidden cursor, the second screen. */
const leaveAnyScreen = `\u001b[?2026l${mouseOff}${wrapOn}\u001b[?2004l\u001b[0m\u001b[?25h\u001b[?1049l${plainModes}`;

type Loan = {
	readonly terminal: Omit<LentTerminal, 'handOver' | 'ring'>;
	readonly ring: () => void;
	readonly giveBack: () => void;
};

export function createTerminal(parts: TerminalParts): Terminal {
	let loan: Loan | undefined;
	let isWatched = false;
	let isHandedOver = false;
	const handOver = (): (() => void) => {
		isHandedOver = true;
		return () => {
			isHandedOver = false;
		};
	};

	function watchForItsEnd({stdin}: TerminalStreams): void {
		if (!isWatched) {
			isWatched = true;
			stdin.on('error', parts.onGone);
			stdin.on('end', parts.onGone);
		}
	}

	return {
		isThere: parts.isThere,
		take(leave) {
			if (loan !== undefined) {
				throw new Error('the terminal is lent to one screen at a time');
			}

			const streams = parts.streams();
			watchForItsEnd(streams);
			// Before anything is drawn: what is typed until then would be echoed into the first frame.
			streams.stdin.setRawMode(true);
			const lent = lend(streams, leave, parts);
			loan = lent;
			return {
				...lent.terminal,
				handOver,
				ring() {
					if (!isHandedOver) {
						lent.ring();
					}
				},
			};
		},
		isTaken: () => loan !== undefined,
		isHandedOver: () => isHandedOver,
		giveBack() {
			const held = loan;
			loan = undefined;
			held?.giveBack();
		},
	};
}

function lend(
	{stdin, stdout, stderr}: TerminalStreams,
	leave: () => void,
	{output, tellsViolations, clock}: TerminalParts,
): Loan {
	const screen = output.openScreen();
	const {stream, mouse, divert, close} = createStdinTap(stdin, clock);
	const copy = (base64: string): void => {
		screen.permitCopy(base64);
		stdout.write(`\u001b]52;c;${base64}\u0007`);
	};

	const ring = (): void => {
		screen.permitBell();
		stdout.write('\u0007');
	};

	function giveBack(): void {
		try {
			leave();
		} catch (error) {
			stdout.write(leaveAnyScreen);
			output.complain(`the screen was left by force (${String(error)})`);
		}

		close();
		stdin.setRawMode(false);
		stdin.pause();
		stdin.unref();
		const {count, first} = screen.close();
		if (tellsViolations && count > 0) {
			output.complain(`${count} pieces were kept from the terminal, the first ${first}`);
		}
	}

	return {terminal: {stdin: stream, stdout, stderr, mouse, divert, copy}, ring, giveBack};
}
