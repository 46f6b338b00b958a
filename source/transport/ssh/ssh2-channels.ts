import {nextTick} from 'node:process';
import type {Duplex} from 'node:stream';
import type {ClientChannel, SFTPWrapper} from 'ssh2';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {ShellEnd} from '../../domain/shell.ts';
import type {FilesystemBlocks} from '../../parsers/stat-filesystem.ts';
import type {Address, RemoteStatfs} from './node-link.ts';
import type {ShellChannel} from './shell-over.ts';
import {forwardingRefused, sessionRefused} from './sshd-refusal.ts';
import {whenLost} from './when-lost.ts';

/** A remote command's ends. Its stderr is drained: a full window would stop it. */
export function shellChannel(channel: ClientChannel, lost: Promise<Failure>): ShellChannel {
	channel.stderr.resume();
	const {promise: ended, resolve} = Promise.withResolvers<ShellEnd>();
	const leave = whenLost(lost, failure => resolve({reason: 'lost', failure}));
	const end = (exitCode: number | undefined): void => {
		leave();
		resolve({reason: 'exited', exitCode});
	};
	// `exit` may come without `close`, and `close` without `exit`.
	channel.once('exit', (exitCode: number | null) => end(exitCode ?? undefined));
	// A lost connection closes its channels in the same turn: it is the better reason.
	channel.once('close', () => queueMicrotask(() => end(undefined)));
	return {
		input: channel,
		output: channel,
		ended,
		close() {
			leave();
			channel.close();
		},
	};
}

/** Why sshd opened no channel: RFC 4254, 5.1. */
const administrativelyProhibited = 1;
const connectFailed = 2;

export function failureOfOpening(error: Error, where: string): Failure {
	const reason = 'reason' in error ? error.reason : undefined;
	if (reason === administrativelyProhibited) {
		return {
			kind: 'denied',
			where,
			reason: forwardingRefused,
		};
	}

	return reason === connectFailed
		? {kind: 'denied', where, reason: sessionRefused}
		: {kind: 'unreachable', where, reason: error.message};
}

/** The same code says of a stream that nobody listens there. */
export function failureOfStream(failure: Failure, {host, port}: Address): Failure {
	return failure.kind === 'denied' && failure.reason === sessionRefused
		? {kind: 'refused', where: `${failure.where} -> ${host}:${port}`}
		: failure;
}

/**
 * HTTP clients set options of sockets that a channel does not have and does not need. They say why they destroy one,
 * which ssh2 forgets: then it would only be closed. And they wait for its end, of which ssh2 tells only who has read all
 * that had come.
 */
export function asSocket(channel: ClientChannel): Duplex {
	const nothing = () => channel;
	const destroy = channel.destroy.bind(channel);
	return Object.assign(channel, {
		setNoDelay: nothing,
		setKeepAlive: nothing,
		setTimeout: nothing,
		ref: nothing,
		unref: nothing,
		destroy(error?: Error) {
			// What is still written then is nobody's, and no reason that would take the place of the first.
			channel.write = () => false;
			queueMicrotask(() => {
				if (error !== undefined && channel.listenerCount('error') > 0) {
					channel.emit('error', error);
				}
			});
			destroy();
			channel.removeAllListeners('data').removeAllListeners('readable');
			// A stream notes only then that nobody waits any more for what can be read.
			nextTick(() => channel.resume());
			return channel;
		},
	});
}

/** On a channel that has ended ssh2 takes questions and never answers: they are `unreachable` at once. */
export function remoteStatfs(sftp: SFTPWrapper, where: string): RemoteStatfs {
	const ended = failed({kind: 'unreachable', where, reason: 'its sftp server has ended'});
	let hasEnded = false;
	const onEnd = (): void => {
		hasEnded = true;
	};
	sftp.on('error', () => undefined);
	sftp.on('end', onEnd).on('close', onEnd);
	const ask = (mount: string): Promise<Result<FilesystemBlocks>> =>
		new Promise(resolve => {
			try {
				sftp.ext_openssh_statvfs(mount, (error: unknown, sizes: Stats | undefined) => {
					const refusal = failureOfStatus(error, `${where}:${mount}`);
					resolve(sizes === undefined ? (refusal ?? ended) : succeeded(blocksOf(sizes)));
				});
			} catch (error) {
				// It throws where the server does not know the extension.
				const reason = error instanceof Error ? error.message : String(error);
				resolve(failed({kind: 'unsupported', where, reason}));
			}
		});
	return {
		ask: async mount => (hasEnded ? ended : ask(mount)),
		close: () => sftp.end(),
	};
}

type Stats = Record<'f_frsize' | 'f_blocks' | 'f_bfree' | 'f_bavail', number>;

/** What the server says has a number; what ssh2 says at the end of a channel has none. */
function failureOfStatus(error: unknown, where: string): Result<never> | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'number'
		? failed({kind: 'rejected', where, reason: error.message})
		: undefined;
}

function blocksOf({f_frsize, f_blocks, f_bfree, f_bavail}: Stats): FilesystemBlocks {
	return {
		blockBytes: f_frsize,
		blocks: f_blocks,
		freeBlocks: f_bfree,
		availableBlocks: f_bavail,
	};
}
