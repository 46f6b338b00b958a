/**
 * What a master of ssh(1) says of the channels that are opened over it, with LogLevel=DEBUG1. Those who ask it for a
 * channel hear only that it was refused; why stands here.
 *
 *     debug1: channel_connect_stdio_fwd: 127.0.0.1:11434
 *     debug1: channel 2: new stdio-forward [stdio-forward] (inactive timeout: 0)
 *     channel 2: open failed: connect failed: Connection refused
 *
 * The words are those of OpenSSH's channels.c, behind them sshd's or those of its system:
 * https://github.com/openssh/openssh-portable/blob/master/channels.c
 */
export type ChannelWord =
	/** The next channel is a stream to `address`: `host:port`, an IPv6 address without brackets. */
	| {readonly kind: 'streamAsked'; readonly address: string}
	| {readonly kind: 'streamMade'; readonly channel: number}
	| {readonly kind: 'refused'; readonly channel: number; readonly refusal: ChannelRefusal};

export type ChannelRefusal =
	/** Nobody listens there. */
	| {readonly kind: 'refused'}
	| {readonly kind: 'timedOut'}
	/** sshd is told not to. */
	| {readonly kind: 'denied'}
	| {readonly kind: 'unreachable'; readonly reason: string};

/** Undefined for every other line. Lines before OpenSSH 8.2 lack a colon, and before 9.2 the type of the channel. */
export function parseChannelWord(line: string): ChannelWord | undefined {
	const [, address] = /^debug1: channel_connect_stdio_fwd:? (\S+:\d+)$/.exec(line) ?? [];
	if (address !== undefined) {
		return {kind: 'streamAsked', address};
	}

	const [, made] = /^debug1: channel (\d+): new .*\[stdio-forward\]/.exec(line) ?? [];
	if (made !== undefined) {
		return {kind: 'streamMade', channel: Number(made)};
	}

	const [, channel, words] = /^channel (\d+): open failed: (.+)$/.exec(line) ?? [];
	return words === undefined
		? undefined
		: {kind: 'refused', channel: Number(channel), refusal: refusalOf(words)};
}

function refusalOf(words: string): ChannelRefusal {
	const reason = words.replace(/^connect failed: /, '');
	if (reason === 'Connection refused') {
		return {kind: 'refused'};
	}

	if (/ timed out$/.test(reason)) {
		return {kind: 'timedOut'};
	}

	return /^administratively prohibited/.test(reason)
		? {kind: 'denied'}
		: {kind: 'unreachable', reason};
}
