import type {NodeConfig} from '../../domain/config.ts';
import type {Result} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import type {NodeLink, OpenLink} from './node-link.ts';
import {createOverSsh2} from './over-ssh2.ts';
import {isAlgorithmGap, reasonForSystem} from './reason-for-system.ts';
import {resolveTarget} from './resolve-target.ts';
import type {SshWorld} from './ssh-world.ts';
import {connectSystem} from './system-link.ts';

/** One attempt to log in on a node, by the transport that can. */
export type Dial = (
	node: Pick<NodeConfig, 'name' | 'host' | 'ssh'>,
	open: OpenLink,
) => Promise<Result<NodeLink>>;

/** Dials nodes with one set of keys and one login on each jump host for all of them. */
export function createDial(world: SshWorld): Dial {
	const {open: overSsh2} = createOverSsh2(world);

	function overSystem(target: SshTarget, open: OpenLink, reason: string) {
		return connectSystem(target, open, {...world, reason});
	}

	return async (node, open) => {
		const resolved = await resolveTarget(node, world, open.signal);
		if (!resolved.ok) {
			return resolved;
		}

		const target = resolved.value;
		const reason = await reasonForSystem(target);
		if (reason !== undefined && node.ssh.transport !== 'ssh2') {
			return overSystem(target, open, reason);
		}

		const link = await overSsh2(target, target.jumps, open);
		return !link.ok && isAlgorithmGap(link.failure) && node.ssh.transport === 'auto'
			? overSystem(target, open, 'the algorithms of its sshd')
			: link;
	};
}
