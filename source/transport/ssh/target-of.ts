import {hostname} from 'node:os';
import {resolve as absolute} from 'node:path';
import type {SshTarget} from '../../domain/ssh-target.ts';
import type {SshConfig} from '../../domain/config.ts';
import {expandSshPath} from '../../parsers/ssh-path.ts';
import type {SshOptions} from '../../parsers/ssh-options.ts';
import {whySystemSsh} from '../../rules/ssh-transport.ts';
import {ownAccount} from '../own-account.ts';
import {listAgentKeys} from './agent-keys.ts';
import {askBuiltInAlgorithms, type ResolveWorld, type SshQuestion} from './ask-ssh-options.ts';
import {isFile, isIdentity, readPublicHalf} from './read-key-file.ts';

/** A machine and what the configuration of clusterdeck says of it. */
export type Machine = SshQuestion & Pick<SshConfig, 'transport'>;
export type Asking = {readonly world: ResolveWorld; readonly signal: AbortSignal};

export type Resolved = {
	readonly machine: Machine;
	readonly options: SshOptions;
	/** Nearest to us first. */
	readonly jumps: readonly SshTarget[];
};

/** With what is asked when the login begins, an agent that hangs costs two seconds in all. */
const agentLimitMs = 500;
const mostIdentities = 32;

/** What is dialled, with the files that are there. */
export async function targetOf(
	{machine, options, jumps}: Resolved,
	{world, signal}: Asking,
): Promise<SshTarget> {
	const expand = pathExpander(machine, options, world);
	const host = options.hostName ?? machine.alias;
	const port = machine.port ?? options.port ?? 22;
	const files = options.allowsPublicKeys ? await keyFiles(machine, options, expand) : noFiles;
	const agentSocket = options.allowsPublicKeys ? agentOf(options, world, expand) : undefined;
	const revoked = options.revokedHostKeysFile;
	const target = {
		where: `${machine.name} (${host.includes(':') ? `[${host}]` : host}:${port})`,
		alias: machine.alias,
		...{host, port},
		user: machine.user ?? options.user ?? ownAccount(world.env).name,
		hostKeyName: options.hostKeyAlias ?? host,
		knownHostsFiles: [
			...new Set([
				...expandAll(options.userKnownHostsFiles, expand),
				...expandAll(options.globalKnownHostsFiles, expand),
				world.ownKnownHosts,
			]),
		],
		// One that cannot be found must refuse every key, so it keeps its name.
		revokedKeysFile: revoked === undefined ? undefined : absolute(expand(revoked) ?? revoked),
		hostKeyAlgorithms: await wishedAlgorithms(options, {world, signal}),
		identityFiles: files.identities,
		isIdentitiesOnly: options.isIdentitiesOnly,
		...{agentSocket, jumps},
	};
	const own = await ownReason({machine, options, jumps}, {...target, ...files}, world);
	return {...target, needsSystemSsh: own ?? reasonOfHop(jumps)};
}

type Expand = (path: string) => string | undefined;

function pathExpander(machine: Machine, options: SshOptions, {env}: ResolveWorld): Expand {
	const {name, uid, home} = ownAccount(env);
	const tokens = {
		d: home,
		h: options.hostName ?? machine.alias,
		i: String(uid),
		k: options.hostKeyAlias ?? machine.alias,
		l: hostname(),
		L: hostname().split('.')[0] ?? '',
		n: machine.alias,
		p: String(machine.port ?? options.port ?? 22),
		r: machine.user ?? options.user ?? name,
		u: name,
	};
	return path => expandSshPath(path, {home, tokens, env});
}

function expandAll(paths: readonly string[], expand: Expand): readonly string[] {
	return paths
		.map(expand)
		.filter(path => path !== undefined)
		.map(path => absolute(path));
}

type KeyFiles = {readonly identities: readonly string[]; readonly certificates: readonly string[]};
const noFiles: KeyFiles = {identities: [], certificates: []};

