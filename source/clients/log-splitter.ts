export type LogSplitter = {
	/** The lines that are complete now, as bytes, without what ends them. */
	readonly push: (bytes: string) => readonly string[];
	/** What came after the last whole line; undefined: nothing. */
	readonly rest: () => string | undefined;
};

const longestLineBytes = 65_536;
const cutMark = ' [cut here: the line is longer than 64 KiB]';

/** Cuts the output of a program into lines as it comes; of a line without end it keeps the first 64 KiB. */
export function createLogSplitter(): LogSplitter {
	let pending = '';
	let isCut = false;
	const add = (piece: string): void => {
		const room = longestLineBytes - pending.length;
		isCut ||= piece.length > room;
		pending += piece.slice(0, room);
	};
	const take = (): string => {
		const line = isCut
			? pending + cutMark
			: pending.endsWith('\r')
				? pending.slice(0, -1)
				: pending;
		pending = '';
		isCut = false;
		return line;
	};
	return {
		push(bytes) {
			const lines: string[] = [];
			let start = 0;
			for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', start)) {
				add(bytes.slice(start, end));
				lines.push(take());
				start = end + 1;
			}

			add(bytes.slice(start));
			return lines;
		},
		rest: () => (pending === '' ? undefined : take()),
	};
}
