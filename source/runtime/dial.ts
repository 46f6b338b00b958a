import type {Clock} from '../domain/clock.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {Event} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeProbe, OpenProbe} from '../domain/node-probe.ts';
import {failed, type Result} from '../domain/result.ts';
import type {DialTurns} from './dial-turns.ts';

export type Dialling = {
	readonly node: NodeConfig;
	readonly openProbe: OpenProbe;
	readonly clock: Clock;
	readonly dispatch: (event: Event) => void;
	readonly connectTimeoutMs: number;
	/** Undefined for this machine, which is not dialled. */
	readonly turns: DialTurns | undefined;
};

/** One attempt; aborted, it is `cancelled` at once and what it still opens is closed. */
export type Dial = (signal: AbortSignal) => Promise<Result<NodeProbe>>;

/** What keeps its own deadline is let end by itself, and says more than that the time was up. */
const graceFraction = 0.1;

/**
 * Dials a node, never twice at the same time: an attempt that hangs beyond its deadline is aborted and given up, but
 * until it has ended the next ones fail as it did.
 */
export function createDial(dialling: Dialling): Dial {
	const {node, turns, connectTimeoutMs} = dialling;
	let isPending = false;
	return async signal => {
		const endTurn = await turns?.take(signal);
		if (signal.aborted) {
			endTurn?.(false);
			return failed({kind: 'cancelled', where: node.name});
		}

		if (isPending) {
			endTurn?.(false);
			return failed({kind: 'timedOut', where: node.name, afterMs: connectTimeoutMs});
		}

		isPending = true;
		const opened = await attempt(dialling, signal, hasOpened => {
			isPending = false;
			endTurn?.(hasOpened);
		});
		endTurn?.(opened.ok);
		return opened;
	};
}

/** `onEnd` is called when nothing of the attempt is left, which may be after it was given up. */
function attempt(
	{node, openProbe, clock, dispatch, connectTimeoutMs}: Dialling,
	signal: AbortSignal,
	onEnd: (hasOpened: boolean) => void,
): Promise<Result<NodeProbe>> {
	const controller = new AbortController();
	let isOver = false;
	return new Promise((resolve, reject) => {
		const settle = (result: Result<NodeProbe>): void => {
			isOver = true;
			cancelTimer();
			signal.removeEventListener('abort', onAbort);
			resolve(result);
		};
		const giveUp = (failure: Failure): void => {
			settle(failed(failure));
			controller.abort();
		};
		const onAbort = (): void => giveUp({kind: 'cancelled', where: node.name});
		const cancelTimer = clock.startTimer(connectTimeoutMs * (1 + graceFraction), () =>
			giveUp({kind: 'timedOut', where: node.name, afterMs: connectTimeoutMs}),
		);
		signal.addEventListener('abort', onAbort);
		dispatch({type: 'node/dialled', node: node.name, atMs: clock.monotonicMs()});
		openProbe(node, {
			signal: controller.signal,
			deadlineMs: connectTimeoutMs,
			onAuthenticated() {
				if (!isOver) {
					dispatch({type: 'node/authenticated', node: node.name, atMs: clock.monotonicMs()});
				}
			},
			onCommand(run) {
				dispatch({type: 'node/commandRan', node: node.name, run, atMs: clock.monotonicMs()});
			},
		})
			.then(opened => {
				onEnd(opened.ok);
				if (!isOver) {
					settle(opened);
				} else if (opened.ok) {
					opened.value.close();
				}
			})
			.catch(reject);
	});
}
