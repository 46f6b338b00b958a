import {logRequest} from '../clients/log-script.ts';
import {lineText, openLogTail} from '../clients/log-tail.ts';
import type {Clock} from '../domain/clock.ts';
import type {CommandRun} from '../domain/command-run.ts';
import type {Event} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {LogSource} from '../domain/screen.ts';
import type {OpenShell} from '../domain/shell.ts';
import {createLineBatch} from './line-batch.ts';

export type LogFollowing = {
	/** The number that events carry. */
	readonly log: number;
	readonly node: NodeName;
	readonly source: LogSource;
	readonly openShell: OpenShell;
	readonly clock: Clock;
	readonly dispatch: (event: Event) => void;
};

/** A log that has said nothing for so long has nothing. */
const quietMs = 700;

/**
 * Tells a log as `log/read`, at most ten times a second, and its end. The returned function ends the program on the
 * node at once, and nothing is told any more.
 */
export function followLog({
	log,
	node,
	source,
	openShell,
	clock,
	dispatch,
}: LogFollowing): () => void {
	const stopping = new AbortController();
	const request = logRequest(source);
	const startedAtMs = clock.monotonicMs();
	let cancelQuiet = (): void => undefined;
	let hasRun = false;
	const read = (lines: readonly string[], leftOutLines: number): void => {
		cancelQuiet();
		const atMs = clock.monotonicMs();
		dispatch({type: 'log/read', log, lines: lines.map(lineText), leftOutLines, atMs});
	};
	const tellRun = (tookMs: number | undefined, result: CommandRun['result']): void => {
		const run = {command: request.command, tookMs, result, isByPerson: true} as const;
		dispatch({type: 'node/commandRan', node, run, atMs: clock.monotonicMs()});
	};
	const batch = createLineBatch({clock, deliver: read});
	void openLogTail({
		...{openShell, request, clock, where: node, signal: stopping.signal},
		onOpened() {
			hasRun = true;
			tellRun(undefined, {kind: 'runs'});
			cancelQuiet = clock.startTimer(quietMs, () => read([], 0));
		},
		onLines: lines => batch.add(lines),
		onEnd(failure) {
			cancelQuiet();
			batch.flush();
			const atMs = clock.monotonicMs();
			dispatch({type: 'log/ended', log, failure, atMs});
			if (hasRun) {
				tellRun(atMs - startedAtMs, resultOf(failure));
			}
		},
	});
	return () => {
		stopping.abort();
		cancelQuiet();
		batch.stop();
	};
}

function resultOf(failure: Failure | undefined): CommandRun['result'] {
	if (failure === undefined) {
		return {kind: 'exited', exitCode: 0};
	}

	return failure.kind === 'exited'
		? {kind: 'exited', exitCode: failure.exitCode}
		: {kind: 'failed', failure};
}
