/**
 * How the words of tail are told from the lines of a file, which may say the same: the path is told to it in a way of
 * writing that nobody can foresee, and it names the file by that. Both come by one way, so that each stands where it was
 * said. Only who looks at the programs of that node while it is read can know the mark.
 *
 *     tail: //.//././home/alice/7.out: file truncated
 */
import type {LogRemark} from '../domain/log-remark.ts';
import {tailRemark} from '../parsers/tail-remark.ts';

/** A way from a folder to itself, which begins and ends with a slash. */
export type LogMark = string;

/** What tail says of the file: what that means, and as it is told where nobody asks for its meaning. */
export type SaidOfLog = {
	readonly remark: LogRemark | undefined;
	readonly text: string;
	/** Of the line of the file after which it was said, where that has no end yet. */
	readonly before: string;
};

/** Long enough that no file can try them all; a path has room for 4096 bytes. */
const markBits = 64;

/** `nonce`: of hexadecimal digits, new for each file that is read. */
export function logMarkOf(nonce: string): LogMark {
	const bits = [...nonce].map(digit => Number.parseInt(digit, 16).toString(2).padStart(4, '0'));
	const steps = [...bits.join('').slice(0, markBits)].map(bit => (bit === '1' ? './' : '/'));
	return `/${steps.join('')}`;
}

/** The same file, of a path from the root or from where the login begins. */
export function markedPath(path: string, mark: LogMark): string {
	return path.startsWith('/') ? mark + path : `.${mark}${path}`;
}

/** Undefined: it is a line of the file. */
export function saidOfLog(line: string, mark: LogMark): SaidOfLog | undefined {
	const markAt = line.indexOf(mark);
	const from = markAt < 0 ? -1 : line.lastIndexOf('tail: ', markAt);
	if (from < 0) {
		return undefined;
	}

	const text = line.slice(from).replace(`.${mark}`, '').replace(mark, '');
	return {remark: tailRemark(text), text, before: line.slice(0, from)};
}
