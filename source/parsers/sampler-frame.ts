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
	/** More than the limit without an end: the reader has let go of all and hears no more. */
	| {readonly kind: 'tooLarge'};

export type FrameReader = {
	/** What has become complete with these bytes; `limitBytes` bounds what is kept of a frame until its end. */
	readonly push: (bytes: string, limitBytes: number) => readonly FrameEvent[];
};

/** A line outside a frame ends so, and a frame. */
const lineEnd = '\n';
const frameEnd = '\n.\n';

/** What is complete now, if anything is, and where the rest begins. */
type Taken = readonly [part: string | undefined, next: number];

/**
 * Takes pieces of any size; the work is linear in the bytes, also when they come one by one or never end. Lines where
 * none belong are passed over: a daemon writes to every session.
 */
export function createFrameReader(): FrameReader {
	const text = createCollector();
	/** Of the frame that is open. */
	let id: string | undefined;
	let isDead = false;

	function take(bytes: string, from: number, limitBytes: number): Taken {
		if (id !== undefined) {
			return text.takeTo(frameEnd, bytes, from);
		}

		const start = text.pendingBytes() === 0 ? pastNoise(bytes, from, limitBytes) : from;
		return text.takeTo(lineEnd, bytes, start);
	}

	function eventOf(part: string | undefined, limitBytes: number): FrameEvent | undefined {
		if (Math.max(part?.length ?? 0, text.pendingBytes()) > limitBytes) {
			return die();
		}

		if (part === undefined || id === undefined) {
			return part === undefined ? undefined : lineEvent(part.slice(0, -lineEnd.length));
		}

		const frame = lastFrame(id, part.slice(0, 1 - frameEnd.length));
		id = undefined;
		return frame ?? die();
	}

	function die(): FrameEvent {
		isDead = true;
		text.clear();
		return {kind: 'tooLarge'};
	}

	function lineEvent(line: string): FrameEvent | undefined {
		if (!line.startsWith('@')) {
			return spokenEvent(line);
		}

		id = line.slice(1);
		text.startLine();
		return undefined;
	}

	return {
		push(bytes, limitBytes) {
			const events: FrameEvent[] = [];
			let from = 0;
			while (!isDead && from < bytes.length) {
				const [part, next] = take(bytes, from, limitBytes);
				from = next;
				const event = eventOf(part, limitBytes);
				if (event !== undefined) {
					events.push(event);
				}
			}

			return events;
		},
	};
}

/**
 * Where the first line begins that may mean something, or is not complete, or is too long. Nothing is made of those
 * before it: a mebibyte of short lines, cut out one by one, would cost 40 of memory.
 */
function pastNoise(bytes: string, from: number, limitBytes: number): number {
	let start = from;
	while (start < bytes.length && !isMeaningful(bytes, start)) {
		const end = bytes.indexOf(lineEnd, start);
		if (end === -1 || end - start >= limitBytes) {
			break;
		}

		start = end + lineEnd.length;
	}

	return start;
}

/** No array of words and no closure: this is asked of every line of a flood. */
function isMeaningful(bytes: string, start: number): boolean {
	return (
		bytes.startsWith('@', start) ||
		bytes.startsWith('READY ', start) ||
		bytes.startsWith('NO ', start)
	);
}

/** What has come and is not complete; each piece is looked at once. */
function createCollector() {
	let pieces: string[] = [];
	let pendingBytes = 0;
	/** An end may be split over pieces. */
	let tail = '';

	function keep(piece: string): void {
		if (piece === '') {
			return;
		}

		pieces.push(piece);
		pendingBytes += piece.length;
		tail = (tail + piece.slice(1 - frameEnd.length)).slice(1 - frameEnd.length);
	}

	function clear(): void {
		pieces = [];
		pendingBytes = 0;
		tail = '';
	}

	/** Where in the bytes the mark ends, which may have begun before them. */
	function endOf(mark: string, bytes: string, from: number): number | undefined {
		const split = (tail + bytes.slice(from, from + mark.length - 1)).indexOf(mark);
		if (split !== -1) {
			return from + split + mark.length - tail.length;
		}

		const whole = bytes.indexOf(mark, from);
		return whole === -1 ? undefined : whole + mark.length;
	}

	return {
		clear,
		/** What comes now begins a line. */
		startLine(): void {
			tail = lineEnd;
		},
		pendingBytes: () => pendingBytes,
		/** All up to the end of this mark, and where that is; before there is one all is kept. */
		takeTo(mark: string, bytes: string, from: number): Taken {
			const end = endOf(mark, bytes, from);
			if (end === undefined) {
				keep(bytes.slice(from));
				return [undefined, bytes.length];
			}

			const last = bytes.slice(from, end);
			const part = pieces.length === 0 ? last : [...pieces, last].join('');
			clear();
			return [part, end];
		},
	};
}

/** The script reads 512 files of either kind at most, and is asked for less than that at once. */
const mostSections = 4096;

/** Of frames that cut each other off the last one counts. Undefined for one of too many sections. */
function lastFrame(id: string, text: string): FrameEvent | undefined {
	const before = text.lastIndexOf('\n@');
	if (before === -1 && !text.startsWith('@')) {
		return frameOf(id, text);
	}

	const cut = before + 1;
	const [lastId = ''] = text.slice(cut + 1).split('\n', 1);
	return frameOf(lastId, text.slice(cut + lastId.length + 2));
}

/** The sections, each with the newline at its end; what comes before the first belongs to none. */
function frameOf(id: string, bytes: string): FrameEvent | undefined {
	// Looked at once for what needs work: nearly no frame has any.
	const text = decodeBytes(bytes);
	const isMarked = text.includes('\n~');
	const sections = new Map<string, string>();
	let start = text.startsWith('=') ? 0 : nextSection(text, 0);
	while (start !== -1) {
		const pathEnd = text.indexOf('\n', start);
		const next = nextSection(text, pathEnd);
		const lines = text.slice(pathEnd + 1, next === -1 ? undefined : next);
		sections.set(text.slice(start + 1, pathEnd), isMarked ? unmarked(lines) : lines);
		if (sections.size > mostSections) {
			return undefined;
		}

		start = next;
	}

	return {kind: 'frame', id, sections};
}

function nextSection(text: string, from: number): number {
	const before = text.indexOf('\n=', from);
	return before === -1 ? -1 : before + 1;
}

function unmarked(lines: string): string {
	return lines.replaceAll(/(^|\n)~/g, '$1');
}

function spokenEvent(line: string): FrameEvent | undefined {
	if (line === 'READY awk' || line === 'READY sh') {
		return {kind: 'ready', reader: line === 'READY sh' ? 'sh' : 'awk'};
	}

	if (line.startsWith('NO ')) {
		return {kind: 'refused', system: decodeBytes(line.slice(3, 67))};
	}

	return undefined;
}
