import type {Clock} from '../domain/clock.ts';
import type {CommandRun, OnCommand} from '../domain/command-run.ts';
import type {ReadFile} from '../domain/files.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell, Shell} from '../domain/shell.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {type DfRow, parseDf} from '../parsers/df.ts';
import {type SelectedMount, selectMounts} from '../parsers/mount-selection.ts';
import {parseProcMounts} from '../parsers/proc-mounts.ts';
import {settledWithin} from '../transport/settled-within.ts';

export type DfParts = {
	readonly openShell: OpenShell;
	readonly readFile: ReadFile;
	readonly clock: Clock;
	/** As failures name the node. */
	readonly where: string;
	/** For each of the two: what cannot hang, then everything. */
	readonly deadlineMs: number;
	readonly onCommand?: OnCommand | undefined;
};

const mountFile = '/proc/self/mounts';
const mostBytes = 1_048_576;
/** busybox knows no -l; there the second one tells all. */
export const localDfScript = 'LC_ALL=C exec df -kPl\n';
export const fullDfScript = 'LC_ALL=C exec df -kP\n';

/**
 * Sizes of filesystems where there is no statfs over the connection. A df that hangs on a mount is left alone and not
 * started again before it has ended: until then its mounts are silent, and those that cannot hang are still measured.
 */
export function createDfFilesystems(parts: DfParts): Pick<NodeProbe, 'readFilesystems' | 'close'> {
	const {clock, deadlineMs, where} = parts;
	const closing = new AbortController();
	let hanging: Run | undefined;

	async function runWithin({command, script}: Df): Promise<Result<Run>> {
		const shell = await parts.openShell(closing.signal);
		if (!shell.ok) {
			return shell;
		}

		const run = startRun(closedWith(closing.signal, shell.value), script, clock.monotonicMs());
		await settledWithin(run.over, deadlineMs, clock);
		parts.onCommand?.(commandRun(command, run, {clock, deadlineMs}));
		return succeeded(run);
	}

	async function runFully(): Promise<Result<Run>> {
		if (hanging !== undefined && hanging.rows() === undefined) {
			return succeeded(hanging);
		}

		const run = await runWithin({command: 'df -kP', script: fullDfScript});
		hanging = run.ok ? run.value : undefined;
		return run;
	}

	async function measure(mounts: readonly SelectedMount[]): Promise<Result<Measured>> {
		const local = await runWithin({command: 'df -kPl', script: localDfScript});
		if (!local.ok) {
			return local;
		}

		const localRows = local.value.rows() ?? [];
		local.value.close();
		if (localRows.length > 0 && mounts.every(({isLocal}) => isLocal)) {
			return succeeded({rows: localRows, waitedMs: 0, isWhole: true});
		}

		const full = await runFully();
		if (!full.ok) {
			return full;
		}

		const rows = full.value.rows();
		const waitedMs = clock.monotonicMs() - full.value.startedAtMs;
		return rows === undefined && localRows.length === 0
			? failed({kind: 'timedOut', where: `df on ${where}`, afterMs: waitedMs})
			: succeeded({rows: rows ?? localRows, waitedMs, isWhole: rows !== undefined});
	}

	return {
		async readFilesystems(signal) {
			const text = await parts.readFile(mountFile, mostBytes);
			if (!text.ok) {
				return text;
			}

			const mounts = selectMounts(parseProcMounts(text.value).value);
			const measured = await measure(mounts);
			if (signal.aborted) {
				return failed({kind: 'cancelled', where});
			}

			return measured.ok
				? succeeded(mounts.flatMap(mount => filesystemOf(mount, measured.value) ?? []))
				: measured;
		},
		close() {
			closing.abort();
		},
	};
}

/** One that hangs is told of as it is now; nobody hears of its end. */
function commandRun(
	command: string,
	{startedAtMs, rows, exitCode}: Run,
	{clock, deadlineMs}: Pick<DfParts, 'clock' | 'deadlineMs'>,
): CommandRun {
	return rows() === undefined
		? {
				...{command, tookMs: undefined},
				result: {kind: 'failed', failure: {kind: 'timedOut', where: command, afterMs: deadlineMs}},
			}
		: {
				...{command, tookMs: clock.monotonicMs() - startedAtMs},
				result: {kind: 'exited', exitCode: exitCode()},
			};
}

type Df = {readonly command: string; readonly script: string};

type Run = {
	readonly startedAtMs: number;
	readonly over: Promise<void>;
	/** Undefined while it runs. */
	readonly rows: () => readonly DfRow[] | undefined;
	/** Undefined while it runs, and where nobody said. */
	readonly exitCode: () => number | undefined;
	readonly close: () => void;
};

/** Ends with the connection at the latest; a shell that has ended does not wait for that. */
function closedWith(signal: AbortSignal, shell: Shell): Shell {
	const close = (): void => {
		signal.removeEventListener('abort', close);
		shell.close();
	};
	signal.addEventListener('abort', close);
	return {...shell, close};
}

function startRun(shell: Shell, script: string, startedAtMs: number): Run {
	const pieces: string[] = [];
	let length = 0;
	let rows: readonly DfRow[] | undefined;
	let exitCode: number | undefined;
	const over = new Promise<void>(resolve => {
		const finish = (): void => {
			shell.close();
			rows = parseDf(decodeBytes(pieces.join(''))).value;
			resolve();
		};
		shell.listen({
			onOutput(bytes) {
				length += bytes.length;
				if (length <= mostBytes) {
					pieces.push(bytes);
				} else if (rows === undefined) {
					finish();
				}
			},
			onEnd(end) {
				exitCode = end.reason === 'lost' ? undefined : end.exitCode;
				finish();
			},
		});
		shell.write(script);
		shell.end();
	});
	return {startedAtMs, over, rows: () => rows, exitCode: () => exitCode, close: shell.close};
}

type Measured = {
	readonly rows: readonly DfRow[];
	readonly waitedMs: number;
	/** All that df would say; else what is missing hangs. */
	readonly isWhole: boolean;
};

/** df leaves out what has no size, and what it may not ask. */
function filesystemOf(
	{mount, device, type, isLocal}: SelectedMount,
	{rows, waitedMs, isWhole}: Measured,
): Filesystem | undefined {
	const row = rows.find(candidate => candidate.mount === mount);
	if (row !== undefined) {
		return row.totalBytes > 0 ? {state: 'measured', device, type, ...row} : undefined;
	}

	return isWhole || isLocal ? undefined : {state: 'silent', mount, device, type, waitedMs};
}
