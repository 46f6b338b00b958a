import type {Clock} from '../domain/clock.ts';
import type {OnCommand} from '../domain/command-run.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell, Shell} from '../domain/shell.ts';
import {retryRefusedAfterMs, retryToolAfterMs} from '../rules/retry-tool.ts';
import {createLineSplitter} from './line-splitter.ts';
import {wait} from '../transport/wait.ts';
import {shortReason} from './short-reason.ts';
import {endLine, findToolsScript, toolNames} from './tool-scripts.ts';

export type ToolName = (typeof toolNames)[number];

type Search = {
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Why nothing is known yet; it is tried again. */
	readonly onTrouble: (reason: string) => void;
	readonly onCommand?: OnCommand | undefined;
};

const deadlineMs = 10_000;
const mostLineBytes = 4096;
const command = `command -v ${toolNames.join(' ')}`;
const where = 'the search for GPU tools';

/** Asks a shell of the node until it has answered; with nothing when aborted. */
export async function findTools(
	openShell: OpenShell,
	search: Search,
): Promise<ReadonlySet<ToolName>> {
	const {clock, signal, onTrouble, onCommand} = search;
	for (let failures = 1; !signal.aborted; failures += 1) {
		const startedMs = clock.monotonicMs();
		const shell = await openShell(signal);
		const found = shell.ok ? await askFor(shell.value, search) : shell;
		if (!signal.aborted) {
			onCommand?.({
				command,
				tookMs: clock.monotonicMs() - startedMs,
				result: found.ok ? {kind: 'exited', exitCode: 0} : {kind: 'failed', failure: found.failure},
			});
		}

		if (found.ok) {
			return found.value;
		}

		const isRefused = found.failure.kind === 'denied';
		onTrouble(
			isRefused
				? `its programs could not be looked for, since ${shortReason(found.failure).replace(/\.$/, '')}`
				: `its programs could not be looked for (${shortReason(found.failure)})`,
		);
		await wait(isRefused ? retryRefusedAfterMs : retryToolAfterMs(failures), clock, signal);
	}

	return new Set();
}

function askFor(shell: Shell, {clock, signal}: Search): Promise<Result<ReadonlySet<ToolName>>> {
	return new Promise(resolve => {
		const lines = createLineSplitter(mostLineBytes);
		const found = new Set<ToolName>();
		const finish = (result: Result<ReadonlySet<ToolName>>): void => {
			cancelTimer();
			signal.removeEventListener('abort', onAbort);
			shell.close();
			resolve(result);
		};
		const onAbort = (): void => finish(failed({kind: 'cancelled', where}));
		const cancelTimer = clock.startTimer(deadlineMs, () =>
			finish(failed({kind: 'timedOut', where, afterMs: deadlineMs})),
		);
		shell.listen({
			onOutput(bytes) {
				const complete = lines.push(bytes);
				if (complete === undefined) {
					finish(failed({kind: 'tooLarge', where, limitBytes: mostLineBytes}));
				}

				for (const line of complete ?? []) {
					const name = toolNames.find(tool => tool === line);
					if (name !== undefined) {
						found.add(name);
					} else if (line === endLine) {
						finish(succeeded(found));
					}
				}
			},
			onEnd: end =>
				finish(
					failed(
						end.reason === 'lost'
							? end.failure
							: {kind: 'rejected', where, reason: 'the shell ended early'},
					),
				),
		});
		signal.addEventListener('abort', onAbort, {once: true});
		shell.write(findToolsScript);
		if (signal.aborted) {
			onAbort();
		}
	});
}
