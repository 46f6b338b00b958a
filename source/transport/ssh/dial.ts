import type {NodeConfig} from '../../domain/config.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {prepareAuthentication} from './authenticate.ts';
import {openHostKeyCheck} from './host-keys.ts';
import {createJumpPool} from './jump-pool.ts';
import {createKeyRing} from './key-ring.ts';
import type {NodeLink, OpenLink} from './node-link.ts';
import {resolveTarget} from './resolve-target.ts';
import type {SshWorld} from './ssh-world.ts';
import {createSsh2Link} from './ssh2-link.ts';
import {logIn} from './ssh2-client.ts';
import {connectSystem} from './system-link.ts';

/** One attempt to log in on a node, by the transport that can. */
export type Dial = (
	node: Pick<NodeConfig, 'name' | 'host' | 'ssh'>,
	open: OpenLink,
) => Promise<Result<NodeLink>>;

/** Dials nodes with one set of keys and one login on each jump host for all of them. */
export function createDial(world: SshWorld): Dial {
	const {clock, askSecret} = world;
	const keys = createKeyRing({clock, askSecret});
	const pass = createJumpPool(overSsh2);

	async function overSsh2(
		target: SshTarget,
		chain: readonly SshTarget[],
		open: OpenLink,
	): Promise<Result<NodeLink>> {
		const untilMs = clock.monotonicMs() + open.deadlineMs;
		const hostKeys = await openHostKeyCheck(target);
		if (!hostKeys.ok) {
			return hostKeys;
		}

		const passage = await pass(chain, target, open);
		if (!passage.ok) {
			return passage;
		}

		const {stream, release} = passage.value;
		const {signal} = open;
		const loggedIn = await logIn({
			...{target, clock, signal, hostKeys: hostKeys.value, over: stream},
			authentication: await prepareAuthentication(target, keys, {askSecret, signal}),
			deadlineMs: untilMs - clock.monotonicMs(),
		});
		if (!loggedIn.ok) {
			release();
			return failed(overWhole(loggedIn.failure, open));
		}

		open.onAuthenticated();
		const {where} = target;
		return succeeded(createSsh2Link({loggedIn: loggedIn.value, where, clock, release}));
	}

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

/** The deadline of the whole attempt is what a person waited for, not what was left of it for the last step. */
function overWhole(failure: Failure, {deadlineMs}: OpenLink): Failure {
	return failure.kind === 'timedOut' ? {...failure, afterMs: deadlineMs} : failure;
}

/** Why ssh2 cannot carry this target, or one of the hops before it; undefined: it can. */
async function reasonForSystem(target: SshTarget): Promise<string | undefined> {
	for (const machine of [target, ...target.jumps]) {
		if (machine.needsSystemSsh !== undefined) {
			return machine.needsSystemSsh;
		}

		const hostKeys = await openHostKeyCheck(machine);
		if (hostKeys.ok ? hostKeys.value.isCertificateOnly : hostKeys.failure.kind === 'unsupported') {
			return 'how its host key is checked';
		}
	}

	return undefined;
}

/** Nothing was tried yet when two programs find no algorithm in common, so the other transport may try. */
function isAlgorithmGap(failure: Failure): boolean {
	return failure.kind === 'protocol' && /no matching/i.test(failure.problem);
}
