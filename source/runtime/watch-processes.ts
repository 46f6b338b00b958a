import {openProcessLister, type ProcessLister} from '../clients/process-list.ts';
import type {Clock} from '../domain/clock.ts';
import type {CommandRun} from '../domain/command-run.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import {type Result, succeeded} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {startPoll} from './poll.ts';

export type ProcessWatching = {
	readonly node: NodeName;
	/** On the connection that stands when it is called. */
	readonly openShell: OpenShell;
	/** Asked for before each look. */
	readonly intervalMs: () => number;
	readonly clock: Clock;
	readonly dispatch: (event: Event) => void;
};

/** A look costs the node two processes. */
const shortestIntervalMs = 2000;
const command = 'ls -ld /proc/[0-9]*; cat /proc/[0-9]*/stat';

/**
 * Looks at all processes of a node again and again over one shell; a shell that ended is opened again with the next
 * look. After the returned function was called nothing is told any more, and nothing of it stays on the node.
 */
export function watchProcesses(watching: ProcessWatching): () => void {
	const {node, openShell, intervalMs, clock, dispatch} = watching;
	const stopping = new AbortController();
	let lister: ProcessLister | undefined;

	async function open(): Promise<Result<ProcessLister>> {
		if (lister !== undefined) {
			return succeeded(lister);
		}

		const opened = await openProcessLister(openShell, {
			clock,
			where: node,
			signal: stopping.signal,
		});
		lister = opened.ok ? opened.value : undefined;
		return opened;
	}

	let isFirst = true;
	const tellRun = (tookMs: number, result: CommandRun['result']): void => {
		const run: CommandRun = {command, tookMs, result, ...(isFirst ? {isByPerson: true} : {})};
		isFirst = false;
		dispatch({type: 'node/commandRan', node, run, atMs: clock.monotonicMs()});
	};

	async function look(): Promise<number> {
		const startedAtMs = clock.monotonicMs();
		const opened = await open();
		const list = opened.ok ? await opened.value.ask() : opened;
		const atMs = clock.monotonicMs();
		if (stopping.signal.aborted) {
			return shortestIntervalMs;
		}

		if (list.ok) {
			dispatch({type: 'node/processesListed', node, list: list.value, atMs});
			tellRun(atMs - startedAtMs, {kind: 'runs'});
		} else {
			lister?.close();
			lister = undefined;
			dispatch({type: 'node/processesFailed', node, failure: list.failure, atMs});
			// Where no shell was opened nothing was run.
			if (opened.ok) {
				tellRun(atMs - startedAtMs, {kind: 'failed', failure: list.failure});
			}
		}

		return Math.max(shortestIntervalMs, intervalMs());
	}

	const stopLooking = startPoll({clock, firstDelayMs: 0, task: look});
	return () => {
		stopLooking();
		stopping.abort();
		lister?.close();
	};
}
