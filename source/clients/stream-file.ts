import {failed, type Result, succeeded} from '../domain/result.ts';
import type {AskSlurm} from './slurm-command.ts';

export type StreamedFile = {
	/** As bytes, one character each; without a line end. */
	readonly path: string;
	/** For reading. */
	readonly text: string;
	/** It goes on until it is stopped, and begins with the last lines; a file that is not there yet is waited for. */
	readonly isFollowed: boolean;
	/** As it comes, as bytes. */
	readonly onBytes: (bytes: string) => void;
};

/** Scripts of one line, whose path comes by their stdin. */
const readScript = 'IFS= read -r path; exec cat -- "$path"';
const followScript = 'IFS= read -r path; exec tail -n 1000 -F -- "$path" 2>/dev/null';
const lookScript = 'IFS= read -r path; [ -e "$path" ]';

/** What timers of Node hold at most: 24 days. */
const longestMs = 2_147_483_647;
const lookLimitMs = 10_000;

/** A file of the login node, byte by byte. Failures: those of `AskSlurm`, `missing`, `denied`, `exited`. */
export async function streamFile(
	ask: AskSlurm,
	{path, text, isFollowed, onBytes}: StreamedFile,
	signal: AbortSignal,
): Promise<Result<undefined>> {
	const answer = await ask(
		{
			argv: ['sh', '-c', isFollowed ? followScript : readScript],
			...{input: `${path}\n`, limitMs: longestMs, maxBytes: Number.MAX_SAFE_INTEGER},
			onOutput: onBytes,
		},
		signal,
	);
	if (!answer.ok) {
		return answer;
	}

	const {exitCode, stderr} = answer.value;
	if (exitCode === 0) {
		return succeeded(undefined);
	}

	if (/No such file/i.test(stderr)) {
		return failed({kind: 'missing', where: text});
	}

	return /Permission denied/i.test(stderr)
		? failed({kind: 'denied', where: text, reason: 'it may not be read'})
		: failed({kind: 'exited', where: text, exitCode, signal: undefined, stderr});
}

/** Undefined where that cannot be told. */
export async function isFileThere(
	ask: AskSlurm,
	path: string,
	signal: AbortSignal,
): Promise<boolean | undefined> {
	const limits = {limitMs: lookLimitMs, maxBytes: 65_536};
	const answer = await ask({argv: ['sh', '-c', lookScript], input: `${path}\n`, ...limits}, signal);
	return answer.ok ? answer.value.exitCode === 0 : undefined;
}
