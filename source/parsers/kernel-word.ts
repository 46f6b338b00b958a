/**
 * /proc/sys/kernel/osrelease and its neighbours hostname and arch: one word.
 *
 *     6.1.0-44-amd64
 *
 * https://docs.kernel.org/admin-guide/sysctl/kernel.html (each has one line, ever)
 */
import type {Parsed} from '../domain/parsed.ts';
import {firstLineOf} from './lines.ts';
import {createProblemList} from './problem-list.ts';

/** UTS_LEN of the kernel bounds these words to 64 bytes. */
const longestWord = 64;

/** The word, undefined for an empty file; `(none)` is what the kernel writes before a host name is set. */
export function parseKernelWord(text: string, source: string): Parsed<string | undefined> {
	const problems = createProblemList(source);
	const line = firstLineOf(text);
	if (line === undefined || line === '(none)') {
		return {value: undefined, problems: problems.problems};
	}

	if (line.length > longestWord || /[\s\p{Cc}]/u.test(line)) {
		problems.add(line, 'not one word of at most 64 characters');
		return {value: undefined, problems: problems.problems};
	}

	return {value: line, problems: problems.problems};
}
