/**
 * /proc/uptime: seconds since boot with the time asleep, then the idle seconds of all cores together.
 *
 *     350735.47 234388.90
 *
 * https://man7.org/linux/man-pages/man5/proc_uptime.5.html (it has one line, ever)
 */
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, firstLineOf} from './lines.ts';
import {parseDecimal} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

/** Seconds since boot. */
export function parseProcUptime(text: string): Parsed<number | undefined> {
	const problems = createProblemList('/proc/uptime');
	const line = firstLineOf(text);
	const value = parseDecimal(fieldsOf(line ?? '')[0]);
	if (line !== undefined && value === undefined) {
		problems.add(line, 'not the seconds since boot');
	}

	return {value, problems: problems.problems};
}
