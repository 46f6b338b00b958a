/**
 * The id of the job whose comment holds a token; undefined: there is none. Of an array or of a job of several parts the
 * first, which is the one that sbatch tells.
 *
 *     30 (null)
 *     56 my own clusterdeck:abcDEF123456
 *
 * squeue -h --me -t all -o '%F %k', https://slurm.schedmd.com/squeue.html, and the same of sacct:
 *
 *     56|my own clusterdeck:abcDEF123456
 *
 * sacct -n -X -P -o JobIDRaw,Comment, https://slurm.schedmd.com/sacct.html
 */
export function findCommentedJob(stdout: string, token: string): string | undefined {
	let id: string | undefined;
	let found: number | undefined;
	for (const line of stdout.split('\n')) {
		// A comment may hold line ends: what begins no record belongs to the one before.
		id = /^(\d{1,10})[ |]/.exec(line)?.[1] ?? id;
		if (id !== undefined && holdsToken(line, token)) {
			found = Math.min(found ?? Number(id), Number(id));
		}
	}

	return found === undefined ? undefined : String(found);
}

/** Whole: no other token begins or ends with it. */
function holdsToken(line: string, token: string): boolean {
	return line.split(/[^A-Za-z0-9]+/).includes(token);
}
