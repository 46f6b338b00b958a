/** Guards of the configuration's words that no remote command ever sees, and of addresses that only look like names. */
import {isHostName, isNodeName, isUserName} from '../domain/grammar.ts';
import type {HostName, NodeName} from '../domain/ids.ts';

const acting = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** Text of 1 to 40 characters on one line, without controls. */
export function isLabel(value: string): boolean {
	return value.trim() !== '' && value.length <= 40 && !acting.test(value);
}

/** A path on this machine: anything on one line, up to 1,024 characters. */
export function isLocalPath(value: string): boolean {
	return value.trim() !== '' && value.length <= 1024 && !acting.test(value);
}

/** What `ssh -J` takes: `[user@]host[:port]`, several with commas; or `none`. */
export function isJumpList(value: string): boolean {
	return value.length <= 1024 && value.split(',').every(isJump);
}

function isJump(jump: string): boolean {
	const [, user, bracketed, plain, port] =
		/^(?:([^@]*)@)?(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(jump) ?? [];
	return (
		(user === undefined || isUserName(user)) &&
		isHostName(bracketed ?? plain ?? '') &&
		(port === undefined || (Number(port) >= 1 && Number(port) <= 65_535))
	);
}

/** Why this cannot be dialled, or undefined: `192.168.1.300` is a valid name to the grammar and a slip of the hand. */
export function hostProblem(host: string): string | undefined {
	if (/^[\d.]+$/.test(host) && !isIpv4(host)) {
		return 'must be an IPv4 address of four numbers from 0 to 255';
	}

	if (host.includes(':') && !URL.canParse(`http://[${host.replace(/%.*$/, '')}]/`)) {
		return /^[^:]+:\d{1,5}$/.test(host)
			? 'must be a host without a port: the port is ssh: {port: ...}'
			: 'must be an IPv6 address';
	}

	if (host.includes('@')) {
		return 'must be a host without a user: the user is ssh: {user: ...}';
	}

	return isHostName(host) ? undefined : 'must be a host name or an address';
}

/** A node's name that is dialled, too, where nothing else says what to dial: `123` could be the one and is not the other. */
export function isDialledName(name: string): name is HostName & NodeName {
	return isNodeName(name) && hostProblem(name) === undefined;
}

function isIpv4(host: string): boolean {
	const numbers = host.split('.');
	return (
		numbers.length === 4 &&
		numbers.every(number => /^\d{1,3}$/.test(number) && Number(number) <= 255)
	);
}
