import type {Buffer} from 'node:buffer';
import {connect as connectTcp} from 'node:net';
import type {Duplex} from 'node:stream';
import {type AnyAuthMethod, Client, type ConnectConfig, type ServerHostKeyAlgorithm} from 'ssh2';
import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {answerOf} from './answer-of.ts';
import type {Authentication} from './authenticate.ts';
import {distrustChannels} from './distrust-channels.ts';
import {failureOfClient} from './failure-of-client.ts';
import {gatherWrites} from './gather-writes.ts';
import type {HostKeyCheck} from './host-keys.ts';
import {keepCipherKeys} from './keep-cipher-keys.ts';

export type ClientParts = {
	readonly target: SshTarget;
	/** Checked before the first byte of authentication; there is no client without it. */
	readonly hostKeys: HostKeyCheck;
	readonly authentication: Pick<Authentication, 'handler' | 'failure'>;
	/** What carries the connection; undefined: a TCP connection of its own. */
	readonly over: Duplex | undefined;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly deadlineMs: number;
};

/** A client that is logged in. */
export type LoggedIn = {
	readonly client: Client;
	/** Settles when the connection ends, however it does. */
	readonly lost: Promise<Failure>;
	readonly close: () => void;
};

/**
 * Asked after 45 s, and without an answer after as many the connection is taken for dead. Missed polls say it sooner
 * where they are frequent, and to ask more often costs a large rack: ssh2 asks also where it has just heard something.
 */
const keepalive = {keepaliveInterval: 45_000, keepaliveCountMax: 1};
/** How long a polite goodbye may take before the socket is torn down. */
const goodbyeMs = 250;

/** What current OpenSSH would agree to; older servers are left to the system's ssh, which says what they lack. */
const algorithms = {
	kex: [
		'curve25519-sha256',
		'curve25519-sha256@libssh.org',
		'ecdh-sha2-nistp256',
		'ecdh-sha2-nistp384',
		'ecdh-sha2-nistp521',
		'diffie-hellman-group-exchange-sha256',
		'diffie-hellman-group16-sha512',
		'diffie-hellman-group14-sha256',
	],
	cipher: [
		'aes128-gcm@openssh.com',
		'aes256-gcm@openssh.com',
		'chacha20-poly1305@openssh.com',
		'aes128-ctr',
		'aes256-ctr',
	],
	hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256'],
	compress: ['none'],
} satisfies ConnectConfig['algorithms'];

/**
 * The one place that makes an ssh2 client, since its defaults are unsafe: it takes any host key, waits for ever, keeps
 * Nagle's algorithm on, and may end without an error. Failures: those of dialling, `hostKeyUnknown`,
 * `hostKeyMismatch`, `authFailed`, `needsPassphrase`, `timedOut`, `cancelled`, and `protocol`.
 */
export async function logIn(parts: ClientParts): Promise<Result<LoggedIn>> {
	const {target, hostKeys, authentication, over, clock, signal, deadlineMs} = parts;
	const {where} = target;
	const client = new Client();
	let socket = over;
	let refusal: Failure | undefined;
	let firstError: Failure | undefined;
	client.on('connect', () => client.setNoDelay(true));
	keepCipherKeys(client);
	// Errors may come twice, and after the end: they are always listened to.
	let wasRefused = false;
	const failureOf = (error: Error): Failure =>
		failureOfClient(error, {where, wasRefused, refusal: authentication.failure});
	client.on('error', error => {
		firstError ??= failureOf(error);
	});
	const lost = new Promise<Failure>(resolve => {
		client.on('close', () => resolve(refusal ?? firstError ?? closedBy(where)));
	});
	const connect = (answer: (error: Error | undefined, value: Client) => void): void => {
		client.on('ready', () => {
			wasRefused = false;
			answer(undefined, client);
		});
		client.on('error', error => answer(error, client));
		socket ??= connectTcp({host: target.host, port: target.port});
		gatherWrites(socket);
		client.connect({
			...keepalive,
			sock: socket,
			username: target.user,
			readyTimeout: 0,
			agentForward: false,
			algorithms: {...algorithms, serverHostKey: acceptedHostKeys(hostKeys)},
			hostVerifier: (key: Buffer) => {
				refusal = hostKeys.verify(key);
				return refusal === undefined;
			},
			// The type of `next` forgets the false that ends the attempts.
			authHandler(left, partial, next) {
				wasRefused ||= left !== null && !partial;
				authentication.handler(left, partial, method => next(method as AnyAuthMethod));
			},
		});
		distrustChannels(client);
	};
	const discard = (): void => {
		client.destroy();
		socket?.destroy();
	};
	const ready = await answerOf(connect, {
		...{clock, signal, where, lost, discard},
		failureOf: error => refusal ?? firstError ?? failureOf(error),
		limitMs: deadlineMs,
	});
	if (!ready.ok) {
		discard();
		return ready;
	}

	return succeeded({client, lost, close: () => sayGoodbye(client, discard, clock)});
}

const anyHostKey: readonly ServerHostKeyAlgorithm[] = [
	'ssh-ed25519',
	'ecdsa-sha2-nistp256',
	'ecdsa-sha2-nistp384',
	'ecdsa-sha2-nistp521',
	'rsa-sha2-512',
	'rsa-sha2-256',
];

/** In the order of the check: a server shows the first that it has. Of a server that nobody knows any key will do. */
function acceptedHostKeys({algorithms: wanted}: HostKeyCheck): ServerHostKeyAlgorithm[] {
	const possible: readonly ServerHostKeyAlgorithm[] = [...anyHostKey, 'ssh-rsa'];
	return wanted === undefined
		? [...anyHostKey]
		: wanted.flatMap(name => possible.find(algorithm => algorithm === name) ?? []);
}

function closedBy(where: string): Failure {
	return {kind: 'unreachable', where, reason: 'the connection was closed'};
}

/**
 * Tells the server, and tears the socket down when that does not end it soon: a dead link would hold it for minutes, and
 * with it a program that was told to end. The client's own `destroy` does nothing any more after its `end`.
 */
function sayGoodbye(client: Client, discard: () => void, clock: Clock): void {
	const stopTimer = clock.startTimer(goodbyeMs, discard);
	client.on('close', stopTimer);
	client.end();
}
