/** What a test or a person tells a lab's cluster, as one of its users. */
import type {Argv, Ran} from './command.ts';
import type {Lab} from './lab.ts';
import {asUser, loginHost} from './slurm-cluster.ts';

export type SlurmUserName = 'alice' | 'bob' | 'carol' | 'root';

/** On the login host, without ssh. Arguments are bytes, one character each: a name of a job need not be UTF-8. */
export function runAs(lab: Lab, user: SlurmUserName, argv: Argv): Promise<Ran> {
	const own = byteArgv(argv);
	return lab.inHost(loginHost, user === 'root' ? own : asUser(user, own));
}

/** As runAs, for what must work: what it said, without the line end. Throws with what the cluster said. */
export async function mustRunAs(lab: Lab, user: SlurmUserName, argv: Argv): Promise<string> {
	const {status, stdout, stderr} = await runAs(lab, user, argv);
	if (status !== 0) {
		throw new Error(`${user}: ${argv.join(' ')}: ${stderr.trim()} (${status})`);
	}

	return stdout.trimEnd();
}

export type NewJob = {
	readonly user: SlurmUserName;
	/** Of sbatch; `--wrap` says what it does. */
	readonly options: readonly string[];
	/** A line of sh. */
	readonly wrap: string;
};

/** Its id. */
export function submitJob(lab: Lab, {user, options, wrap}: NewJob): Promise<string> {
	return mustRunAs(lab, user, ['sbatch', '--parsable', ...options, '--wrap', wrap]);
}

/** Arguments of a process are UTF-8 for Node, so printf makes their bytes. */
function byteArgv(argv: Argv): Argv {
	return argv.every(word => /^[ -~]*$/.test(word))
		? argv
		: ['sh', '-c', printedArguments, 'sh', ...argv.map(octal)];
}

/** A dot keeps line ends at the end from the shell, which would drop them. */
const printedArguments = `
left=$#
while [ "$left" -gt 0 ]; do
	word=$(printf "$1.")
	shift
	set -- "$@" "\${word%.}"
	left=$((left - 1))
done
exec "$@"
`;

const octal = (word: string) =>
	word.replace(/[^A-Za-z0-9]/g, each => `\\${each.charCodeAt(0).toString(8).padStart(3, '0')}`);
