import {Buffer} from 'node:buffer';
import {StringDecoder} from 'node:string_decoder';
import type {StdoutGate} from './stdout-gate.ts';

type WriteCallback = (error?: Error | null) => void;

export type GatedStream = Pick<NodeJS.WriteStream, 'write'>;

/**
 * Puts the gate before every `write` of a stream; returns the function that takes it away again. Back-pressure and
 * callbacks stay the stream's own, also for a write of which nothing is left.
 */
export function installGate(stream: GatedStream, gate: StdoutGate): () => void {
	const write = stream.write;
	const decoder = new StringDecoder('utf8');

	function gatedWrite(
		chunk: string | Uint8Array,
		encodingOrCallback?: BufferEncoding | WriteCallback,
		callback?: WriteCallback,
	): boolean {
		const isCallback = typeof encodingOrCallback === 'function';
		const encoding = isCallback ? undefined : encodingOrCallback;
		const text = gate.push(decode(decoder, chunk, encoding));
		return write.call(stream, text, 'utf8', isCallback ? encodingOrCallback : callback);
	}

	stream.write = gatedWrite;
	return () => {
		stream.write = write;
	};
}

function decode(
	decoder: StringDecoder,
	chunk: string | Uint8Array,
	encoding: BufferEncoding | undefined,
): string {
	if (typeof chunk !== 'string') {
		return decoder.write(Buffer.from(chunk));
	}

	return encoding === undefined || /^utf-?8$/i.test(encoding)
		? chunk
		: decoder.write(Buffer.from(chunk, encoding));
}
