/**
 * `sprio -j 25`: what the priority of a job that waits is made of. Which parts there are is told by the head.
 *
 *               JOBID PARTITION   PRIORITY       SITE        AGE  FAIRSHARE    JOBSIZE  PARTITION        QOS
 *                  40 batch           1125          0          0       1000         25        100          0
 *                  40 gpu             1125          0          0       1000         25        100          0
 *
 * https://slurm.schedmd.com/sprio.html
 */
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, linesOf} from './lines.ts';
import {createProblemList} from './problem-list.ts';

type Parts = ReadonlyArray<readonly [name: string, value: number]>;

/** The parts of the first line under the head, those that count, the largest first; undefined where there is none. */
export function parseSprio(text: string): Parsed<Parts | undefined> {
	const problems = createProblemList('sprio');
	const [head, line] = linesOf(text);
	if (head === undefined || line === undefined) {
		return {value: undefined, problems: problems.problems};
	}

	const names = fieldsOf(head);
	const values = fieldsOf(line);
	if (names[0] !== 'JOBID' || values.length > names.length) {
		problems.add(line, 'not as its head says');
		return {value: undefined, problems: problems.problems};
	}

	const from = names.indexOf('PRIORITY') + 1;
	const parts = names.slice(from).flatMap((name, index) => {
		const value = values[from + index];
		return value !== undefined && /^-?\d{1,12}$/.test(value) && Number(value) !== 0
			? [[name, Number(value)] as const]
			: [];
	});
	return {
		value: parts.toSorted(([, one], [, other]) => other - one),
		problems: problems.problems,
	};
}
