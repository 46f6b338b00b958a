import {failed, type Result, succeeded} from '../domain/result.ts';
import type {ScriptFile, ScriptText} from '../domain/submission.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {parseSbatchHeader} from '../parsers/sbatch-header.ts';
import {parseScriptList} from '../parsers/script-list.ts';
import type {AskSlurm, SlurmAnswer} from './slurm-command.ts';

const listLimitMs = 15_000;
const mostListBytes = 262_144;
const readLimitMs = 10_000;
/** More than slurmctld takes: max_script_size is 4 MiB. */
const mostScriptBytes = 4_194_304;

/**
 * Scripts of a folder and of those in it, by their first line and by their options. Hidden folders, large files and
 * whatever hangs are left out; it is read by sh from its stdin, and told the folder by where it runs.
 */
const listScript = `{
find . -maxdepth 2 -name '.?*' -prune -o -type f -size -200 -exec grep -l '^#SBATCH' /dev/null {} + 2>/dev/null |
head -n 500 | while IFS= read -r file; do
	IFS= read -r first <"$file" || continue
	case $first in
	'#!'*) stat -c '%s %Y %n' -- "$file" ;;
	esac
done 2>/dev/null
exit
}
`;

/** What the command log calls it is its argument, which it reads not. */
const listArgv = ['sh', '-s', '--', 'scripts'];

/** `folder` is absolute, or relative to the home directory. Failures: those of `AskSlurm`, `missing`. */
export async function listScripts(
	ask: AskSlurm,
	folder: string,
	signal: AbortSignal,
): Promise<Result<readonly ScriptFile[]>> {
	const limits = {limitMs: listLimitMs, maxBytes: mostListBytes};
	const answer = await ask({argv: listArgv, input: listScript, folder, ...limits}, signal);
	if (!answer.ok) {
		return answer;
	}

	const {exitCode, stdout} = answer.value;
	return exitCode === 0
		? succeeded(parseScriptList(decodeBytes(stdout), folder))
		: notRead(answer.value, folder);
}

/** The text of a script. Failures: those of `AskSlurm`, `missing`, `denied`, `tooLarge`, `exited`. */
export async function readScriptFile(
	ask: AskSlurm,
	path: string,
	signal: AbortSignal,
): Promise<Result<ScriptText>> {
	const limits = {limitMs: readLimitMs, maxBytes: mostScriptBytes};
	const file = path.replace(/^~\/+/, '');
	const argv = ['cat', '--', file.startsWith('/') ? file : `./${file}`];
	const answer = await ask({argv, folder: '', ...limits}, signal);
	if (!answer.ok) {
		return answer;
	}

	const {exitCode, stdout} = answer.value;
	if (exitCode !== 0) {
		return notRead(answer.value, path);
	}

	const text = decodeBytes(stdout);
	return succeeded({text, options: parseSbatchHeader(text)});
}

function notRead({exitCode, stderr}: SlurmAnswer, where: string): Result<never> {
	if (/No such file|no folder/i.test(stderr)) {
		return failed({kind: 'missing', where});
	}

	if (/Permission denied/i.test(stderr)) {
		return failed({kind: 'denied', where, reason: 'it may not be read'});
	}

	const words = stderr.replace(/^[^:]*: /, '');
	return failed({kind: 'exited', where, exitCode, signal: undefined, stderr: words});
}
