import {assertNever} from '../domain/assert-never.ts';
import type {JobChange} from '../domain/job-change.ts';
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
