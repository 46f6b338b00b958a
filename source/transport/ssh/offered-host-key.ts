import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {type FetchHostKey, fetchHostKeyBySystem, type OfferedHostKey} from './fetch-host-key.ts';
import {keyTypeOf, openHostKeyCheck} from './host-keys.ts';
import {createOverSsh2} from './over-ssh2.ts';
import {isAlgorithmGap, reasonForSystem} from './reason-for-system.ts';
import type {SshWorld} from './ssh-world.ts';
import {type ClientParts, logIn} from './ssh2-client.ts';

/**
 * The key that a host shows now. The attempt stops there: nothing of a login is sent to that host. On the hops before
 * it there is a login, so their keys have to be known.
 *
 * Failures: those of dialling, of the hops, and of reading known_hosts; `protocol` where no key is shown.
 */
export function createHostKeyFetcher(
	world: SshWorld,
): (target: SshTarget, fetch: FetchHostKey) => Promise<Result<OfferedHostKey>> {
	const {pass} = createOverSsh2(world);

	async function fetchBySsh2(
		target: SshTarget,
		{signal, deadlineMs}: FetchHostKey,
	): Promise<Result<OfferedHostKey>> {
		const {clock} = world;
		const untilMs = clock.monotonicMs() + deadlineMs;
		const recorded = await openHostKeyCheck(target);
		if (!recorded.ok) {
			return recorded;
		}

		const open = {signal, deadlineMs, onAuthenticated: () => undefined};
		const passage = await pass(target.jumps, target, open);
		if (!passage.ok) {
			return passage;
		}

		let offered: Uint8Array | undefined;
		const stop: Failure = {kind: 'cancelled', where: target.where};
		const attempt = await logIn({
			...{target, clock, signal, over: passage.value.stream},
			hostKeys: {
				...recorded.value,
				verify(key) {
					offered = key;
					return stop;
				},
			},
			authentication: noAuthentication(stop),
			deadlineMs: untilMs - clock.monotonicMs(),
		});
		passage.value.release();
		const keyType = offered && keyTypeOf(offered);
		if (offered !== undefined && keyType !== undefined) {
			return succeeded({keyType, key: offered});
		}

		const problem = 'it showed no host key';
		return attempt.ok ? failed({kind: 'protocol', where: target.where, problem}) : attempt;
	}

	return async (target, fetch) => {
		const isSystem = (await reasonForSystem(target)) !== undefined;
		const offered = isSystem ? undefined : await fetchBySsh2(target, fetch);
		return offered === undefined || (!offered.ok && isAlgorithmGap(offered.failure))
			? fetchHostKeyBySystem(target, fetch, world)
			: offered;
	};
}

/** It is never asked: the host key comes first. */
function noAuthentication(failure: Failure): ClientParts['authentication'] {
	return {handler: (_left, _partial, next) => next(false), failure: () => failure};
}
