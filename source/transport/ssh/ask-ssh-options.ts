import type {Clock} from '../../domain/clock.ts';
import type {HostName} from '../../domain/ids.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import {parseSshOptions, type SshOptions} from '../../parsers/ssh-options.ts';
import {type OwnAccount, ownAccount} from '../own-account.ts';
import {runProcess} from '../run-process.ts';

export type ResolveWorld = {
	readonly clock: Clock;
	/** `SSH_AUTH_SOCK`, `KRB5CCNAME`, and what `${...}` in the configuration of ssh names. */
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Another configuration than ~/.ssh/config and /etc/ssh/ssh_config, as `ssh -F`; ssh does not ask $HOME for it. */
	readonly sshConfigFile: string | undefined;
	/** Clusterdeck's own known_hosts file, beside those of ssh. */
	readonly ownKnownHosts: string;
};

export type SshQuestion = {
	/** As failures name it. */
	readonly name: string;
	readonly alias: HostName;
	readonly user: string | undefined;
	readonly port: number | undefined;
	/** Absolute path of a key that is there. */
	readonly identity: string | undefined;
	/** The hops that were told; then those of ssh do not count, be they a loop. */
	readonly jump: string | undefined;
};

/** A `Match exec` may ask the network. */
const deadlineMs = 5000;
const mostBytes = 262_144;

/**
 * What ssh itself makes of its configuration for one host: Include, Match, tokens and canonical names are its business.
 * Where there is no `ssh` program there is hardly a configuration for it, so its defaults hold.
 *
 * Failures: `unsupported` for a configuration that ssh refuses, in ssh's words; `timedOut`, `cancelled`.
 */
export async function askSshOptions(
	question: SshQuestion,
	{clock, env, sshConfigFile}: ResolveWorld,
	signal: AbortSignal,
): Promise<Result<SshOptions>> {
	const {name, alias, user, port, identity, jump} = question;
	const argv: [string, ...string[]] = [
		...(['ssh', '-G', '-T'] as const),
		...(sshConfigFile ? ['-F', sshConfigFile] : []),
		...(port === undefined ? [] : ['-p', String(port)]),
		...(user === undefined ? [] : ['-l', user]),
		...(identity === undefined ? [] : ['-i', identity]),
		...(jump === undefined ? [] : ['-o', 'ProxyJump=none']),
		...['--', alias],
	];
	const asked = await runProcess({argv, timeoutMs: deadlineMs, maxBytes: mostBytes}, clock, signal);
	if (!asked.ok) {
		return asked.failure.kind === 'missing'
			? succeeded(defaultOptions(question, ownAccount(env)))
			: asked;
	}

	const {exitCode, stdout, stderr} = asked.value;
	if (exitCode === 0) {
		return succeeded(parseSshOptions(stdout).value);
	}

	const complaint = stderr.split('\n').find(line => line.trim() !== '') ?? `exit ${exitCode}`;
	const reason = `ssh refuses its configuration: ${complaint.trim()}. Correct it until "ssh -G ${alias}" works.`;
	return failed({kind: 'unsupported', where: name, reason});
}

let builtInAlgorithms: readonly string[] | undefined;

/** What ssh prefers where no configuration says anything; asked for once. */
export async function askBuiltInAlgorithms(
	clock: Clock,
	signal: AbortSignal,
): Promise<readonly string[] | undefined> {
	const argv = ['ssh', '-G', '-F', 'none', '--', 'localhost'] as const;
	builtInAlgorithms ??= await runProcess(
		{argv, timeoutMs: deadlineMs, maxBytes: mostBytes},
		clock,
		signal,
	).then(asked =>
		asked.ok && asked.value.exitCode === 0
			? parseSshOptions(asked.value.stdout).value.hostKeyAlgorithms
			: undefined,
	);
	return builtInAlgorithms;
}

function defaultOptions(question: SshQuestion, {name, home}: OwnAccount): SshOptions {
	const folder = `${home}/.ssh`;
	const types = ['ed25519', 'ecdsa', 'rsa'];
	return {
		hostName: question.alias,
		port: question.port ?? 22,
		user: question.user ?? name,
		identityFiles:
			question.identity === undefined
				? types.map(type => `${folder}/id_${type}`)
				: [question.identity],
		certificateFiles: [],
		isIdentitiesOnly: false,
		identityAgent: undefined,
		proxyJump: undefined,
		proxyCommand: undefined,
		hostKeyAlias: undefined,
		userKnownHostsFiles: [`${folder}/known_hosts`],
		globalKnownHostsFiles: ['/etc/ssh/ssh_known_hosts'],
		revokedHostKeysFile: undefined,
		hostKeyAlgorithms: [],
		allowsGssapi: false,
		allowsHostBased: false,
		allowsPublicKeys: true,
		pkcs11Provider: undefined,
	};
}
