/** Options of sbatch as its manual has them: https://slurm.schedmd.com/sbatch.html#SECTION_OPTIONS */

/** By the letter that stands for it. */
export const longNames: ReadonlyMap<string, string> = new Map([
	...pairs('A account  B extra-node-info  C constraint  D chdir  F nodefile  G gpus  H hold'),
	...pairs('J job-name  L licenses  M clusters  N nodes  O overcommit  Q quiet  S core-spec'),
	...pairs('W wait  a array  b begin  c cpus-per-task  d dependency  e error  i input'),
	...pairs('k no-kill  m distribution  n ntasks  o output  p partition  q qos  s oversubscribe'),
	...pairs('t time  v verbose  w nodelist  x exclude'),
]);

/** They say all by their name. */
export const flagsOfSbatch: ReadonlySet<string> = new Set([
	...['contiguous', 'hold', 'ignore-pbs', 'no-requeue', 'overcommit', 'parsable', 'quiet'],
	...['reboot', 'requeue', 'spread-job', 'test-only', 'use-min-nodes', 'verbose', 'wait'],
	...['oversubscribe', 'disable-stdout-job-summary'],
]);

/** A value may stand behind `=`, and never in the next word. */
export const optionalValues: ReadonlySet<string> = new Set([
	...['exclusive', 'get-user-env', 'nice', 'no-kill', 'propagate'],
]);

function pairs(text: string): ReadonlyArray<readonly [string, string]> {
	return [...text.matchAll(/(\S) (\S+)/g)].map(([, letter = '', name = '']) => [letter, name]);
}
