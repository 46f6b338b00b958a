import type {Failure} from '../domain/failure.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell, Shell, UntilDrained} from '../domain/shell.ts';
import type {AskSlurm} from './slurm-command.ts';
import {
	noFileCode,
	noFileReason,
	onlyFile,
	preamble,
	readyLine,
	untilWeAreGone,
} from './tool-scripts.ts';

export type StreamedFile = {
	/** As bytes, one character each; without a line end. */
	readonly path: string;
	/** For reading. */
	readonly text: string;
	/** As it comes, as bytes. */
	readonly onBytes: (bytes: string) => void;
	/** Of whom it is told; so what waits is the program that reads the file. */
	readonly untilDrained?: UntilDrained | undefined;
};

/** Scripts of one line, whose path comes by their stdin. */
const readScript = `IFS= read -r path; ${onlyFile}; exec cat -- "$path"`;
const lookScript = 'IFS= read -r path; [ -e "$path" ]';

/** What timers of Node hold at most: 24 days. */
const longestMs = 2_147_483_647;
/** A file may be of any size, and what prints it is not always as quick as what reads it. */
export const mostStreamedBytes = 1_073_741_824;
const lookLimitMs = 10_000;

/** A file of the login node, byte by byte. Failures: those of `AskSlurm`, `missing`, `denied`, `exited`, `rejected` where it is no file, `tooLarge`
 * beyond a gibibyte. */
export async function streamFile(
	ask: AskSlurm,
	{path, text, onBytes, untilDrained}: StreamedFile,
	signal: AbortSignal,
): Promise<Result<undefined>> {
	const answer = await ask(
		{
			argv: ['sh', '-c', readScript],
			...{input: `${path}\n`, limitMs: longestMs, maxBytes: mostStreamedBytes},
			onOutput: onBytes,
			untilDrained,
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

	if (exitCode === noFileCode) {
		return failed({kind: 'rejected', where: text, reason: noFileReason(path)});
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

const followScript = `${preamble}{
echo ${readyLine}
IFS= read -r path
${untilWeAreGone(`{ ${onlyFile}
exec tail -n 1000 -F -- "$path" 2>/dev/null
}`)}}
`;

/**
 * The last lines of a file of the login node, and then what comes, byte by byte, until it is stopped. One that is not
 * there yet is waited for. Resolves to why it ended: `cancelled`, what became of the shell, `rejected` where it is no file, or `exited`.
 */
export async function followFile(
	openShell: OpenShell,
	file: StreamedFile,
	signal: AbortSignal,
): Promise<Result<never>> {
	const shell = await openShell(signal);
	return shell.ok ? following(shell.value, file, signal) : shell;
}

function following(
	shell: Shell,
	{path, text, onBytes, untilDrained}: StreamedFile,
	signal: AbortSignal,
): Promise<Result<never>> {
	return new Promise(resolve => {
		const end = (result: Result<never>): void => {
			signal.removeEventListener('abort', onAbort);
			shell.close();
			resolve(result);
		};
		const onAbort = (): void => end(failed({kind: 'cancelled', where: text}));
		const failureOf = (exitCode: number | undefined): Failure =>
			exitCode === noFileCode
				? {kind: 'rejected', where: text, reason: noFileReason(path)}
				: {kind: 'exited', where: 'tail', exitCode, signal: undefined, stderr: ''};
		signal.addEventListener('abort', onAbort, {once: true});
		let noise: string | undefined = '';
		shell.listen({
			onOutput(bytes) {
				if (noise === undefined) {
					onBytes(bytes);
					return;
				}

				// What is before it is somebody else's: a daemon that writes to every session.
				noise += bytes;
				if (`\n${noise}`.includes(`\n${readyLine}\n`)) {
					noise = undefined;
					shell.write(`${path}\n`);
				}
			},
			untilDrained,
			onEnd(ended) {
				end(failed(ended.reason === 'lost' ? ended.failure : failureOf(ended.exitCode)));
			},
		});
		shell.write(followScript);
		if (signal.aborted) {
			onAbort();
		}
	});
}
