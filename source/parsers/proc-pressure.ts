/**
 * /proc/pressure/{cpu,io,memory}: the time in which some or all tasks stalled; total counts microseconds since boot.
 *
 *     some avg10=0.00 avg60=0.34 avg300=0.55 total=7983722
 *     full avg10=0.00 avg60=0.00 avg300=0.06 total=3772862
 *
 * https://docs.kernel.org/accounting/psi.html (two lines at most; `full` of cpu since Linux 5.13)
 */
import type {PressureTotals} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {linesOf} from './lines.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

const pattern = /^(some|full)\s.*?\btotal=(\S*)/s;

/** Undefined without a total of `some`. The averages are not used: two totals give the share of any window. */
export function parseProcPressure(
	text: string,
	source = '/proc/pressure',
): Parsed<PressureTotals | undefined> {
	const problems = createProblemList(source);
	const totals = new Map<string, number>();
	for (const line of linesOf(text)) {
		const [, share, field] = pattern.exec(line) ?? [];
		const total = parseCounter(field);
		if (share === undefined || total === undefined) {
			problems.add(line, 'not a total of stalled time');
		} else if (totals.has(share)) {
			problems.add(line, 'the same total again');
		} else {
			totals.set(share, total);
		}
	}

	const someMicroseconds = totals.get('some');
	return {
		value:
			someMicroseconds === undefined
				? undefined
				: {someMicroseconds, fullMicroseconds: totals.get('full')},
		problems: problems.problems,
	};
}
