import type {Clock} from '../domain/clock.ts';
import type {NodeConfig} from '../domain/config.ts';
import {finalStateOf} from '../domain/connection.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {backOffMs} from '../rules/back-off.ts';
import {wait} from '../transport/wait.ts';
import type {ClusterParts} from './cluster-parts.ts';
import {createDial} from './dial.ts';

/** A way to where the programs of Slurm are. */
export type LoginWay = {
	readonly openShell: OpenShell;
	/** Whether there is a way now, as far as is known. */
	readonly isReached: () => boolean;
	/** Resolves when there is a way, or tells why there is none. */
	readonly reach: (signal: AbortSignal) => Promise<Result<undefined>>;
	/** When it is tried again after so many failures in a row; undefined: not before something changes. */
	readonly retryMs: (failure: Failure, failures: number) => number | undefined;
	readonly close: () => void;
};

type WayParts = Omit<ClusterParts, 'createAsk' | 'createClient'>;

/** A node that was lost is connected again in less, where it is. */
const patienceMs = 3000;
const lookMs = 100;
/** Slurm is not installed from one moment to the next. */
const missingRetryMs = 60_000;

/** Undefined: this machine. A node that is polled is asked over its own connection, any other host over one of its own. */
export function createLoginWay(login: NodeConfig | undefined, parts: WayParts): LoginWay {
	if (login === undefined) {
		return wayHere(parts);
	}

	return parts.polledNode(login.name) === undefined
		? wayOfItsOwn(login, parts)
		: wayOverNode(login, parts);
}

function wayHere({clock, chance}: WayParts): LoginWay {
	return {
		async openShell(signal) {
			// Most machines are no login node, and never load what starts processes.
			const {localShell} = await import('../transport/local-shell.ts');
			return localShell(clock)(signal);
		},
		isReached: () => true,
		reach: async () => succeeded(undefined),
		retryMs: (failure, failures) => retryMs(failure, failures, chance),
		close: () => undefined,
	};
}

function wayOverNode({name}: NodeConfig, {polledNode, clock, chance}: WayParts): LoginWay {
	const notNow = failed({kind: 'unreachable', where: name, reason: 'it is not connected now'});
	const isConnected = (): boolean => polledNode(name)?.isConnected() === true;
	const isAwaited = (): boolean => polledNode(name)?.isAwaited() === true;
	return {
		openShell: async signal => polledNode(name)?.openShell(signal) ?? notNow,
		isReached: isConnected,
		reach: async signal =>
			(await hasCome({isConnected, isAwaited, clock}, signal)) ? succeeded(undefined) : notNow,
		// Whoever polls the node dials it, and tells when: here is only looked whether it is there.
		retryMs: (failure, failures) => (isConnected() ? retryMs(failure, failures, chance) : lookMs),
		close: () => undefined,
	};
}

type Coming = {
	readonly isConnected: () => boolean;
	readonly isAwaited: () => boolean;
	readonly clock: Clock;
};

/** A dial, and its turn in a rack, take as long as they take. */
async function hasCome(coming: Coming, signal: AbortSignal): Promise<boolean> {
	const {isConnected, isAwaited, clock} = coming;
	const untilMs = clock.monotonicMs() + patienceMs;
	while (!isConnected()) {
		const isGivenUp = clock.monotonicMs() >= untilMs && !isAwaited();
		if (isGivenUp || !(await wait(lookMs, clock, signal))) {
			return false;
		}
	}

	return true;
}

/** Nothing of it is polled. */
function wayOfItsOwn(login: NodeConfig, parts: WayParts): LoginWay {
	const {openProbe, clock, connectTimeoutMs, chance} = parts;
	const dispatch = (): void => undefined;
	const dial = createDial({
		...{node: login, openProbe, clock, dispatch, connectTimeoutMs, turns: undefined},
	});
	let probe: NodeProbe | undefined;
	const drop = (one: NodeProbe): void => {
		one.close();
		probe = probe === one ? undefined : probe;
	};
	return {
		openShell: async signal =>
			probe?.openShell(signal) ??
			failed({kind: 'unreachable', where: login.name, reason: 'it is not connected now'}),
		isReached: () => probe !== undefined,
		async reach(signal) {
			if (probe !== undefined) {
				return succeeded(undefined);
			}

			const dialled = await dial(signal);
			if (!dialled.ok) {
				return dialled;
			}

			const {value} = dialled;
			if (signal.aborted) {
				value.close();
				return failed({kind: 'cancelled', where: login.name});
			}

			probe = value;
			void value.lost.then(() => drop(value));
			return succeeded(undefined);
		},
		retryMs: (failure, failures) => retryMs(failure, failures, chance),
		close() {
			if (probe !== undefined) {
				drop(probe);
			}
		},
	};
}

function retryMs(failure: Failure, failures: number, chance: ClusterParts['chance']) {
	if (finalStateOf(failure) !== undefined) {
		return undefined;
	}

	return failure.kind === 'missing' ? missingRetryMs : backOffMs(failures, chance);
}
