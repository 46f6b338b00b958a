import type {ScriptFile} from '../domain/submission.ts';

const mostScripts = 500;

/**
 * Files that may be scripts for sbatch, newest first, as clients/script-files.ts has them listed: bytes, when it was
 * changed, its path.
 *
 *     1843 1795350580 ./train.sbatch
 *     412 1795340011 ./jobs/eval llm.sh
 *     @here-is-the-end
 *
 * stat -c '%s %Y %n', https://www.gnu.org/software/coreutils/stat
 */
export function parseScriptList(stdout: string, folder: string): readonly ScriptFile[] {
	return stdout
		.split('\n')
		.flatMap(line => scriptOf(line, folder) ?? [])
		.toSorted((one, other) => (other.changedAtMs ?? 0) - (one.changedAtMs ?? 0))
		.slice(0, mostScripts);
}

function scriptOf(line: string, folder: string): ScriptFile | undefined {
	const [, size, seconds, path] = /^(\d{1,15}) (\d{1,11}) \.\/(.+)$/.exec(line) ?? [];
	return path === undefined
		? undefined
		: {
				path: folder === '' ? path : `${folder.replace(/\/+$/, '')}/${path}`,
				sizeBytes: Number(size),
				changedAtMs: Number(seconds) * 1000,
			};
}
