import type {SlurmClient} from '../clients/slurm-client.ts';
import {isJobId} from '../domain/grammar.ts';
import type {Job, JobRef} from '../domain/job.ts';
import {quoted} from '../domain/printable.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {arrayRef} from '../rules/fold-arrays.ts';
import {recordsOf} from '../rules/job-identity.ts';
import {arrayIdText} from '../store/job-facts.ts';
import type {UsageProblem} from './parse-arguments.ts';

/** What was named: a job, all of an array, or one of its tasks. */
export type FoundJob = {
	/** As it was written. */
	readonly id: string;
	readonly ref: JobRef;
	/** Of the controller; more than one of an array. */
	readonly records: readonly [Job, ...Job[]];
};

/** One a job that was named: undefined where the cluster has none. */
export type FoundJobs = ReadonlyArray<{
	readonly id: string;
	readonly found: FoundJob | undefined;
}>;

/** What is no id reaches no command. */
export function jobIdProblem(ids: readonly string[]): UsageProblem | undefined {
	const wrong = ids.find(id => !isJobId(id));
	return wrong === undefined
		? undefined
		: {
				usage: `${quoted(wrong)} is no id of a job: those are as 4711, 4720 for all of an array and 4720_3 for one of its tasks. clusterdeck jobs ls lists yours.`,
			};
}

/** The jobs of these ids, as they are now. Failures: those of `listJobs`. */
export async function findJobs(
	ids: readonly string[],
	client: Pick<SlurmClient, 'listJobs'>,
	signal: AbortSignal,
): Promise<Result<FoundJobs>> {
	const unique = [...new Set(ids)];
	const listed = await client.listJobs({kind: 'ids', ids: unique.map(withoutRange)}, signal);
	return listed.ok ? succeeded(unique.map(id => ({id, found: foundIn(id, listed.value)}))) : listed;
}

function withoutRange(id: string): string {
	return id.replace(/_\[.*\]$/, '');
}

/** A range is only understood as the list shows it: all that there is of the array. */
export function foundIn(id: string, jobs: readonly Job[]): FoundJob | undefined {
	const base = withoutRange(id);
	const exact = jobs.find(job => job.id === id || (job.rawId === id && job.array?.id !== id));
	const owner = exact?.user ?? jobs.find(job => job.array?.id === base.split('_')[0])?.user;
	if (exact !== undefined && (exact.array === undefined || /^\d+$/.test(exact.array.task))) {
		const {user, submittedAtMs} = exact;
		return {id, ref: {id: exact.id, user, submittedAtMs}, records: [exact]};
	}

	const wanted = {id: base, user: owner ?? '', submittedAtMs: undefined};
	const [first, ...others] = recordsOf(wanted, jobs);
	if (first === undefined) {
		return undefined;
	}

	const records = [first, ...others] as const;
	if (base !== id && arrayIdText(base, records) !== id) {
		return undefined;
	}

	const ref = base.includes('_')
		? {id: base, user: first.user, submittedAtMs: first.submittedAtMs}
		: arrayRef(base, records);
	return {id, ref, records: [...records]};
}

/** What to say of one that is not there. */
export function goneText(id: string, cluster: string): string {
	return /\[/.test(id)
		? `${cluster} has no job ${id}: name all of an array by its id, ${withoutRange(id)}, or its tasks one by one.`
		: `${cluster} has no job ${id} in its queue: it ended some time ago, or never was. clusterdeck jobs ls lists yours.`;
}
