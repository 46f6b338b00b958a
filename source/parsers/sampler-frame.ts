/**
 * What the script of clients/sampler-script.ts prints, in pieces as they come: bytes, one character each.
 *
 *     @7
 *     =/proc/uptime
 *     350735.47 234388.90
 *     .
 *
 * A line of a file that begins with `.`, `=`, `@` or `~` comes with a `~` before it. (The format is this program's own.)
 */
import {decodeBytes} from './bytes.ts';
import type {Sections} from './sections.ts';

export type FrameEvent =
	/** It can be asked. */
	| {readonly kind: 'ready'; readonly reader: 'awk' | 'sh'}
	/** There is no /proc: the node calls its system so, `Darwin`. */
	| {readonly kind: 'refused'; readonly system: string}
	/** `id` is that of the question, or `fixed`. Texts end with a newline. */
	| {readonly kind: 'frame'; readonly id: string; readonly sections: Sections}
	/** A line where none belongs, cut to 200 characters; the reader goes on. */
	| {readonly kind: 'garbage'; readonly line: string}
	/** More than the limit without an end: the reader has let go of all and hears no more. */
	| {readonly kind: 'tooLarge'};

export type FrameReader = {
	/** What has become complete with these bytes; `limitBytes` bounds what is kept of a frame until its end. */
	readonly push: (bytes: string, limitBytes: number) => readonly FrameEvent[];
};

/** Takes pieces of any size; the work is linear in the bytes, also when they come one by one or never end. */
export function createFrameReader(): FrameReader {
	const lines = createLineCollector();
	let frame: OpenFrame | undefined;
	let frameBytes = 0;
	let isDead = false;

	function take(line: string): FrameEvent | undefined {
		frameBytes += line.length + 1;
		if (line.startsWith('@')) {
			const cut = frame;
			frame = {id: line.slice(1), sections: new Map(), lines: undefined};
			frameBytes = line.length;
			return cut && garbage(`@${cut.id}`);
		}

		if (frame === undefined) {
			frameBytes = 0;
			return eventOf(line);
		}

		if (line === '.') {
			const {id, sections} = frame;
			frame = undefined;
			frameBytes = 0;
			return {kind: 'frame', id, sections: new Map([...sections].map(decodeSection))};
		}

		return addLine(frame, line) ? undefined : garbage(line);
	}

	function takeWithin(line: string, limitBytes: number): FrameEvent | undefined {
		if (isDead) {
			return undefined;
		}

		return frameBytes + line.length > limitBytes ? die() : take(line);
	}

	function die(): FrameEvent {
		isDead = true;
		frame = undefined;
		lines.clear();
		return {kind: 'tooLarge'};
	}

	return {
		push(bytes, limitBytes) {
			if (isDead) {
				return [];
			}

			const events = lines
				.push(bytes)
				.map(line => takeWithin(line, limitBytes))
				.filter(event => event !== undefined);
			const isOver = !isDead && frameBytes + lines.pendingBytes() > limitBytes;
			return isOver ? [...events, die()] : events;
		},
	};
}

/** Cuts into lines; each piece is looked at once. */
function createLineCollector() {
	let pieces: string[] = [];
	let pendingBytes = 0;
	return {
		pendingBytes: () => pendingBytes,
		clear(): void {
			pieces = [];
			pendingBytes = 0;
		},
		push(bytes: string): readonly string[] {
			const [first = '', ...others] = bytes.split('\n');
			pieces.push(first);
			pendingBytes += first.length;
			const last = others.pop();
			if (last === undefined) {
				return [];
			}

			const line = pieces.join('');
			pieces = [last];
			pendingBytes = last.length;
			return [line, ...others];
		},
	};
}

type OpenFrame = {
	readonly id: string;
	readonly sections: Map<string, string[]>;
	lines: string[] | undefined;
};

function addLine(frame: OpenFrame, line: string): boolean {
	if (line.startsWith('=')) {
		frame.lines = [];
		frame.sections.set(line.slice(1), frame.lines);
		return true;
	}

	frame.lines?.push(line.startsWith('~') ? line.slice(1) : line);
	return frame.lines !== undefined;
}

function decodeSection([path, lines]: readonly [string, readonly string[]]): [string, string] {
	return [decodeBytes(path), decodeBytes(lines.length === 0 ? '' : `${lines.join('\n')}\n`)];
}

function eventOf(line: string): FrameEvent | undefined {
	if (line === 'READY awk' || line === 'READY sh') {
		return {kind: 'ready', reader: line === 'READY sh' ? 'sh' : 'awk'};
	}

	if (line.startsWith('NO ')) {
		return {kind: 'refused', system: decodeBytes(line.slice(3, 67))};
	}

	return line === '' ? undefined : garbage(line);
}

function garbage(line: string): FrameEvent {
	return {kind: 'garbage', line: line.slice(0, 200)};
}
