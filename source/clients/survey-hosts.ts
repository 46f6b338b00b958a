import type {Failure} from '../domain/failure.ts';
import type {HostName} from '../domain/ids.ts';
import {isDialledName} from '../parsers/config-words.ts';
import {openTcp, type TcpAddress} from '../transport/open-tcp.ts';
import {askSshOptions, type ResolveWorld} from '../transport/ssh/ask-ssh-options.ts';
import {inTurns} from './in-turns.ts';

/** A host of the configuration of ssh, and whether it is there. */
export type SurveyedHost = {readonly alias: HostName} & (
	| {readonly state: 'answers'; readonly address: string}
	| {readonly state: 'silent'; readonly failure: Failure}
	/** Behind another host, so that only a login could tell. */
	| {readonly state: 'behind'; readonly way: string}
	/** A further name for one that stands before it. */
	| {readonly state: 'same'; readonly as: HostName}
	/** No machine of a rack: a host for source code. */
	| {readonly state: 'git'}
	/** No node can have its name. */
	| {readonly state: 'unnameable'}
	| {readonly state: 'unresolved'; readonly failure: Failure}
);

const hostsAtOnce = 8;
const portMs = 3000;
const gitHosts = new Set([
	'altssh.bitbucket.org',
	'altssh.gitlab.com',
	'aur.archlinux.org',
	'bitbucket.org',
	'codeberg.org',
	'git.sr.ht',
	'github.com',
	'gitlab.com',
	'ssh.dev.azure.com',
	'ssh.github.com',
]);

/** Looks which of the hosts have their port open: a TCP connection each, and not a byte over it. */
export async function surveyHosts(
	aliases: readonly HostName[],
	world: ResolveWorld,
	signal: AbortSignal,
): Promise<readonly SurveyedHost[]> {
	const places = await inTurns(aliases, hostsAtOnce, alias => placeOf(alias, world, signal));
	const firstAt = new Map<string, HostName>();
	for (const place of places) {
		if (place.kind === 'machine' && !firstAt.has(place.key)) {
			firstAt.set(place.key, place.alias);
		}
	}

	return inTurns(places, hostsAtOnce, async place => {
		if (place.kind === 'settled') {
			return place.host;
		}

		const {alias, key} = place;
		const first = firstAt.get(key) ?? alias;
		return first === alias ? lookAt(place, world, signal) : {alias, state: 'same', as: first};
	});
}

type Place =
	/** Known without a connection. */
	{readonly kind: 'settled'; readonly host: SurveyedHost} | ({readonly kind: 'machine'} & Machine);

type Machine = {
	readonly alias: HostName;
	readonly address: TcpAddress;
	/** What it is behind; undefined: nothing. */
	readonly way: string | undefined;
	/** The same for two names of one machine. */
	readonly key: string;
};

async function placeOf(alias: HostName, world: ResolveWorld, signal: AbortSignal): Promise<Place> {
	if (!isDialledName(alias)) {
		return {kind: 'settled', host: {alias, state: 'unnameable'}};
	}

	const nothing = {user: undefined, port: undefined, identity: undefined, jump: undefined};
	const options = await askSshOptions({name: alias, alias, ...nothing}, world, signal);
	if (!options.ok) {
		return {kind: 'settled', host: {alias, state: 'unresolved', failure: options.failure}};
	}

	const {hostName: host = alias, port = 22, user, proxyJump, proxyCommand} = options.value;
	if (user === 'git' || gitHosts.has(host.toLowerCase())) {
		return {kind: 'settled', host: {alias, state: 'git'}};
	}

	const way = proxyJump ?? (proxyCommand === undefined ? undefined : 'a ProxyCommand');
	const key = [host.toLowerCase(), port, user, way, proxyCommand].join(' ');
	return {kind: 'machine', alias, address: {host, port}, way, key};
}

async function lookAt(
	{alias, address, way}: Machine,
	{clock}: ResolveWorld,
	signal: AbortSignal,
): Promise<SurveyedHost> {
	if (way !== undefined) {
		return {alias, state: 'behind', way};
	}

	const socket = await openTcp(address, {clock, signal, limitMs: portMs});
	if (!socket.ok) {
		return {alias, state: 'silent', failure: socket.failure};
	}

	socket.value.destroy();
	return {alias, state: 'answers', address: `${address.host}:${address.port}`};
}
