/**
 * A command of Slurm as a person would write it, in one line: `squeue -h --me -o …`. What only a program reads, a format
 * or a mark between fields, is `…`.
 */
export function slurmWords(argv: readonly string[]): string {
	return argv
		.map((argument, index) => (isFormat(argument, argv[index - 1]) ? '…' : shortened(argument)))
		.join(' ');
}

const formats: ReadonlySet<string> = new Set(['-o', '-O', '--format', '--Format', '--delimiter']);
const longest = 60;

function isFormat(argument: string, before: string | undefined): boolean {
	return before !== undefined && formats.has(before) && !argument.startsWith('--');
}

function shortened(argument: string): string {
	const [, name] = /^(--(?:format|Format|delimiter)=|-[oO])./.exec(argument) ?? [];
	if (name !== undefined) {
		return name.endsWith('=') ? `${name}…` : `${name} …`;
	}

	const text = argument.length > longest ? `${argument.slice(0, longest)}…` : argument;
	return argument === '' || /[\s'"]/.test(argument) ? `'${text}'` : text;
}

/** Whether it calls the controller or the database; what asks only its own machine costs nobody anything. */
export function isSlurmCall([program, ...options]: readonly string[]): boolean {
	return (
		program !== undefined &&
		!options.includes('--version') &&
		!options.includes('-V') &&
		!(program === 'scontrol' && options.includes('hostnames')) &&
		slurmPrograms.test(program)
	);
}

const slurmPrograms =
	/^(?:.*\/)?(?:squeue|sinfo|sacct|sacctmgr|scontrol|scancel|sbatch|sstat|sprio|sshare|sdiag|srun)$/;
