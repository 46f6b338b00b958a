import type {ScriptPlace, Submission} from '../domain/submission.ts';

/** What a submission is, before it has a token. */
export type Submitted = Pick<Submission, 'script' | 'options' | 'token'>;

/** What is run, and where: undefined: where a shell begins. */
export type SubmissionCommand = {
	readonly argv: readonly string[];
	readonly folder: string | undefined;
};

export function testCommand({script, options}: Submitted): SubmissionCommand {
	return commandFor(script, ['sbatch', '--test-only', ...options]);
}

/** The token stands behind the comment of the script, so that the job can be found by it. */
export function submitCommand({script, options, token}: Submitted): SubmissionCommand {
	const own = options.findLast(option => option.startsWith(commentOption));
	const comment = [own?.slice(commentOption.length) ?? '', tokenMark + token]
		.filter(part => part !== '')
		.join(' ');
	const others = options.filter(option => !option.startsWith(commentOption));
	return commandFor(script, ['sbatch', '--parsable', ...others, commentOption + comment]);
}

const commentOption = '--comment=';
const tokenMark = 'clusterdeck:';

/**
 * In the folder of the script, as one who goes there first would submit it: paths in the script, its log and
 * SLURM_SUBMIT_DIR are meant from there. `--chdir` would leave SLURM_SUBMIT_DIR at home.
 */
function commandFor(script: ScriptPlace, argv: readonly string[]): SubmissionCommand {
	if (script.kind === 'text') {
		return {argv, folder: undefined};
	}

	const path = script.path.replace(/^~\/+/, '');
	const end = path.lastIndexOf('/');
	const name = path.slice(end + 1);
	return {
		argv: [...argv, name.startsWith('-') ? `./${name}` : name],
		folder: end === -1 ? '' : end === 0 ? '/' : path.slice(0, end),
	};
}
