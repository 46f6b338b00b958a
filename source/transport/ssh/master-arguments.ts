import type {SshTarget} from '../../domain/ssh-target.ts';

export type MasterPlace = Shared & {
	/** Where it listens for those who want a session or a stream. */
	readonly socket: string;
	readonly ownKnownHosts: string;
};

export type KeyPlace = Shared & {
	/** Where the key is written. */
	readonly file: string;
	/** Whether ssh knows KnownHostsCommand, as it does since 8.5. */
	readonly hasKeyCommand: boolean;
};

type Shared = {
	/** As `ssh -F`; undefined: the person's own, and the system's. */
	readonly sshConfigFile: string | undefined;
	readonly connectTimeoutMs: number;
	/** Through the master of the hop before it, whose socket stands in the environment: `viaVariable`. */
	readonly isVia: boolean;
};

/** Said on stdout when we are logged in and the socket listens: ssh runs LocalCommand then. */
export const authenticatedWord = 'authenticated';

/** Holds the socket of the hop before, as `socketArgument` writes it. */
export const viaVariable = 'CLUSTERDECK_VIA';

/**
 * A mux client that cannot connect by itself: with a dead socket ssh would log in anew, so the way is closed. Without a
 * configuration, since the master has read it.
 */
const overMaster = ['-F', 'none', '-o', 'ControlMaster=no', '-o', 'ProxyCommand=false'] as const;

/** Everything is said here; the person's own configuration adds certificates, ProxyCommand and the like. */
export function masterArguments(target: SshTarget, place: MasterPlace): readonly string[] {
	return [
		...['-M', '-S', socketArgument(place.socket), '-N', '-T', '-e', 'none'],
		...sharedArguments(place),
		...options([
			'StrictHostKeyChecking=yes',
			`UserKnownHostsFile=${knownHostsValue(target, place.ownKnownHosts)}`,
			'ControlPersist=no',
			'ServerAliveInterval=5',
			'ServerAliveCountMax=2',
			'PermitLocalCommand=yes',
			`LocalCommand=echo ${authenticatedWord}`,
		]),
		// `-i` takes no name with a `%` in it.
		...options(target.identityFiles.map(file => `IdentityFile=${quoted(file)}`)),
		...(target.isIdentitiesOnly ? options(['IdentitiesOnly=yes']) : []),
		...addressArguments(target),
	];
}

/**
 * Asks the host for its key and leaves before anything is said of a login. Without KnownHostsCommand, and with a host
 * certificate, ssh first sends the user name with the method `none`: another one would change what Match and %r do.
 */
export function keyArguments(target: SshTarget, place: KeyPlace): readonly string[] {
	return [
		...['-N', '-T'],
		...sharedArguments(place),
		...options([
			'StrictHostKeyChecking=accept-new',
			`UserKnownHostsFile=${quoted(place.file)}`,
			'GlobalKnownHostsFile=/dev/null',
			...(place.hasKeyCommand ? [`KnownHostsCommand=${keyCommand(place.file)}`] : []),
			'HashKnownHosts=no',
			'PreferredAuthentications=none',
			'ControlMaster=no',
			'ControlPath=none',
		]),
		...addressArguments(target),
	];
}

/** Keeps the key that ssh was shown, and tells it that this key is revoked. Certificates are left to ssh itself. */
const keepKey =
	'case $2 in NONE|*-cert-*) exit 0;; esac; echo "* $2 $3" >"$1"; echo "@revoked * $2 $3"';

/** ssh takes it apart as a shell would, and puts in the type and the key: ssh_config(5) under KnownHostsCommand. */
function keyCommand(file: string): string {
	return `/bin/sh -c '${keepKey}' sh ${quoted(file)} %t %K`;
}

/** For a session over a master: the remote command follows. */
export function sessionArguments(socket: string): readonly string[] {
	const quiet = options(['LogLevel=ERROR']);
	return ['-S', socketArgument(socket), ...overMaster, ...quiet, '-e', 'none', '-T', '--', 'node'];
}

/** For a stream over a master to `host:port`, an IPv6 address in brackets; it says when it is open (DEBUG1). */
export function streamArguments(socket: string, address: string): readonly string[] {
	const talkative = options(['LogLevel=DEBUG1']);
	return ['-S', socketArgument(socket), ...overMaster, ...talkative, '-W', address, '--', 'node'];
}

export type Forward = {
	readonly deed: 'forward' | 'cancel';
	readonly port: number;
	/** Of a socket here. */
	readonly path: string;
};

/** Has the master listen on the node's own loopback, at a free port where `port` is 0, for a socket here; or no more. */
export function forwardArguments(
	socket: string,
	{deed, port, path}: Forward,
): readonly [string, ...string[]] {
	const quiet = options(['LogLevel=ERROR']);
	const way = ['-O', deed, '-R', `127.0.0.1:${port}:${path}`];
	return ['ssh', '-S', socketArgument(socket), ...overMaster, ...quiet, ...way, '--', 'node'];
}

/** A control path may hold tokens such as %h. */
export function socketArgument(socket: string): string {
	return escapePercent(socket);
}

function sharedArguments({sshConfigFile, connectTimeoutMs, isVia}: Shared): readonly string[] {
	return [
		...(sshConfigFile === undefined ? [] : ['-F', sshConfigFile]),
		...options([
			'BatchMode=yes',
			'UpdateHostKeys=no',
			'FingerprintHash=sha256',
			'LogLevel=DEBUG1',
			`ConnectTimeout=${Math.max(1, Math.ceil(connectTimeoutMs / 1000))}`,
			'ForwardAgent=no',
			'ForwardX11=no',
			'ClearAllForwardings=yes',
			'Tunnel=no',
			'RemoteCommand=none',
			...(isVia ? [`ProxyCommand=${viaCommand}`] : []),
		]),
	];
}

/** Run by the person's shell, after `exec`. It takes no data from us: ssh puts the host in, as it does for ProxyJump. */
const viaCommand = `ssh -S "$${viaVariable}" ${overMaster.join(' ')} -o LogLevel=ERROR -W "[%h]:%p" -- node`;

function addressArguments({port, user, alias}: SshTarget): readonly string[] {
	return ['-p', String(port), '-l', user, '--', alias];
}

/** The files of ssh with our own behind them, as `UserKnownHostsFile` takes them. */
export function knownHostsValue(
	{knownHostsFiles}: Pick<SshTarget, 'knownHostsFiles'>,
	ownKnownHosts: string,
): string {
	return [...new Set([...knownHostsFiles, ownKnownHosts])].map(quoted).join(' ');
}

function options(settings: readonly string[]): readonly string[] {
	return settings.flatMap(setting => ['-o', setting]);
}

/** ssh reads lists of files as a shell would, with tokens such as %h in them. */
function quoted(path: string): string {
	return `"${escapePercent(path).replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function escapePercent(path: string): string {
	return path.replaceAll('%', '%%');
}
