import {Buffer} from 'node:buffer';
import type {Readable, Writable} from 'node:stream';
import type {Clock} from '../../domain/clock.ts';
import type {Shell, ShellEnd, ShellListener, UntilDrained} from '../../domain/shell.ts';
import {settledWithin} from '../settled-within.ts';

/** The two ends of a remote command, whatever carries them. What it writes to stderr is not among them. */
export type ShellChannel = {
	readonly input: Writable;
	readonly output: Readable;
	/** Settles once, when the command has ended or the way to it is lost; never rejects. */
	readonly ended: Promise<ShellEnd>;
	/** Ends the command, and with it both streams. Called any number of times. */
	readonly close: () => void;
};

export type ShellOver = {
	readonly clock: Clock;
	readonly where: string;
	/** What was read of its output before. */
	readonly first: Buffer;
};

/** After its exit a command's children may hold its output open; what they say later is not waited for. */
const graceMs = 1000;

/** A shell over a channel on which nothing is read until somebody listens. */
export function shellOver(channel: ShellChannel, {clock, first}: ShellOver): Shell {
	const {input, output} = channel;
	let isClosed = false;

	async function follow({onOutput, onEnd, untilDrained}: ShellListener): Promise<void> {
		const hold = holding(output, untilDrained);
		const tell = (bytes: string): void => {
			if (!isClosed && bytes !== '') {
				onOutput(bytes);
				hold.look();
			}
		};
		const isDrained = new Promise<void>(resolve => {
			output.once('end', resolve).once('close', resolve);
		});
		tell(first.toString('latin1'));
		output.on('data', (chunk: Buffer) => tell(chunk.toString('latin1')));
		hold.resume();
		const end: ShellEnd = await channel.ended;
		do {
			await hold.held();
			await settledWithin(isDrained, graceMs, clock);
		} while (hold.held() !== undefined);

		if (!isClosed) {
			isClosed = true;
			channel.close();
			onEnd(end);
		}
	}

	return {
		write(text) {
			if (!isClosed && input.writable) {
				input.write(Buffer.from(text, 'latin1'));
			}
		},
		end() {
			if (!isClosed && input.writable) {
				input.end();
			}
		},
		listen: listener => void follow(listener),
		close() {
			isClosed = true;
			channel.close();
		},
	};
}

/** Reads on when who takes the output has caught up. */
function holding(output: Readable, untilDrained: UntilDrained = () => undefined) {
	let held: Promise<void> | undefined;
	const resume = (): void => {
		if (held === undefined) {
			output.resume();
		}
	};
	return {
		look(): void {
			held ??= untilDrained()?.then(() => {
				held = undefined;
				output.resume();
			});
			if (held !== undefined) {
				output.pause();
			}
		},
		resume,
		held: () => held,
	};
}
