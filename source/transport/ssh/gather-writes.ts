import {Buffer} from 'node:buffer';
import process from 'node:process';
import type {Duplex} from 'node:stream';

/**
 * Lets go out together what is written in one turn. ssh2 writes each packet in three pieces (its length, what it says,
 * its tag), and since Nagle's algorithm is off each would be a system call, a segment and a wakeup of the server.
 */
export function gatherWrites(stream: Duplex): void {
	const write: Duplex['write'] = stream.write.bind(stream);
	const release = (): void => stream.uncork();
	Object.assign(stream, {
		write(...given: Parameters<Duplex['write']>): boolean {
			if (stream.writableCorked === 0) {
				stream.cork();
				process.nextTick(release);
			}

			return write(...given);
		},
		// A channel through a jump host takes one piece at a time.
		_writev: stream._writev ?? gathered,
	});
}

function gathered(
	this: Duplex,
	pieces: ReadonlyArray<{readonly chunk: Uint8Array}>,
	callback: (error?: Error | null) => void,
): void {
	this._write(Buffer.concat(pieces.map(({chunk}) => chunk)), 'binary', callback);
}
