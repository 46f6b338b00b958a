import type {Failure} from '../../domain/failure.ts';
import {failed, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {prepareAuthentication} from './authenticate.ts';
import {openHostKeyCheck} from './host-keys.ts';
import {createJumpPool, type OpenHop, type Pass} from './jump-pool.ts';
import {keyRingOf} from './key-ring.ts';
import type {OpenLink} from './node-link.ts';
import {createSsh2Link} from './ssh2-link.ts';
import {logIn} from './ssh2-client.ts';
import type {SshWorld} from './ssh-world.ts';

export type OverSsh2 = {
	/** Logs in on a machine, through the hops before it. */
	readonly open: OpenHop;
	/** Opens the way through hops, without what is behind the last. */
	readonly pass: Pass;
};

/** Logins by ssh2 with one set of keys and one login on each jump host for all of them. */
export function createOverSsh2({
	clock,
	askSecret,
}: Pick<SshWorld, 'clock' | 'askSecret'>): OverSsh2 {
	const keys = keyRingOf({clock, askSecret});
	const pass = createJumpPool(openLink, clock);

	async function openLink(
		target: SshTarget,
		chain: readonly SshTarget[],
		open: OpenLink,
	): ReturnType<OpenHop> {
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
		const authentication = await prepareAuthentication(target, keys, {askSecret, signal});
		const loggedIn = await logIn({
			...{target, clock, signal, hostKeys: hostKeys.value, over: stream, authentication},
			deadlineMs: untilMs - clock.monotonicMs(),
		});
		if (!loggedIn.ok) {
			release();
			const {failure} = loggedIn;
			// sshd waits two minutes for a login: who types for longer is not asked again.
			const unlocking = failure.kind === 'unreachable' ? authentication.unlocking() : undefined;
			if (unlocking === undefined) {
				return failed(overWhole(failure, open));
			}

			return (await unlocking) ? openLink(target, chain, open) : failed(authentication.failure());
		}

		open.onAuthenticated();
		const {where} = target;
		return succeeded(createSsh2Link({loggedIn: loggedIn.value, where, clock, release}));
	}

	return {open: openLink, pass};
}

/** The deadline of the whole attempt is what a person waited for, not what was left of it for the last step. */
function overWhole(failure: Failure, {deadlineMs}: OpenLink): Failure {
	return failure.kind === 'timedOut' ? {...failure, afterMs: deadlineMs} : failure;
}
