import type {ClientChannel, SFTPWrapper} from 'ssh2';
import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import {answerOf} from './answer-of.ts';
import type {NodeLink} from './node-link.ts';
import {newNonce, proveShell, shellCommand} from './prove-shell.ts';
import {
	asSocket,
	failureOfOpening,
	failureOfStream,
	remoteStatfs,
	shellChannel,
} from './ssh2-channels.ts';
import type {LoggedIn} from './ssh2-client.ts';
import {createSsh2Listen} from './ssh2-listen.ts';

export type LinkParts = {
	readonly loggedIn: LoggedIn;
	readonly where: string;
	readonly clock: Clock;
	/** Lets go of what carries the connection. */
	readonly release: () => void;
};

/** A channel, and the proof of its shell, may take so long. */
const openMs = 10_000;

/** What a node is asked over one ssh2 login. */
export function createSsh2Link(parts: LinkParts): NodeLink {
	const {loggedIn, where, clock, release} = parts;
	const {client, lost} = loggedIn;
	const open = channelOpener(parts);
	let isClosed = false;
	const lostUnasked = new Promise<Failure>(resolve => {
		void lost.then(failure => {
			release();
			if (!isClosed) {
				resolve(failure);
			}
		});
	});
	return {
		transport: 'ssh2',
		transportReason: undefined,
		async openShell(signal) {
			const nonce = newNonce();
			const channel = await open<ClientChannel>({
				ask: answer => client.exec(shellCommand(nonce), answer),
				discard: late => late.close(),
				signal,
			});
			return channel.ok
				? proveShell(shellChannel(channel.value, lost), {
						...{clock, signal, where, nonce},
						deadlineMs: openMs,
					})
				: channel;
		},
		async openStream(address, signal) {
			const stream = await open<ClientChannel>({
				ask: answer => client.forwardOut('127.0.0.1', 0, address.host, address.port, answer),
				discard: late => late.destroy(),
				signal,
			});
			return stream.ok
				? succeeded(asSocket(stream.value))
				: failed(failureOfStream(stream.failure, address));
		},
		listen: createSsh2Listen({loggedIn, where, clock}),
		async openStatfs(signal) {
			const sftp = await open<SFTPWrapper>({
				ask: answer => client.sftp(answer),
				discard: late => late.end(),
				signal,
			});
			return sftp.ok ? succeeded(remoteStatfs(sftp.value, where)) : sftp;
		},
		lost: lostUnasked,
		close() {
			isClosed = true;
			loggedIn.close();
		},
	};
}

type Wish<Channel> = {
	readonly ask: (answer: (error: Error | undefined, channel: Channel) => void) => void;
	readonly discard: (late: Channel) => void;
	readonly signal: AbortSignal;
};

function channelOpener({loggedIn: {lost}, where, clock}: LinkParts) {
	const failureOf = (error: Error): Failure => failureOfOpening(error, where);
	return <Channel>({ask, discard, signal}: Wish<Channel>): Promise<Result<Channel>> =>
		answerOf(ask, {clock, signal, where, lost, limitMs: openMs, discard, failureOf});
}