async function keyFiles(
	{identity}: Machine,
	options: SshOptions,
	expand: Expand,
): Promise<KeyFiles> {
	const own = identity === undefined ? [] : [identity];
	const named = new Set([...own, ...expandAll(options.identityFiles, expand)]);
	const identities = await keep([...named].slice(0, mostIdentities), isIdentity);
	const certificates = [
		...expandAll(options.certificateFiles, expand).slice(0, mostIdentities),
		...identities.map(path => `${path}-cert.pub`),
	];
	return {identities, certificates: await keep(certificates, isFile)};
}

async function keep(
	paths: readonly string[],
	isThere: (path: string) => Promise<boolean>,
): Promise<readonly string[]> {
	const there = await Promise.all(paths.map(isThere));
	return paths.filter((_, index) => there[index]);
}

/** IdentityAgent of ssh_config(5): `SSH_AUTH_SOCK`, `$VARIABLE` or a path; `none` is no absolute path, and no agent. */
function agentOf(
	{identityAgent: wish}: SshOptions,
	{env}: ResolveWorld,
	expand: Expand,
): string | undefined {
	const isNamed = wish !== undefined && wish !== 'SSH_AUTH_SOCK';
	const [, variable] = /^\$([A-Za-z_]\w*)$/.exec(isNamed ? wish : '$SSH_AUTH_SOCK') ?? [];
	const path = variable === undefined ? expand(wish ?? '') : env[variable];
	return path?.startsWith('/') ? path : undefined;
}

/** `ssh -G` always prints a list: one that is its own is no wish. */
async function wishedAlgorithms(
	{hostKeyAlgorithms: listed}: SshOptions,
	{world, signal}: Asking,
): Promise<readonly string[] | undefined> {
	const builtIn = await askBuiltInAlgorithms(world.clock, signal);
	return listed.length === 0 || listed.join() === builtIn?.join() ? undefined : listed;
}

type Means = Pick<SshTarget, 'identityFiles' | 'agentSocket' | 'isIdentitiesOnly'> & KeyFiles;

async function ownReason(
	{machine, options}: Resolved,
	{identityFiles, agentSocket, isIdentitiesOnly, certificates}: Means,
	world: ResolveWorld,
): Promise<string | undefined> {
	const {transport, jump} = machine;
	const [halves, agentTypes, hasKerberosTicket] = await Promise.all([
		Promise.all(identityFiles.map(readPublicHalf)),
		isIdentitiesOnly || transport !== 'auto' ? [] : agentTypesOf(agentSocket, world),
		hasTicket(world),
	]);
	return whySystemSsh({
		transport,
		hasProxyCommand: jump === undefined && options.proxyCommand !== undefined,
		hasCertificate: certificates.length > 0 || agentTypes.some(isCertificate),
		identityTypes: halves.map(half => half?.type ?? ''),
		agentTypes,
		hasPkcs11Provider: options.pkcs11Provider !== undefined,
		allowsGssapi: options.allowsGssapi,
		hasKerberosTicket,
		allowsHostBased: options.allowsHostBased,
	});
}

function reasonOfHop(jumps: readonly SshTarget[]): string | undefined {
	const hop = jumps.find(({needsSystemSsh}) => needsSystemSsh !== undefined);
	return hop && `${hop.needsSystemSsh} on the way, at ${hop.alias}`;
}

async function agentTypesOf(
	socket: string | undefined,
	{clock}: ResolveWorld,
): Promise<readonly string[]> {
	const keys =
		socket === undefined ? undefined : await listAgentKeys(socket, {clock, limitMs: agentLimitMs});
	return keys?.ok ? keys.value.map(({type}) => type) : [];
}

function isCertificate(type: string): boolean {
	return type.includes('-cert-v');
}

/** A cache of tickets: a file, or a kind that shows no file (`KEYRING:`, `KCM:`), set by whoever logged us in. */
async function hasTicket({env}: ResolveWorld): Promise<boolean> {
	const named = env['KRB5CCNAME'] || `/tmp/krb5cc_${ownAccount(env).uid}`;
	const [, kind = 'FILE', path = ''] = /^(?:([A-Za-z]+):)?(.*)$/.exec(named) ?? [];
	return kind === 'FILE' ? isFile(path) : true;
}
