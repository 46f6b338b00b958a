/**
 * ProxyJump of ssh_config(5) and `ssh -J`: hops with commas, nearest to us first, each `[user@]host[:port]` or a URI.
 *
 *     login
 *     me@login:2222,[fd00::7]:22
 *     ssh://me@login:2222
 *
 * https://man.openbsd.org/ssh_config#ProxyJump
 */
import {isHostName} from '../domain/grammar.ts';
import type {HostName} from '../domain/ids.ts';

export type JumpHop = {
	readonly user: string | undefined;
	readonly host: HostName;
	readonly port: number | undefined;
};

/** Undefined when a hop is not one: nothing that may not stand in an argument list gets through. `none` is no hop. */
export function parseJumps(text: string): readonly JumpHop[] | undefined {
	if (text.trim().toLowerCase() === 'none') {
		return [];
	}

	const hops: JumpHop[] = [];
	for (const part of text.split(',')) {
		const hop = parseHop(part.trim());
		if (hop === undefined) {
			return undefined;
		}

		hops.push(hop);
	}

	return hops;
}

/** The last `@` ends the user, who may have one in the name; more than one colon without brackets is an IPv6 address. */
function parseHop(text: string): JumpHop | undefined {
	const [, user, place = ''] = /^(?:ssh:\/\/)?(?:(.+)@)?([^@]+?)\/?$/.exec(text) ?? [];
	const [, bracketed, plain, digits] =
		/^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(place) ?? [];
	const host = bracketed ?? plain ?? place;
	const port = digits === undefined ? undefined : Number(digits);
	const isPort = port === undefined || (port >= 1 && port <= 65_535);
	return isHostName(host) && isPort && isLogin(user) ? {user, host, port} : undefined;
}

/** Wider than a user name of ours, since ssh also logs in as `me@realm`; never an option, a blank or a control. */
function isLogin(user: string | undefined): boolean {
	return user === undefined || /^[\p{L}\p{N}_][^\s\p{Cc}'"`$\\;|&<>(){}]{0,254}$/u.test(user);
}
