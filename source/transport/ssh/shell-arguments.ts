import type {NodeConfig} from '../../domain/config.ts';

type ShellPlace = {
	/** As `ssh -F`; undefined: the person's own, and the system's. */
	readonly sshConfigFile: string | undefined;
	/** As `UserKnownHostsFile` takes them; undefined: as ssh has it. */
	readonly knownHosts?: string | undefined;
};

/** What a person would type to be on the node: ssh with its own configuration, and what ours says over it. */
export function shellArguments(
	{host, ssh}: Pick<NodeConfig, 'host' | 'ssh'>,
	{sshConfigFile, knownHosts}: ShellPlace,
): readonly ['ssh', ...string[]] {
	const {user, port, identity, jump} = ssh;
	return [
		'ssh',
		...(sshConfigFile === undefined ? [] : ['-F', sshConfigFile]),
		...(knownHosts === undefined ? [] : ['-o', `UserKnownHostsFile=${knownHosts}`]),
		...(port === undefined ? [] : ['-p', String(port)]),
		...(user === undefined ? [] : ['-l', user]),
		...(identity === undefined ? [] : ['-i', identity]),
		...(jump === undefined ? [] : ['-J', jump]),
		...['--', host],
	];
}
