import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import type {Shell, ShellEnd} from '../domain/shell.ts';
import {createLineSplitter} from './line-splitter.ts';
import type {Heard, Tool} from './tool.ts';

/** How one run of a tool ended. */
export type RunEnd =
	| {readonly kind: 'unopened'; readonly failure: Failure}
	| {readonly kind: 'ended'; readonly exitCode: number | undefined}
	| {readonly kind: 'silent' | 'tooMuch' | 'startOver' | 'closed'};

type Conversation = {
	readonly tool: Tool;
	readonly clock: Clock;
	/** Ends it, and the shell with it. */
	readonly signal: AbortSignal;
	readonly hear: (line: string) => Heard;
};

const mostLineBytes = 65_536;
/** The largest machines say 20 kB a second. */
const mostBytesASecond = 262_144;

/** Runs the tool on a shell and listens until it ends, falls silent or says too much; the shell is closed then. */
export function converse(shell: Shell, conversation: Conversation): Promise<RunEnd> {
	const {tool, clock, signal, hear} = conversation;
	return new Promise(resolve => {
		const lines = createLineSplitter(mostLineBytes);
		const allowance = createAllowance(clock);
		const timer = createTimer(clock);
		let isOver = false;
		const finish = (end: RunEnd): void => {
			isOver = true;
			timer.stop();
			signal.removeEventListener('abort', onAbort);
			shell.close();
			resolve(end);
		};
		const onAbort = (): void => finish({kind: 'closed'});
		const expectAnswer = (): void => timer.start(tool.silentMs, () => finish({kind: 'silent'}));
		const ask = (): void => {
			shell.write('\n');
			expectAnswer();
		};
		const goOn = ({kind}: Heard): void => {
			if (kind === 'startOver') {
				finish({kind});
			} else if (tool.askEveryMs === undefined) {
				expectAnswer();
			} else if (kind === 'ready') {
				ask();
			} else if (kind === 'answered') {
				timer.start(tool.askEveryMs, ask);
			}
		};
		shell.listen({
			onOutput(bytes) {
				const complete = allowance.take(bytes.length) ? lines.push(bytes) : undefined;
				if (complete === undefined) {
					finish({kind: 'tooMuch'});
				}

				for (const line of complete ?? []) {
					if (!isOver) {
						goOn(hear(line));
					}
				}
			},
			onEnd: end => finish(runEndOf(end)),
		});
		signal.addEventListener('abort', onAbort, {once: true});
		shell.write(tool.script());
		expectAnswer();
		if (signal.aborted) {
			onAbort();
		}
	});
}

function runEndOf(end: ShellEnd): RunEnd {
	return end.reason === 'lost'
		? {kind: 'unopened', failure: end.failure}
		: {kind: 'ended', exitCode: end.exitCode};
}

/** One timer at a time: starting it again forgets the last. */
function createTimer(clock: Clock) {
	let cancel: (() => void) | undefined;
	return {
		start(delayMs: number, callback: () => void): void {
			cancel?.();
			cancel = clock.startTimer(delayMs, callback);
		},
		stop: () => cancel?.(),
	};
}

function createAllowance(clock: Clock) {
	let sinceMs = clock.monotonicMs();
	let bytes = 0;
	return {
		take(more: number): boolean {
			const nowMs = clock.monotonicMs();
			if (nowMs - sinceMs >= 1000) {
				sinceMs = nowMs;
				bytes = 0;
			}

			bytes += more;
			return bytes <= mostBytesASecond;
		},
	};
}
