import {assertNever} from '../domain/assert-never.ts';
import {isJobId} from '../domain/grammar.ts';
import type {JobRef} from '../domain/job.ts';
import type {JobChange, NodeChange} from '../domain/job-change.ts';

/** One command, and whom it is about. */
export type ChangeCommand = {readonly argv: readonly string[]; readonly jobs: readonly JobRef[]};

/** An argument list stays far below what any kernel takes, and a controller is not kept by one request for long. */
const mostIds = 50;

/**
 * The commands that change these jobs, in as few as are safe: scancel is told whose they are, so that an id that is
 * another user's by now is not meant, and scontrol counts a limit up for one job at a time only (`Invalid job ID 11,12`).
 * All of an array is its id, which splits no records.
 *
 * https://slurm.schedmd.com/scancel.html https://slurm.schedmd.com/scontrol.html
 */
export function changeCommands(
	change: JobChange,
	jobs: readonly JobRef[],
): readonly ChangeCommand[] {
	const groups =
		change.kind === 'cancel'
			? [...Map.groupBy(jobs, ({user}) => user).values()]
			: change.kind === 'addTime'
				? jobs.map(job => [job])
				: [jobs];
	return groups.flatMap(group => inChunks(group)).map(chunk => commandFor(change, chunk));
}

function inChunks(jobs: readonly JobRef[]): ReadonlyArray<readonly JobRef[]> {
	const count = Math.ceil(jobs.length / mostIds);
	return Array.from({length: count}, (_, index) =>
		jobs.slice(index * mostIds, (index + 1) * mostIds),
	);
}

function commandFor(change: JobChange, jobs: readonly JobRef[]): ChangeCommand {
	const ids = jobs.map(({id}) => id);
	if (change.kind === 'cancel') {
		return {argv: ['scancel', `--user=${jobs[0]?.user ?? ''}`, ...ids], jobs};
	}

	return {argv: ['scontrol', ...scontrolWords(change, ids.join(','))], jobs};
}

function scontrolWords(
	change: Exclude<JobChange, {kind: 'cancel'}>,
	ids: string,
): readonly string[] {
	switch (change.kind) {
		case 'hold':
		case 'release':
		case 'requeue':
			return [change.kind, ids];
		case 'requeueHold':
			return ['requeuehold', ids];
		case 'setTimeLimit':
			return updating(ids, 'TimeLimit', limitText(change.seconds));
		case 'addTime':
			return updating(
				ids,
				'TimeLimit',
				`${change.seconds < 0 ? '-' : '+'}${limitText(Math.abs(change.seconds))}`,
			);
		case 'setNice':
			return updating(ids, 'Nice', String(change.nice));
		case 'setName':
			return updating(ids, 'JobName', change.name);
		case 'setComment':
			return updating(ids, 'Comment', change.comment);
		default:
			return assertNever(change);
	}
}

function updating(ids: string, key: string, value: string): readonly string[] {
	return ['update', `JobId=${ids}`, `${key}=${value}`];
}

/** Minutes, as Slurm counts; with seconds `1-02:03:04`. */
function limitText(seconds: number): string {
	if (seconds % 60 === 0) {
		return String(seconds / 60);
	}

	const two = (count: number): string => String(Math.floor(count)).padStart(2, '0');
	const clock = `${two((seconds % 86_400) / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
	return `${Math.floor(seconds / 86_400)}-${clock}`;
}

/** The jobs that a command changes, as it names them. */
export function namedIds(argv: readonly string[]): readonly string[] {
	return argv
		.slice(1)
		.flatMap(word => word.replace(/^JobId=/, '').split(','))
		.filter(isJobId);
}

/** What a command does, whomever it is about: the same for all commands of one change. */
export function changeWords(argv: readonly string[]): string {
	const isAbout = (word: string): boolean =>
		word.startsWith('--user=') ||
		word
			.replace(/^JobId=/, '')
			.split(',')
			.every(isJobId);
	return argv.filter(word => !isAbout(word)).join(' ');
}

export function nodeChangeArgv(nodes: readonly string[], change: NodeChange): readonly string[] {
	const words = ['scontrol', 'update', `NodeName=${nodes.join(',')}`];
	switch (change.kind) {
		case 'drain':
			return [...words, 'State=DRAIN', `Reason=${change.reason}`];
		case 'resume':
			return [...words, 'State=RESUME'];
		default:
			return assertNever(change);
	}
}
