import type {Failure} from '../../source/domain/failure.ts';
import type {NodeProbe, OpenProbe} from '../../source/domain/node-probe.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import type {FakeClock} from './fake-clock.ts';
import {aSample} from './node-builders.ts';
import {quietProbe} from './surroundings.ts';

/** What one dial comes to. A deaf one hears of no abort: it ends when it ends. */
export type ScriptedDial = {
	/** Undefined: it never ends by itself. */
	readonly afterMs: number | undefined;
	/** Undefined: it opens. */
	readonly failure?: Failure;
	readonly isDeaf?: boolean;
	/** How long the connection lasts; undefined: for good. */
	readonly lostAfterMs?: number | undefined;
	readonly probe?: Partial<NodeProbe>;
	readonly onOpen?: () => void;
};

export const broken: Failure = {kind: 'unreachable', where: 'pi-1', reason: 'the link broke'};

/** A node whose dials follow a script, one after the other; the last entry stands for all that come after. */
export function scriptedDials(clock: FakeClock, script: readonly ScriptedDial[]) {
	const dialledAtMs: number[] = [];
	let inFlight = 0;
	let mostInFlight = 0;
	let opened = 0;
	let closed = 0;

	function open({lostAfterMs, probe, onOpen}: ScriptedDial): Result<NodeProbe> {
		opened += 1;
		onOpen?.();
		let isClosed = false;
		let cancelLoss = (): void => undefined;
		const lost = new Promise<Failure>(resolve => {
			if (lostAfterMs !== undefined) {
				cancelLoss = clock.startTimer(lostAfterMs, () => resolve(broken));
			}
		});
		const close = (): void => {
			closed += isClosed ? 0 : 1;
			isClosed = true;
			cancelLoss();
		};
		const readSample: NodeProbe['readSample'] = async () =>
			succeeded(aSample({uptimeSeconds: clock.monotonicMs() / 1000}));
		return succeeded({...quietProbe, transport: 'ssh2', readSample, lost, ...probe, close});
	}

	const openProbe: OpenProbe = (_, {signal, onAuthenticated}) => {
		const dial = script[Math.min(dialledAtMs.length, script.length - 1)];
		dialledAtMs.push(clock.monotonicMs());
		inFlight += 1;
		mostInFlight = Math.max(mostInFlight, inFlight);
		return new Promise(resolve => {
			let isOver = false;
			const end = (result: () => Result<NodeProbe>): void => {
				if (!isOver) {
					isOver = true;
					inFlight -= 1;
					cancelTimer();
					resolve(result());
				}
			};
			const cancelTimer =
				dial?.afterMs === undefined
					? () => undefined
					: clock.startTimer(dial.afterMs, () => {
							if (dial.failure === undefined) {
								onAuthenticated();
							}

							end(() => (dial.failure === undefined ? open(dial) : failed(dial.failure)));
						});
			if (dial?.isDeaf !== true) {
				signal.addEventListener('abort', () =>
					end(() => failed({kind: 'cancelled', where: 'pi-1'})),
				);
			}
		});
	};
	return {
		openProbe,
		dialledAtMs,
		inFlight: () => inFlight,
		mostInFlight: () => mostInFlight,
		opened: () => opened,
		closed: () => closed,
	};
}
