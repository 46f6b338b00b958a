import type {GatedStream} from './install-gate.ts';

type WriteCallback = (error?: Error | null) => void;

/** What waits is told after the screen; more than this says nothing new. */
const mostCharacters = 65_536;

/**
 * Keeps what is written to a stream; the returned function writes it, and lets through what comes after. For stderr
 * while a full screen is open: a line of it would shift every row, for good.
 */
export function holdBack(stream: GatedStream): () => void {
	const write = stream.write;
	let held = '';
	stream.write = (
		chunk: string | Uint8Array,
		encodingOrCallback?: BufferEncoding | WriteCallback,
		callback?: WriteCallback,
	): boolean => {
		const text = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
		held += text.slice(0, mostCharacters - held.length);
		const done = typeof encodingOrCallback === 'function' ? encodingOrCallback : callback;
		queueMicrotask(() => done?.());
		return true;
	};
	return () => {
		stream.write = write;
		if (held !== '') {
			stream.write(held);
		}
	};
}
