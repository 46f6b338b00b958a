import {assertNever} from '../domain/assert-never.ts';
import type {JobChange, NodeChange, Overrun} from '../domain/job-change.ts';
import {argvText} from './argv-text.ts';
import {timeWords} from './deed-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {timeText} from './time-text.ts';

/** A job that is about to be changed, raw. */
export type ChangedJob = {
	/** `4720_[1-64]` */
	readonly id: string;
	readonly name: string;
	readonly user: string;
	readonly submittedAtMs: number | undefined;
};

/** How many of what is meant are how: tasks of an array, or jobs. */
export type ChangedCounts = {
	readonly runs: number;
	readonly waits: number;
	readonly done: number;
	/** They are tasks of one array, one job, several, or tasks of several some of which are arrays. */
	readonly of: 'tasks' | 'job' | 'jobs' | 'tasksOfJobs';
};

/** `4720_[1-64]  tokenize-shards  alice  submitted 13:22:41` */
export function changedJobText({id, name, user, submittedAtMs}: ChangedJob): Safe {
	return joinSafe(
		[
			clean(id, {maxCharacters: 40}),
			clean(name, {maxCharacters: 100}),
			clean(user, {maxCharacters: 40}),
			...(submittedAtMs === undefined ? [] : [safe`submitted ${timeText(submittedAtMs)}`]),
		],
		safe`  `,
	);
}

/** `Cancel 1 job?` */
export function changeTitle(change: JobChange, count: number): Safe {
	const jobs = count === 1 ? safe`1 job` : safe`${count} jobs`;
	switch (change.kind) {
		case 'cancel':
			return safe`Cancel ${jobs}?`;
		case 'hold':
			return safe`Hold ${jobs}?`;
		case 'release':
			return safe`Release ${jobs}?`;
		case 'requeue':
		case 'requeueHold':
			return safe`Requeue ${jobs}?`;
		case 'setTimeLimit':
		case 'addTime':
			return safe`Change the time limit of ${jobs}?`;
		case 'setNice':
			return safe`Change the nice value of ${jobs}?`;
		case 'setName':
			return safe`Rename ${jobs}?`;
		case 'setComment':
			return safe`Change the comment of ${jobs}?`;
		default:
			return assertNever(change);
	}
}

/** What its key does: `cancel the job`. */
export function changeDoes({kind}: JobChange, count: number): Safe {
	const jobs = count === 1 ? safe`the job` : safe`the jobs`;
	switch (kind) {
		case 'cancel':
			return safe`cancel ${jobs}`;
		case 'hold':
			return safe`hold ${jobs}`;
		case 'release':
			return safe`release ${jobs}`;
		case 'requeue':
			return safe`requeue ${jobs}`;
		case 'requeueHold':
			return safe`requeue and hold`;
		case 'setTimeLimit':
		case 'addTime':
			return safe`change the limit`;
		case 'setNice':
			return safe`change the nice value`;
		case 'setName':
			return safe`rename ${jobs}`;
		case 'setComment':
			return safe`change the comment`;
		default:
			return assertNever(kind);
	}
}

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

/** `This runs on login:` */
export function runsText(via: string | undefined, folder?: string): Safe {
	const where = via === undefined ? safe`here` : safe`on ${clean(via, {maxCharacters: 60})}`;
	return folder === undefined || folder === ''
		? safe`This runs ${where}:`
		: safe`This runs ${where} in ${clean(folder, {maxCharacters: 200})}:`;
}

/** Which are meant: what `key` was pressed on; undefined: a command was typed. */
export function meantText(count: number, key: Safe | undefined): Safe {
	const pressed =
		key === undefined ? safe`that was under the cursor then` : safe`you pressed ${key} on`;
	return count === 1
		? safe`It is the job ${pressed}, even if the list has moved since.`
		: safe`They are the jobs ${key === undefined ? safe`that were meant then` : pressed}, even if the list has moved since.`;
}

export type NodeChangeWords = {
	readonly title: Safe;
	readonly what: readonly Safe[];
	readonly command: Safe;
	readonly does: Safe;
};

/** What is asked before nodes are drained or resumed. */
export function nodeChangeWords(
	nodes: readonly string[],
	change: NodeChange,
	argv: readonly string[],
): NodeChangeWords {
	const {length} = nodes;
	const name = length === 1 ? clean(nodes[0] ?? '', {maxCharacters: 60}) : safe`${length} nodes`;
	const [they, which] =
		length === 1 ? [safe`It takes`, safe`node`] : [safe`They take`, safe`nodes`];
	const command = argvText(argv);
	switch (change.kind) {
		case 'drain':
			return {
				title: safe`Drain ${name}?`,
				what: [
					safe`${they} no new jobs; those that run there go on to their end.`,
					safe`Everybody reads why: ${clean(change.reason, {maxCharacters: 200})}`,
				],
				...{command, does: safe`drain the ${which}`},
			};
		case 'resume':
			return {
				title: safe`Resume ${name}?`,
				what: [safe`${they} jobs again.`],
				...{command, does: safe`resume the ${which}`},
			};
		default:
			return assertNever(change);
	}
}
