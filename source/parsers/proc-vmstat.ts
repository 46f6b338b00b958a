/**
 * /proc/vmstat: a name and a number a line, pages and events since boot.
 *
 *     nr_shmem 6127463
 *     pswpin 12
 *     oom_kill 0
 *
 * https://man7.org/linux/man-pages/man5/proc_vmstat.5.html
 */
import type {PagingCounters} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, linesOf} from './lines.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

const wanted = new Set(['nr_shmem', 'pswpin', 'pswpout', 'pgmajfault', 'oom_kill']);

/** Undefined when none of the wanted counters is there. The other hundred and fifty lines are not shown anywhere. */
export function parseProcVmstat(text: string): Parsed<PagingCounters | undefined> {
	const problems = createProblemList('/proc/vmstat');
	const counterOf = new Map<string, number>();
	for (const line of linesOf(text)) {
		const [name = '', field] = fieldsOf(line);
		if (!wanted.has(name)) {
			continue;
		}

		const counter = parseCounter(field);
		if (counter === undefined) {
			problems.add(line, 'not a counter');
		} else if (counterOf.has(name)) {
			problems.add(line, 'the same counter again');
		} else {
			counterOf.set(name, counter);
		}
	}

	return {value: pagingOf(counterOf), problems: problems.problems};
}

function pagingOf(counterOf: ReadonlyMap<string, number>): PagingCounters | undefined {
	return counterOf.size === 0
		? undefined
		: {
				sharedPages: counterOf.get('nr_shmem'),
				swapInPages: counterOf.get('pswpin'),
				swapOutPages: counterOf.get('pswpout'),
				majorFaults: counterOf.get('pgmajfault'),
				oomKills: counterOf.get('oom_kill'),
			};
}
