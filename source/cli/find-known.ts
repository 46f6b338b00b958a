import type {Job} from '../domain/job.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {settledWithin} from '../transport/settled-within.ts';
import {findJobs, foundIn, type FoundJob} from './find-jobs.ts';
import type {AskedCluster} from './open-cluster.ts';
import type {Surroundings} from './surroundings.ts';

/** So far back the database is asked for what the queue has forgotten. */
const finishedDays = 7;
const dayMs = 86_400_000;
/** The queue has told what it knows by then; a database that hangs is not waited for. */
const patienceMs = 5000;

export type KnownJob = FoundJob & {
	/** False: only the database knows of it. */
	readonly isQueued: boolean;
};

/**
 * A job of the queue, or of those of ours that ended in the last days where there is a database. The queue forgets each
 * task of an array minutes after its end: all of an array is what both know of it.
 */
export async function findKnown(
	id: string,
	cluster: AskedCluster,
	world: Surroundings,
): Promise<Result<KnownJob | undefined>> {
	const listed = await findJobs([id], cluster.client, world.signal);
	if (!listed.ok) {
		return listed;
	}

	const queued = listed.value[0]?.found;
	if (queued !== undefined && !isWholeArray(queued)) {
		return succeeded({...queued, isQueued: true});
	}

	const ended = await listEnded(cluster, world);
	if (queued === undefined) {
		const known = foundIn(id, ended);
		return succeeded(known && {...known, isQueued: false});
	}

	const [first] = queued.records;
	const isNew = (job: Job): boolean =>
		job.array?.id === first.array?.id &&
		job.user === first.user &&
		queued.records.every(record => record.id !== job.id);
	const records = [...queued.records, ...ended.filter(isNew)] as const;
	return succeeded({...queued, records: [first, ...records.slice(1)], isQueued: true});
}

function isWholeArray({ref, records: [first]}: FoundJob): boolean {
	return first.array !== undefined && ref.id === first.array.id;
}

/** None where there is no database, or none that answers in time: there is nothing more to know then. */
async function listEnded(
	{client}: AskedCluster,
	{signal, clock, storeClock}: Surroundings,
): Promise<readonly Job[]> {
	let ended: readonly Job[] = [];
	const sinceMs = storeClock.wallMs() - finishedDays * dayMs;
	const listing = client.listFinished(sinceMs, signal).then(told => {
		ended = told.ok ? told.value : [];
	});
	await settledWithin(listing, patienceMs, clock);
	return ended;
}
