import {cleanLines} from '../theme/safe.ts';

export type CleanStream = {
	readonly push: (text: string) => void;
	/** Prints what was held back, and a line end where there is none. */
	readonly end: () => void;
};

/** A character that marks and joiners may still be added to: the last one with all that belongs to it so far. */
const last =
	/(?:[^\p{M}\p{DI}\p{EMod}][\p{M}\p{DI}\p{EMod}]*\u200D)*[^\p{M}\p{DI}\p{EMod}][\p{M}\p{DI}\p{EMod}]*$/v;
const longestHeld = 64;
const longestLine = 2 ** 30;

/**
 * Makes text harmless that comes in pieces, cut anywhere, and prints it as it comes. Its last character is held back
 * until the next is there: a mark that came alone would be judged without the character that it sits on.
 */
export function openCleanStream(print: (text: string) => void): CleanStream {
	let held = '';
	let isAtStart = true;
	const show = (text: string): void => {
		if (text !== '') {
			const lines = cleanLines(text.replaceAll(/\r\n?/g, '\n'), {maxCharacters: longestLine});
			print(lines.join('\n'));
			isAtStart = text.endsWith('\n') || text.endsWith('\r');
		}
	};
	return {
		push(text) {
			const all = held + text;
			held = last.exec(all.slice(-longestHeld))?.[0] ?? '';
			show(all.slice(0, all.length - held.length));
		},
		end() {
			show(held);
			held = '';
			if (!isAtStart) {
				print('\n');
				isAtStart = true;
			}
		},
	};
}
