import {bytesOf, optionOf, type ProgramAnswer, refused, said} from './answer.ts';
import type {DemoJob} from './demo-job.ts';
import {endOf, nodesOf, squeueFields, startOf, type Told, timeText} from './job-fields.ts';
import {type JobSelection, selectJobs, tasksOf} from './job-selection.ts';
import type {QueueState} from './queue-state.ts';

/** A page of this length is made in some milliseconds. */
const jobsAtOnce = 200;
/** To find them. */
const lookedAtOnce = 20_000;

type Column = {readonly tell: (told: Told) => string; readonly suffix: string};

/** By their letters, as --format has them. */
const lettered: Readonly<Record<string, (told: Told) => string>> = {
	F: ({job}) => `${job.array?.id ?? job.rawId}`,
	k: ({job}) => job.comment ?? '(null)',
	S: told => timeText(startOf(told) ?? expectedStart(told), told),
	Y: ({job}) => nodesOf(job).join(',') || job.nodes.join(',') || '(null)',
};

export function squeueAnswer(
	argv: readonly string[],
	state: QueueState,
	epoch: number,
): ProgramAnswer {
	if (argv.includes('--version')) {
		return said('slurm 24.05.3\n');
	}

	const selection = selectJobs(argv, state);
	if (selection === undefined) {
		return refused('slurm_load_jobs error: Invalid job id specified');
	}

	const format = optionOf(argv, 'format', '-o');
	const columns = columnsOf(optionOf(argv, 'Format', '-O') ?? '');
	const line = (job: DemoJob): string =>
		format === undefined
			? columns.map(({tell, suffix}) => tell({job, state, epoch}) + suffix).join('')
			: format.replaceAll(
					/%(.)/g,
					(_, letter: string) => lettered[letter]?.({job, state, epoch}) ?? '',
				);
	return {stdout: pagesOf(selection, line), stderr: '', exitCode: 0};
}

/** When the first that is in its way has to be over. */
function expectedStart({job, state}: Told): number {
	const ends = [...state.running]
		.filter(({partition, gpuCount}) => partition === job.partition && gpuCount >= job.gpuCount)
		.map(one => endOf({job: one}) ?? state.second);
	return ends.length === 0 ? state.second + 1800 : Math.min(...ends);
}

/** `JobID:,Name:end` tells the number, a comma less, then the name and `end`. */
function columnsOf(format: string): readonly Column[] {
	return format.split(',').flatMap(word => {
		const at = word.indexOf(':');
		const tell = squeueFields[(at < 0 ? word : word.slice(0, at)).toLowerCase()];
		return tell === undefined ? [] : [{tell, suffix: at < 0 ? ' ' : word.slice(at + 1)}];
	});
}

function* pagesOf(
	{jobs, isListed, isSplit}: JobSelection,
	line: (job: DemoJob) => string,
): Iterable<string> {
	// Those that come meanwhile are not of this list.
	const {length} = jobs;
	for (let at = 0; at < length; ) {
		const page: DemoJob[] = [];
		const until = Math.min(length, at + lookedAtOnce);
		for (; at < until && page.length < jobsAtOnce; at += 1) {
			const job = jobs[at];
			if (job !== undefined && isListed(job)) {
				page.push(...(isSplit ? tasksOf(job) : [job]));
			}
		}

		yield bytesOf(page.map(job => `${line(job)}\n`).join(''));
	}
}
