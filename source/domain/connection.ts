import type {Failure} from './failure.ts';

/** How we stand with a node. The failed states are final until something changes: they are not retried by themselves. */
export type Connection =
	| {readonly state: 'disabled'}
	| {readonly state: 'idle'}
	| {readonly state: 'connecting'}
	| {readonly state: 'bootstrapping'}
	| {readonly state: 'ready'; readonly transport: TransportName; readonly roundTripMs: number}
	/** A poll was missed; what is shown is old. */
	| {
			readonly state: 'degraded';
			readonly transport: TransportName;
			readonly failure: Failure;
			readonly retryAtMs: number;
	  }
	/** Lost; tries again at `retryAtMs` (monotonic), undefined while a question is under way. */
	| {readonly state: 'backoff'; readonly failure: Failure; readonly retryAtMs: number | undefined}
	| {readonly state: FinalConnectionState; readonly failure: Failure};

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
