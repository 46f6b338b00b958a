import {linesOf} from './lines.ts';

/** What a command said of jobs that it did not change. Words are the cluster's own, raw. */
export type SlurmRefusals = {
	/** By what it named them: `6`, `5_1`, `10_1-5` for tasks of an array. */
	readonly byId: ReadonlyMap<string, string>;
	/** What it said of none by its id; undefined: nothing. */
	readonly others: string | undefined;
};

/**
 * stderr of `scancel 5_9999 6`, `scontrol hold 6,4`, `scontrol update JobId=11,5_5 Nice=-20`:
 *
 *     scancel: error: Kill job error on job id 6: Access/permission denied
 *     Invalid user id for job 6
 *     5_5: Access/permission denied
 *     slurm_suspend error: Invalid user id
 *
 * https://slurm.schedmd.com/scancel.html https://slurm.schedmd.com/scontrol.html
 */
export function parseSlurmRefusals(stderr: string): SlurmRefusals {
	const byId = new Map<string, string>();
	const others: string[] = [];
	for (const line of linesOf(stderr)) {
		const told = refusalOf(line);
		if (told !== undefined) {
			byId.set(told.id, byId.get(told.id) ?? told.words);
		} else {
			others.push(wordsOf(line));
		}
	}

	return {byId, others: others.length === 0 ? undefined : others.join(' ')};
}

const forms: readonly RegExp[] = [
	/^scancel: error: Kill job error on job id (?<id>\d[\d_+]*): (?<words>.+)$/,
	/^(?<words>.+) for job (?<id>\d[\d_+]*)$/,
	/^(?<id>\d+_[\d,:-]+): (?<words>.+)$/,
];

function refusalOf(line: string): {readonly id: string; readonly words: string} | undefined {
	for (const form of forms) {
		const {id, words} = form.exec(line)?.groups ?? {};
		if (id !== undefined && words !== undefined) {
			return {id, words};
		}
	}

	return undefined;
}

/** Without the name of who says it: `sbatch: error: `, `slurm_update error: `. */
export function wordsOf(line: string): string {
	return line
		.trim()
		.replace(/^(?:[\w-]+: (?:error|fatal): |slurm_\w+ error: |slurm_\w+: )/, '')
		.trim();
}
