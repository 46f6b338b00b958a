import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {findCommentedJob} from '../parsers/job-comments.ts';
import {wait} from '../transport/wait.ts';
import type {AskSlurm} from './slurm-command.ts';

export type Lookup = {
	readonly ask: AskSlurm;
	readonly clock: Clock;
	readonly token: string;
	readonly signal: AbortSignal;
};

export type LookedUp =
	| {readonly kind: 'found'; readonly id: string}
	| {readonly kind: 'absent'}
	/** The cluster cannot be asked. */
	| {readonly kind: 'unknown'; readonly failure: Failure};

const limitMs = 12_000;
const maxBytes = 4_194_304;
const pauseMs = 3000;
/** A little more than a request may be on its way, and as much as a controller that is busy takes to make a job of it. */
export const settledAfterMs = 14_000;
const mostFailures = 3;

/**
 * Whether there is a job with this token. `settled`: asked again until nothing that was sent before can still become
 * one; `now`: what was sent is so long ago that twice is enough. Jobs that ended soon are of the database.
 */
export async function lookUp(lookup: Lookup, until: 'now' | 'settled'): Promise<LookedUp> {
	const {clock, signal} = lookup;
	const conclusiveAtMs = clock.monotonicMs() + (until === 'settled' ? settledAfterMs : pauseMs);
	let failures = 0;
	for (;;) {
		const isConclusive = clock.monotonicMs() >= conclusiveAtMs;
		const looked = await lookOnce(lookup, isConclusive);
		failures = looked.kind === 'unknown' ? failures + 1 : 0;
		const isOver =
			looked.kind === 'unknown'
				? failures >= mostFailures
				: looked.kind === 'found' || isConclusive;
		if (isOver || signal.aborted || !(await wait(pauseMs, clock, signal))) {
			return looked.kind === 'absent' && !isConclusive
				? {kind: 'unknown', failure: {kind: 'cancelled', where: 'squeue'}}
				: looked;
		}
	}
}

/** A job that ended is in the queue for some minutes more; the database is asked once, before it is given up. */
async function lookOnce(lookup: Lookup, isLast: boolean): Promise<LookedUp> {
	const queued = await askFor(lookup, [
		'squeue',
		'--local',
		'-h',
		'--me',
		'-t',
		'all',
		'-o',
		'%F %k',
	]);
	if (queued.kind !== 'absent' || !isLast) {
		return queued;
	}

	// Without a database, or where comments are not kept there, the queue has the say.
	const kept = await askFor(lookup, [
		...['sacct', '-n', '-X', '-P', '-S', 'now-1hour', '-o', 'JobIDRaw,Comment'],
	]);
	return kept.kind === 'found' ? kept : queued;
}

async function askFor({ask, token, signal}: Lookup, argv: readonly string[]): Promise<LookedUp> {
	const answer = await ask({argv, limitMs, maxBytes}, signal);
	if (!answer.ok) {
		return {kind: 'unknown', failure: answer.failure};
	}

	const {stdout, stderr, exitCode} = answer.value;
	if (exitCode !== 0) {
		const exited = {kind: 'exited', where: argv[0] ?? '', exitCode, signal: undefined} as const;
		return {kind: 'unknown', failure: {...exited, stderr}};
	}

	const id = findCommentedJob(stdout, token);
	return id === undefined ? {kind: 'absent'} : {kind: 'found', id};
}
