import type {Failure} from './failure.ts';

/** How we stand with a node. The failed states are final until something changes: they are not retried by themselves. */
export type Connection =
	| {readonly state: 'disabled'}
	/** Not dialled yet: it waits for its turn. */
	| {readonly state: 'idle'}
	| {readonly state: 'connecting'}
	| {readonly state: 'bootstrapping'}
	| Readonly<{state: 'ready'; roundTripMs: number} & Carrier>
	/** A poll was missed, or the connection is being made anew: heard of lately, but what is shown is old. */
	| Readonly<{state: 'degraded'} & Retrying & Carrier>
	/** Not heard of for too long, or never. */
	| Readonly<{state: 'backoff'} & Retrying>
	| {readonly state: FinalConnectionState; readonly failure: Failure};

/** `retryAtMs` (monotonic) is undefined while a try is under way: a node that is down stays down until it answers. */
type Retrying = {readonly failure: Failure; readonly retryAtMs: number | undefined};

/** What carries a connection, and why it is not ssh2 where that was wished for; undefined where nobody asks. */
export type Carrier = {
	readonly transport: TransportName;
	readonly transportReason: string | undefined;
};

export type FinalConnectionState =
	| 'auth-failed'
	| 'hostkey-unknown'
	| 'hostkey-mismatch'
	| 'needs-passphrase'
	| 'unsupported';

export type TransportName = 'local' | 'ssh2' | 'system';

/** The final state that a failure leads to; undefined: worth another try. */
export function finalStateOf(failure: Failure): FinalConnectionState | undefined {
	switch (failure.kind) {
		case 'authFailed':
			return 'auth-failed';
		case 'hostKeyUnknown':
			return 'hostkey-unknown';
		case 'hostKeyMismatch':
			return 'hostkey-mismatch';
		case 'needsPassphrase':
			return 'needs-passphrase';
		case 'restrictedShell':
		case 'unsupported':
			return 'unsupported';
		default:
			return undefined;
	}
}

/** What a node failed with last; also where its answers are only late, and its figures are still believed. */
export function failureOf({connection}: {readonly connection: Connection}): Failure | undefined {
	return 'failure' in connection ? connection.failure : undefined;
}
