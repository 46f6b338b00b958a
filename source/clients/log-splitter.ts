export type LogSplitter = {
	/** The lines that are complete now, as bytes, without what ends them. */
	readonly push: (bytes: string) => readonly string[];
	/** What came after the last whole line, as it is now. */
	readonly unfinished: () => string;
	/** All that it took, also what was written over. */
	readonly unfinishedBytes: () => number;
	/** The same, and it is taken; undefined: nothing. */
	readonly rest: () => string | undefined;
};

/** Is told each line, and how many bytes it took with its end. */
type OnLine = (line: string, byteCount: number) => void;

const longestLineBytes = 65_536;
const cutMark = ' [cut here: the line is longer than 64 KiB]';

/**
 * Cuts the output of a program into lines as it comes; of a line without end it keeps the first 64 KiB. What a carriage
 * return goes back over is written over, as on a terminal: a bar of progress is one line, as it is now.
 */
export function createLogSplitter(onLine: OnLine = () => undefined): LogSplitter {
	let pending = '';
	let pendingBytes = 0;
	let isCut = false;
	let isReturned = false;
	const add = (piece: string): void => {
		pendingBytes += piece.length;
		const start = writtenOver(isReturned, piece);
		isReturned = piece === '' ? isReturned : piece.endsWith('\r');
		if (start !== undefined) {
			pending = '';
			isCut = false;
		}

		const room = longestLineBytes - pending.length;
		const more = piece.slice(start ?? 0);
		isCut ||= more.length > room;
		pending += more.slice(0, room);
	};
	const line = (): string => (isCut ? pending + cutMark : pending.replace(/\r+$/, ''));
	const take = (endBytes: number): string => {
		const taken = line();
		onLine(taken, pendingBytes + endBytes);
		pending = '';
		pendingBytes = 0;
		isCut = false;
		isReturned = false;
		return taken;
	};
	return {
		push(bytes) {
			const lines: string[] = [];
			let start = 0;
			for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', start)) {
				add(bytes.slice(start, end));
				lines.push(take(1));
				start = end + 1;
			}

			add(bytes.slice(start));
			return lines;
		},
		unfinished: line,
		unfinishedBytes: () => pendingBytes,
		rest: () => (pending === '' ? undefined : take(0)),
	};
}

/** Where in the piece begins what is still seen; undefined: all of it, and what was before it. */
function writtenOver(isReturned: boolean, piece: string): number | undefined {
	let end = piece.length;
	while (end > 0 && piece[end - 1] === '\r') {
		end -= 1;
	}

	const last = piece.lastIndexOf('\r', end - 1);
	if (end > 0 && last >= 0) {
		return last + 1;
	}

	return end > 0 && isReturned ? 0 : undefined;
}
