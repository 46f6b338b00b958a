import type {LogRemark} from '../domain/log-remark.ts';
import {type LogMark, saidOfLog} from './log-mark.ts';

/** How large a file is that is read to its end again and again: where one began, and what was read since. */
export type LogSize = {
	/** From now on lines are those of the file, and what says where in it they begin. */
	readonly begin: () => void;
	/** A line that came, and the bytes that it took. */
	readonly count: (line: string, byteCount: number) => void;
	/** Those of these that are whole lines of the file. */
	readonly linesOf: (lines: readonly string[]) => readonly string[];
	/** The next line to come is no line of the file, or not all of one. */
	readonly isBeforeLines: () => boolean;
	/** Before the first line that was told. */
	readonly unreadBytes: () => number;
	/** With so many bytes that came after the last line. Undefined: nobody said where one began. */
	readonly bytesWith: (byteCount: number) => number | undefined;
};

/** After it the file is read from its start. */
const anew: ReadonlySet<LogRemark['kind']> = new Set([
	'missing',
	'appeared',
	'shorter',
	'replaced',
] as const);

/** Of a file with a mark it is said before its lines where they begin, as `1048575 0` (log-script.ts). */
export function createLogSize(mark: LogMark | undefined): LogSize {
	let isBegun = false;
	let isHeadDue = false;
	let dropped = 0;
	let sizeBytes: number | undefined;
	let unreadBytes = 0;
	const readHead = (line: string): boolean => {
		const [, first, whole] = /^(\d{1,15}) ([01])$/.exec(line) ?? [];
		isHeadDue = false;
		sizeBytes = first === undefined ? undefined : Number(first);
		unreadBytes = sizeBytes ?? 0;
		dropped = first === undefined ? 0 : whole === '1' ? 1 : 2;
		return first !== undefined;
	};
	return {
		begin() {
			isBegun = true;
			isHeadDue = mark !== undefined;
		},
		count(line, byteCount) {
			if (
				!isBegun ||
				(isHeadDue && readHead(line)) ||
				sizeBytes === undefined ||
				mark === undefined
			) {
				return;
			}

			const said = saidOfLog(line, mark);
			const kind = said?.remark?.kind;
			const ofFile = said === undefined ? byteCount : said.before.length;
			sizeBytes = kind !== undefined && anew.has(kind) ? 0 : sizeBytes + ofFile;
		},
		linesOf(lines) {
			const count = Math.min(dropped, lines.length);
			dropped -= count;
			return count === 0 ? lines : lines.slice(count);
		},
		isBeforeLines: () => isHeadDue || dropped > 0,
		unreadBytes: () => unreadBytes,
		bytesWith: byteCount => (sizeBytes === undefined ? undefined : sizeBytes + byteCount),
	};
}
