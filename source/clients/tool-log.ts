import {assertNever} from '../domain/assert-never.ts';
import type {Clock} from '../domain/clock.ts';
import type {CommandRun, OnCommand} from '../domain/command-run.ts';
import type {Heard, Tool} from './tool.ts';
import type {RunEnd} from './tool-run.ts';

/** Tells of each round of a tool, once. */
export type ToolLog = {
	readonly started: () => void;
	readonly heard: (heard: Heard) => void;
	readonly ended: (end: RunEnd) => void;
};

type LogWorld = {readonly clock: Clock; readonly onCommand?: OnCommand | undefined};

/** Rounds of what speaks by itself come every 2 s, a line for each GPU. */
const shortestRoundMs = 1000;

export function createToolLog(tool: Tool, {clock, onCommand}: LogWorld): ToolLog {
	const {command, askEveryMs} = tool;
	let sinceMs = clock.monotonicMs();
	let toldAtMs = Number.NEGATIVE_INFINITY;
	let hasFigures = false;
	const tell = (tookMs: number | undefined, result: CommandRun['result']): void => {
		toldAtMs = clock.monotonicMs();
		hasFigures = false;
		onCommand?.({command, tookMs, result});
	};
	return {
		started() {
			sinceMs = clock.monotonicMs();
			hasFigures = false;
		},
		heard({kind}) {
			const nowMs = clock.monotonicMs();
			hasFigures ||= kind === 'figures';
			if (kind === 'figures' && askEveryMs === undefined && nowMs - toldAtMs >= shortestRoundMs) {
				tell(undefined, {kind: 'runs'});
			}

			if (kind === 'ready') {
				sinceMs = nowMs;
			}

			if (kind === 'answered') {
				tell(nowMs - sinceMs, {kind: 'exited', exitCode: hasFigures ? 0 : undefined});
				// It is asked again so long after its answer.
				sinceMs = nowMs + (askEveryMs ?? 0);
			}
		},
		ended(end) {
			const tookMs = clock.monotonicMs() - sinceMs;
			switch (end.kind) {
				case 'ended':
					tell(tookMs, {kind: 'exited', exitCode: end.exitCode});
					return;
				case 'unopened':
					tell(undefined, {kind: 'failed', failure: end.failure});
					return;
				case 'silent':
					tell(undefined, {
						kind: 'failed',
						failure: {kind: 'timedOut', where: tool.name, afterMs: tool.silentMs},
					});
					return;
				case 'startOver':
				case 'closed':
				case 'tooMuch':
					return;
				default:
					assertNever(end);
			}
		},
	};
}
