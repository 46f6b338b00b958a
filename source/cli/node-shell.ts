import type {NodeConfig} from '../domain/config.ts';
import type {Result} from '../domain/result.ts';
import {runOnTerminal} from '../transport/run-on-terminal.ts';
import {knownHostsValue} from '../transport/ssh/master-arguments.ts';
import {resolveTarget} from '../transport/ssh/resolve-target.ts';
import {shellArguments} from '../transport/ssh/shell-arguments.ts';
import {ownKnownHosts} from '../transport/ssh/ssh-world.ts';
import type {ProcessEnd} from '../transport/start-process.ts';
import type {Surroundings} from './surroundings.ts';

type ShellWorld = Pick<Surroundings, 'env' | 'clock' | 'signal'>;

/** A shell on the node, on our terminal until it ends: the person's own on this machine, else what ssh gives. */
export async function runNodeShell(
	node: NodeConfig,
	world: ShellWorld,
): Promise<Result<ProcessEnd>> {
	const command = node.isLocal
		? {argv: localShell(world.env), isShell: true}
		: {argv: await remoteShell(node, world)};
	return runOnTerminal(command, world.clock, world.signal);
}

function localShell({SHELL}: ShellWorld['env']): readonly [string, ...string[]] {
	return [SHELL?.startsWith('/') === true ? SHELL : '/bin/sh', '-i'];
}

/** Host keys that were accepted here count too. Where ssh cannot say which files it has it will say why by itself. */
async function remoteShell(
	node: NodeConfig,
	{env, clock, signal}: ShellWorld,
): Promise<readonly [string, ...string[]]> {
	const sshConfigFile = env['CLUSTERDECK_SSH_CONFIG'];
	const ownFile = ownKnownHosts(env);
	const resolving = {clock, env, sshConfigFile, ownKnownHosts: ownFile};
	const target = await resolveTarget(node, resolving, signal);
	const knownHosts = target.ok ? knownHostsValue(target.value, ownFile) : undefined;
	return shellArguments(node, {sshConfigFile, knownHosts});
}
