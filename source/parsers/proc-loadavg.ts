/**
 * /proc/loadavg: tasks that ran or wanted to, averaged over 1, 5 and 15 minutes; then tasks and the last pid.
 *
 *     0.20 0.18 0.12 1/80 11206
 *
 * https://man7.org/linux/man-pages/man5/proc_loadavg.5.html (it has one line, ever)
 */
import type {LoadAverages} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, firstLineOf} from './lines.ts';
import {parseDecimal} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

export function parseProcLoadavg(text: string): Parsed<LoadAverages | undefined> {
	const problems = createProblemList('/proc/loadavg');
	const line = firstLineOf(text);
	const [load1, load5, load15] = fieldsOf(line ?? '').map(parseDecimal);
	if (load1 === undefined || load5 === undefined || load15 === undefined) {
		if (line !== undefined) {
			problems.add(line, 'not three load averages');
		}

		return {value: undefined, problems: problems.problems};
	}

	return {value: {load1, load5, load15}, problems: problems.problems};
}
