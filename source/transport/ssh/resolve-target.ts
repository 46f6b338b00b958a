import {resolve as absolute} from 'node:path';
import type {NodeConfig, SshConfig} from '../../domain/config.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {type JumpHop, parseJumps} from '../../parsers/ssh-jumps.ts';
import type {SshOptions} from '../../parsers/ssh-options.ts';
import {ownAccount} from '../own-account.ts';
import {askSshOptions, type ResolveWorld} from './ask-ssh-options.ts';
import {isIdentity} from './read-key-file.ts';
import {type Asking, type Machine, targetOf} from './target-of.ts';

const mostHops = 8;

/**
 * Where and as whom to log in for a node: what `ssh -G` says of its host, with the node's own settings over it, and the
 * same for each hop before it. The host has the brand of a host name and stands behind `--`: it is never an option.
 *
 * Failures: `unsupported` where ssh refuses its configuration, or the hops have no end; `missing` for the node's own
 * key; `timedOut`, `cancelled`.
 */
export async function resolveTarget(
	node: Pick<NodeConfig, 'name' | 'host' | 'ssh'>,
	world: ResolveWorld,
	signal: AbortSignal,
): Promise<Result<SshTarget>> {
	const {user, port, jump, transport} = node.ssh;
	const identity = ownIdentity(node.ssh, world);
	if (identity !== undefined && !(await isIdentity(identity))) {
		return failed({kind: 'missing', where: identity});
	}

	const machine = {name: node.name, alias: node.host, user, port, identity, jump, transport};
	return resolveMachine(machine, [], {world, signal});
}

/** `behind`: the machines that this one is a hop for. */
async function resolveMachine(
	machine: Machine,
	behind: readonly Machine[],
	asking: Asking,
): Promise<Result<SshTarget>> {
	if (behind.length > mostHops) {
		return failed(noEnd(machine));
	}

	const options = await askSshOptions(machine, asking.world, asking.signal);
	if (!options.ok) {
		return options;
	}

	const hops = hopsOf(machine, options.value);
	if (hops === undefined || hops.length > mostHops) {
		const reason = `ProxyJump is no list of at most ${mostHops} hops: correct it in the configuration of ssh.`;
		return failed({kind: 'unsupported', where: machine.name, reason});
	}

	const jumps = await resolveHops(hops, [...behind, machine], asking);
	if (!jumps.ok) {
		return jumps;
	}

	return jumps.value.length > mostHops
		? failed(noEnd(machine))
		: succeeded(await targetOf({machine, options: options.value, jumps: jumps.value}, asking));
}

/** Undefined for what is no list of hops. With a ProxyCommand it is ssh that goes through. */
function hopsOf({jump}: Machine, {proxyJump}: SshOptions): readonly JumpHop[] | undefined {
	const text = jump ?? proxyJump;
	return text === undefined ? [] : parseJumps(text);
}

/** As ssh does it: the first hop may have hops of its own, each further one is reached through the one before. */
async function resolveHops(
	hops: readonly JumpHop[],
	behind: readonly Machine[],
	asking: Asking,
): Promise<Result<readonly SshTarget[]>> {
	const chain: SshTarget[] = [];
	const transport = behind[0]?.transport === 'ssh2' ? 'ssh2' : 'auto';
	for (const [index, {host, user, port}] of hops.entries()) {
		const jump = index === 0 ? undefined : 'none';
		const hop = {
			name: host,
			alias: host,
			user,
			port,
			identity: undefined,
			jump,
			transport,
		} as const;
		const resolved = await resolveMachine(hop, behind, asking);
		if (!resolved.ok) {
			return resolved;
		}

		const before = index === 0 ? resolved.value.jumps : [...chain];
		chain.splice(0, chain.length, ...before, {...resolved.value, jumps: before});
	}

	return succeeded(chain);
}

function noEnd({name, alias}: Machine): Failure {
	const reason = `the way there goes through itself or through more than ${mostHops} hosts: correct ProxyJump of ${alias} in the configuration of ssh.`;
	return {kind: 'unsupported', where: name, reason};
}

/** The shell that would expand `~` is not there. */
function ownIdentity({identity}: SshConfig, {env}: ResolveWorld): string | undefined {
	return identity === undefined
		? undefined
		: absolute(identity.replace(/^~(?=\/|$)/, () => ownAccount(env).home));
}
