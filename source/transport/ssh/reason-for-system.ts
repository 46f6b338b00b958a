import type {Failure} from '../../domain/failure.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {openHostKeyCheck} from './host-keys.ts';

/** Why ssh2 cannot carry this target, or one of the hops before it; undefined: it can. */
export async function reasonForSystem(target: SshTarget): Promise<string | undefined> {
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
export function isAlgorithmGap(failure: Failure): boolean {
	return failure.kind === 'protocol' && /^Handshake failed: no matching /.test(failure.problem);
}
