import {assertNever} from '../domain/assert-never.ts';
import {type Connection, finalStateOf} from '../domain/connection.ts';
import type {Failure} from '../domain/failure.ts';
import {awakeSince} from './awake.ts';
import {isSilent} from './node-health.ts';
import type {ClockState, NodeState} from './state.ts';

/**
 * A try begins. What is known to be wrong stays until the node answers, so that one that is down does not seem unknown
 * each time it is tried.
 */
export function connectionDialled({connection}: NodeState): Connection {
	switch (connection.state) {
		case 'idle':
			return {state: 'connecting'};
		case 'degraded':
		case 'backoff':
			return {...connection, retryAtMs: undefined};
		case 'auth-failed':
		case 'hostkey-unknown':
		case 'hostkey-mismatch':
		case 'needs-passphrase':
		case 'unsupported':
			return {state: 'backoff', failure: connection.failure, retryAtMs: undefined};
		case 'disabled':
		case 'connecting':
		case 'bootstrapping':
		case 'ready':
			return connection;
		default:
			return assertNever(connection);
	}
}

/** The node let us in. It is ready when its first sample is there; one that waited for a person waits no more. */
export function connectionAuthenticated({connection, health}: NodeState): Connection {
	const isUnknown = connection.state === 'idle' || connection.state === 'connecting';
	return isUnknown || (connection.state === 'backoff' && health === 'unknown')
		? {state: 'bootstrapping'}
		: connection;
}

export type Setback = {
	readonly failure: Failure;
	readonly atMs: number;
	readonly retryInMs: number | undefined;
};

/** What is final stays; a node that was heard of lately has missed a poll; any other is down and tried again. */
export function connectionAfter(
	node: NodeState,
	{failure, atMs, retryInMs}: Setback,
	clock: ClockState,
): Connection {
	const finalState = finalStateOf(failure);
	if (finalState !== undefined) {
		return {state: finalState, failure};
	}

	const retryAtMs = retryInMs === undefined ? undefined : atMs + retryInMs;
	return isSilent(node, {atMs, awakeSinceMs: awakeSince(clock, atMs)})
		? {state: 'backoff', failure, retryAtMs}
		: {state: 'degraded', ...node.carrier, failure, retryAtMs};
}
