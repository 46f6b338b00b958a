import type {Chance} from '../domain/chance.ts';
import {finalStateOf} from '../domain/connection.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeHttp} from '../domain/node-http.ts';
import type {ServeHttp} from '../domain/node-server.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {failed} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {backOffMs} from '../rules/back-off.ts';
import {createDial, type Dial, type Dialling} from './dial.ts';
import {createOllamaPace, type OllamaPace} from './ollama-pace.ts';
import {createPace, type Pace} from './pace.ts';
import {pollNode} from './poll-node.ts';
import {wait} from '../transport/wait.ts';

export type KeepingConnected = Dialling & {
	readonly chance: Chance;
	/** Spreads the first dials of a rack. */
	readonly firstDelayMs: number;
	/** Where in its interval the node is polled; undefined: as it comes. */
	readonly phaseMs: number | undefined;
};

export type KeptNode = {
	readonly stop: () => void;
	/** On the connection that stands now; while there is none it fails with what keeps the node away. */
	readonly openShell: OpenShell;
	/** A server of ours on the node, over the connection that stands now; fails as `openShell` does. */
	readonly serveHttp: ServeHttp;
	/** HTTP to a port of the node over the connection that stands now; undefined while there is none. */
	readonly openHttp: (port: number) => NodeHttp | undefined;
	/** How often its Ollama is asked. */
	readonly ollamaPace: OllamaPace;
	/** Whether there is a connection now. */
	readonly isConnected: () => boolean;
	/** It was never tried to its end: nobody knows yet whether there will be a connection. */
	readonly isAwaited: () => boolean;
	/** Polls at another pace from now on, over the connection that stands. */
	readonly setInterval: (intervalMs: number) => void;
};

/** The probe of the connection that stands now, and why there was none when it was last tried. */
type Held = {probe: NodeProbe | undefined; failure: Failure | undefined};
type Keeping = KeepingConnected & {
	readonly held: Held;
	readonly pace: Pace;
	readonly ollamaPace: OllamaPace;
};

/** A node that was heard for less is one that did not come back: else it would be dialled each second. */
const steadyMs = 10_000;

/**
 * Dials a node, polls it while it answers, and dials again with back-off when it is lost, until the returned function
 * is called or something happened that trying again cannot mend. Nothing of a connection is told after its end.
 */
export function keepConnected(keeping: KeepingConnected): KeptNode {
	const stopping = new AbortController();
	const held: Held = {probe: undefined, failure: undefined};
	const pace = createPace(keeping.node.pollIntervalMs);
	const ollamaPace = createOllamaPace();
	void keep({...keeping, held, pace, ollamaPace}, stopping.signal);
	return {
		ollamaPace,
		openHttp: port => held.probe?.openHttp(port),
		stop: () => stopping.abort(),
		setInterval: pace.change,
		isConnected: () => held.probe !== undefined,
		isAwaited: () => held.probe === undefined && held.failure === undefined,
		async openShell(signal) {
			const {probe, failure = notYet(keeping.node.name)} = held;
			return probe === undefined ? failed(failure) : probe.openShell(signal);
		},
		async serveHttp(answer, signal) {
			const {probe, failure = notYet(keeping.node.name)} = held;
			return probe === undefined ? failed(failure) : probe.serveHttp(answer, signal);
		},
	};
}

function notYet(where: string): Failure {
	return {kind: 'unreachable', where, reason: 'it is not connected now'};
}

async function keep(keeping: Keeping, signal: AbortSignal): Promise<void> {
	const {node, clock, chance, dispatch} = keeping;
	const dial = createDial(keeping);
	let failures = 0;
	let delayMs: number | undefined = keeping.firstDelayMs;
	while (delayMs !== undefined && (await wait(delayMs, clock, signal))) {
		const end = await connectOnce(keeping, dial, signal);
		if (signal.aborted) {
			return;
		}

		const {type, failure, heardForMs} = end;
		keeping.held.failure = failure;
		failures = heardForMs < steadyMs ? failures + 1 : 1;
		delayMs = finalStateOf(failure) === undefined ? backOffMs(failures, chance) : undefined;
		const atMs = clock.monotonicMs();
		dispatch({type, node: node.name, failure, atMs, retryInMs: delayMs});
	}
}

type End = {
	readonly type: 'node/connectFailed' | 'node/lost';
	readonly failure: Failure;
	/** From the connection to its last good sample. */
	readonly heardForMs: number;
};

async function connectOnce(keeping: Keeping, dial: Dial, signal: AbortSignal): Promise<End> {
	const opened = await dial(signal);
	if (!opened.ok) {
		return {type: 'node/connectFailed', failure: opened.failure, heardForMs: 0};
	}

	if (signal.aborted) {
		opened.value.close();
		return {
			type: 'node/lost',
			failure: {kind: 'cancelled', where: keeping.node.name},
			heardForMs: 0,
		};
	}

	return pollUntilLost(keeping, opened.value, signal);
}

function pollUntilLost(keeping: Keeping, probe: NodeProbe, signal: AbortSignal): Promise<End> {
	const {node, clock, dispatch, phaseMs, held, pace, ollamaPace} = keeping;
	const {transport, transportReason} = probe;
	const atMs = clock.monotonicMs();
	return new Promise(resolve => {
		const end = (failure: Failure, heardAtMs = atMs): void => {
			held.probe = undefined;
			signal.removeEventListener('abort', stop);
			resolve({type: 'node/lost', failure, heardForMs: heardAtMs - atMs});
		};
		const stopPolling = pollNode({
			...{node, probe, clock, pace, ollamaPace, dispatch, phaseMs},
			onLost: end,
		});
		const stop = (): void => {
			stopPolling();
			end({kind: 'cancelled', where: node.name});
		};
		signal.addEventListener('abort', stop);
		held.probe = probe;
		dispatch({type: 'node/connected', node: node.name, atMs, transport, transportReason});
	});
}
