/** What becomes of jobs that are about to be changed. */
import {assertNever} from '../domain/assert-never.ts';
import type {JobChange, Overrun} from '../domain/job-change.ts';
import {timeWords} from './deed-words.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

/** How many of what is meant are how: tasks of an array, or jobs. */
export type ChangedCounts = {
	readonly runs: number;
	readonly waits: number;
	readonly done: number;
	/** They are tasks of one array, one job, several, or tasks of several some of which are arrays. */
	readonly of: 'tasks' | 'job' | 'jobs' | 'tasksOfJobs';
};

/** What becomes of those that run and of those that wait. */
export function becomesText(change: JobChange, counts: ChangedCounts): Safe {
	switch (change.kind) {
		case 'cancel':
			return clauses(counts, {
				runs: one => (one ? safe`runs and stops at once` : safe`run and stop at once`),
				waits: one => (one ? safe`waits and never starts` : safe`wait and never start`),
			});
		case 'hold':
			return clauses(counts, {
				runs: one =>
					one
						? safe`runs on, and is held if it is requeued`
						: safe`run on, and are held if they are requeued`,
				waits: one =>
					one ? safe`starts only when it is released` : safe`start only when they are released`,
			});
		case 'release':
			return clauses(counts, {
				runs: one => (one ? safe`runs on` : safe`run on`),
				waits: one =>
					one ? safe`may start when its turn comes` : safe`may start when their turn comes`,
			});
		case 'requeue':
		case 'requeueHold':
			return clauses(counts, {
				runs: one =>
					one
						? safe`stops, and begins anew when its turn comes`
						: safe`stop, and begin anew when their turn comes`,
				waits: one => (one ? safe`waits already` : safe`wait already`),
				done: one =>
					one ? safe`begins anew when its turn comes` : safe`begin anew when their turn comes`,
			});
		case 'setTimeLimit':
			return safe`${subject(counts)} may run for ${timeWords(change.seconds)}, from its start.`;
		case 'addTime':
			return safe`${subject(counts)} may run for ${timeWords(Math.abs(change.seconds))} ${change.seconds < 0 ? safe`less` : safe`more`} than until now.`;
		case 'setNice':
			return safe`Its nice value becomes ${change.nice}: the higher, the later it starts.`;
		case 'setName':
			return safe`Its name becomes ${clean(change.name, {maxCharacters: 200})}`;
		case 'setComment':
			return safe`Its comment becomes ${clean(change.comment, {maxCharacters: 200})}`;
		default:
			return assertNever(change);
	}
}

type Clause = (isOne: boolean) => Safe;
type Clauses = {readonly runs: Clause; readonly waits: Clause; readonly done?: Clause};

/** `2 tasks run and stop at once; 21 wait and never start; 41 are done.`; with other jobs `They are 65 tasks: 2 run …` */
function clauses(counts: ChangedCounts, words: Clauses): Safe {
	const {runs, waits, done} = counts;
	const ended = words.done ?? (one => (one ? safe`is done` : safe`are done`));
	const told = [
		...(runs === 0 ? [] : [{count: runs, words: words.runs(runs === 1)}]),
		...(waits === 0 ? [] : [{count: waits, words: words.waits(waits === 1)}]),
		...(done === 0 ? [] : [{count: done, words: ended(done === 1)}]),
	];
	if (counts.of === 'job') {
		return safe`It ${joinSafe(
			told.map(({words: what}) => what),
			safe`, `,
		)}.`;
	}

	if (counts.of === 'tasksOfJobs') {
		const parts = told.map(({count, words: what}) => safe`${count} ${what}`);
		return safe`They are ${runs + waits + done} tasks: ${joinSafe(parts, safe`; `)}.`;
	}

	const noun = counts.of === 'tasks' ? 'task' : 'job';
	const parts = told.map(({count, words: what}, index) =>
		index > 0
			? safe`${count} ${what}`
			: safe`${count} ${clean(count === 1 ? noun : `${noun}s`)} ${what}`,
	);
	return safe`${joinSafe(parts, safe`; `)}.`;
}

function subject({of}: ChangedCounts): Safe {
	return of === 'job' ? safe`It` : of === 'tasks' ? safe`Each task` : safe`Each of them`;
}

/** `It has run for 6 m already: it is stopped at once.` */
export function overrunText({count, of, elapsedSeconds}: Overrun, counts: ChangedCounts): Safe {
	const time = timeWords(elapsedSeconds);
	if (counts.of === 'job') {
		return safe`It has run for ${time} already: it is stopped at once.`;
	}

	if (of === 1) {
		return safe`The one that runs has run for ${time} already: it is stopped at once.`;
	}

	return count === 1
		? safe`One of the ${of} that run has run for ${time} already: it is stopped at once.`
		: safe`${count} of the ${of} that run have run for as much already, up to ${time}: they are stopped at once.`;
}
