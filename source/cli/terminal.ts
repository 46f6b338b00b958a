import type {ProcessOutput} from './output.ts';

export type TerminalStreams = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
};

/** The terminal that the program was started on, lent to one full screen at a time. */
export type Terminal = {
	/** Whether keys can be read and a screen be drawn. */
	readonly isThere: () => boolean;
	/**
	 * From now on keys come one by one and are not echoed, and stdout is a screen. `leave` takes the screen down, and is
	 * called when the terminal is given back, whatever the reason.
	 */
	readonly take: (leave: () => void) => TerminalStreams;
	readonly isTaken: () => boolean;
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
};

/** What a screen that could not leave by itself left switched on: paste brackets, a hidden cursor, the second screen. */
const leaveAnyScreen = '\u001b[?2026l\u001b[?2004l\u001b[0m\u001b[?25h\u001b[?1049l';

type Loan = {readonly streams: TerminalStreams; readonly giveBack: () => void};

export function createTerminal(parts: TerminalParts): Terminal {
	let loan: Loan | undefined;
	let isWatched = false;

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
			loan = {streams, giveBack: lend(streams, leave, parts)};
			return streams;
		},
		isTaken: () => loan !== undefined,
		giveBack() {
			const held = loan;
			loan = undefined;
			held?.giveBack();
		},
	};
}

function lend(
	{stdin, stdout}: TerminalStreams,
	leave: () => void,
	{output, tellsViolations}: TerminalParts,
): () => void {
	const screen = output.openScreen();
	return () => {
		try {
			leave();
		} catch (error) {
			stdout.write(leaveAnyScreen);
			output.complain(`the screen was left by force (${String(error)})`);
		}

		stdin.setRawMode(false);
		stdin.pause();
		stdin.unref();
		const {count, first} = screen.close();
		if (tellsViolations && count > 0) {
			output.complain(`${count} pieces were kept from the terminal, the first ${first}`);
		}
	};
}
