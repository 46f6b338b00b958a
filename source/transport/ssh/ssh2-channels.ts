import type {Duplex} from 'node:stream';
import type {ClientChannel, SFTPWrapper} from 'ssh2';
import type {Failure} from '../../domain/failure.ts';
import {failed, succeeded} from '../../domain/result.ts';
import type {ShellEnd} from '../../domain/shell.ts';
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

/** HTTP clients set options of sockets that a channel does not have and does not need. */
export function asSocket(channel: ClientChannel): Duplex {
	const nothing = () => channel;
	return Object.assign(channel, {
		setNoDelay: nothing,
		setKeepAlive: nothing,
		setTimeout: nothing,
		ref: nothing,
		unref: nothing,
	});
}

export function remoteStatfs(sftp: SFTPWrapper, where: string): RemoteStatfs {
	sftp.on('error', () => undefined);
	return {
		ask: mount =>
			new Promise(resolve => {
				try {
					sftp.ext_openssh_statvfs(mount, (error, sizes) =>
						resolve(
							error === undefined
								? succeeded({
										blockBytes: sizes.f_frsize,
										blocks: sizes.f_blocks,
										freeBlocks: sizes.f_bfree,
										availableBlocks: sizes.f_bavail,
									})
								: failed({kind: 'rejected', where: `${where}:${mount}`, reason: error.message}),
						),
					);
				} catch (error) {
					// It throws where the server does not know the extension.
					const reason = error instanceof Error ? error.message : String(error);
					resolve(failed({kind: 'unsupported', where, reason}));
				}
			}),
		close: () => sftp.end(),
	};
}
