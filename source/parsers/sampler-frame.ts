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
import {decodeBytes, isAscii} from './bytes.ts';
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

/** A line outside a frame ends so, and a frame. */
const lineEnd = '\n';
const frameEnd = '\n.\n';

/** Takes pieces of any size; the work is linear in the bytes, also when they come one by one or never end. */
export function createFrameReader(): FrameReader {
	const text = createCollector();
	/** Of the frame that is open. */
	let id: string | undefined;
	let isDead = false;

	function eventsOf(part: string): readonly FrameEvent[] {
		if (id !== undefined) {
			const events = frameEvents(id, part.slice(0, 1 - frameEnd.length));
			id = undefined;
			return events;
		}

		const line = part.slice(0, -lineEnd.length);
		if (!line.startsWith('@')) {
			return lineEvents(line);
		}

		id = line.slice(1);
		text.startLine();
		return [];
	}

	return {
		push(bytes, limitBytes) {
			const events: FrameEvent[] = [];
			let rest = bytes;
			while (!isDead && rest !== '') {
				const [part, after] = text.takeTo(id === undefined ? lineEnd : frameEnd, rest);
				rest = after;
				if (Math.max(part?.length ?? 0, text.pendingBytes()) > limitBytes) {
					isDead = true;
					text.clear();
					events.push({kind: 'tooLarge'});
				} else if (part !== undefined) {
					events.push(...eventsOf(part));
				}
			}

			return events;
		},
	};
}

/** What has come and is not complete; each piece is looked at once. */
function createCollector() {
	let pieces: string[] = [];
	let pendingBytes = 0;
	/** An end may be split over pieces. */
	let tail = '';

	function keep(piece: string): void {
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
	function endOf(mark: string, bytes: string): number | undefined {
		const split = (tail + bytes.slice(0, mark.length - 1)).indexOf(mark);
		if (split !== -1) {
			return split + mark.length - tail.length;
		}

		const whole = bytes.indexOf(mark);
		return whole === -1 ? undefined : whole + mark.length;
	}

	return {
		clear,
		/** What comes now begins a line. */
		startLine(): void {
			tail = lineEnd;
		},
		pendingBytes: () => pendingBytes,
		/** All up to the end of this mark and what comes after it; before there is one all is kept. */
		takeTo(mark: string, bytes: string): readonly [part: string | undefined, after: string] {
			const end = endOf(mark, bytes);
			if (end === undefined) {
				keep(bytes);
				return [undefined, ''];
			}

			const last = bytes.slice(0, end);
			const part = pieces.length === 0 ? last : [...pieces, last].join('');
			clear();
			return [part, bytes.slice(end)];
		},
	};
}

/** A frame that another one cuts off is garbage: the last one counts. */
function frameEvents(id: string, text: string): readonly FrameEvent[] {
	const before = text.lastIndexOf('\n@');
	if (before === -1 && !text.startsWith('@')) {
		return eventsOfFrame(id, text);
	}

	const cut = before + 1;
	const [lastId = ''] = text.slice(cut + 1).split('\n', 1);
	return [garbage(`@${id}`), ...eventsOfFrame(lastId, text.slice(cut + lastId.length + 2))];
}

/** The sections, each with the newline at its end. */
function eventsOfFrame(id: string, text: string): readonly FrameEvent[] {
	const decode = decoderOf(text);
	const sections = new Map<string, string>();
	let start = text.startsWith('=') ? 0 : nextSection(text, 0);
	const strays = text.slice(0, start === -1 ? undefined : start);
	while (start !== -1) {
		const pathEnd = text.indexOf('\n', start);
		const next = nextSection(text, pathEnd);
		const path = decode(text.slice(start + 1, pathEnd));
		sections.set(path, decode(text.slice(pathEnd + 1, next === -1 ? undefined : next)));
		start = next;
	}

	return [...strays.split('\n').filter(isNotEmpty).map(garbage), {kind: 'frame', id, sections}];
}

function nextSection(text: string, from: number): number {
	const before = text.indexOf('\n=', from);
	return before === -1 ? -1 : before + 1;
}

/** Looks once for what needs work: nearly no frame has any. */
function decoderOf(text: string): (part: string) => string {
	const unescape = text.includes('\n~')
		? (part: string) => part.replaceAll(/(^|\n)~/g, '$1')
		: (part: string) => part;
	return isAscii(text) ? unescape : part => decodeBytes(unescape(part));
}

function lineEvents(line: string): readonly FrameEvent[] {
	if (line === 'READY awk' || line === 'READY sh') {
		return [{kind: 'ready', reader: line === 'READY sh' ? 'sh' : 'awk'}];
	}

	if (line.startsWith('NO ')) {
		return [{kind: 'refused', system: decodeBytes(line.slice(3, 67))}];
	}

	return isNotEmpty(line) ? [garbage(line)] : [];
}

function isNotEmpty(line: string): boolean {
	return line !== '';
}

function garbage(line: string): FrameEvent {
	return {kind: 'garbage', line: line.slice(0, 200)};
}
