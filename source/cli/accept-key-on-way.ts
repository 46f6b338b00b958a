import type {ErrandEffect} from '../domain/effect.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {SshTarget} from '../domain/ssh-target.ts';
import {createHostKeyFetcher} from '../transport/ssh/offered-host-key.ts';
import {resolveTarget} from '../transport/ssh/resolve-target.ts';
import {sshWorld} from '../transport/ssh/ssh-world.ts';
import {lookAtHostKey, rememberHostKey} from './host-key-look.ts';
import type {Surroundings} from './surroundings.ts';

export type KeyOnWay = {
	/** The machines on the way whose keys are known now, as failures name them. */
	readonly where: readonly string[];
	/** Where the key was written; undefined: it was known by then. */
	readonly file: string | undefined;
};

const deadlineMs = 15_000;

/**
 * Accepts the key that a person was shown for a node, or for a hop on the way to it: the machine is asked for its key
 * once more, and another one than was shown is refused.
 *
 * Failures: `rejected` where it shows another key now; those of finding the way, of asking and of writing.
 */
export async function acceptKeyOnWay(
	{node, fingerprint}: Pick<Extract<ErrandEffect, {type: 'acceptHostKey'}>, 'node' | 'fingerprint'>,
	world: Surroundings,
): Promise<Result<KeyOnWay>> {
	const {signal} = world;
	const ssh = sshWorld(world);
	const resolved = await resolveTarget(node, ssh, signal);
	if (!resolved.ok) {
		return resolved;
	}

	const fetchKey = createHostKeyFetcher(ssh);
	const where: string[] = [];
	for (const target of [...resolved.value.jumps, resolved.value]) {
		const look = await lookAtHostKey(target, () => fetchKey(target, {signal, deadlineMs}));
		if (!look.ok) {
			return look;
		}

		where.push(target.where);
		if (look.value.state === 'unknown') {
			return look.value.fingerprint === fingerprint
				? andWhere(await rememberHostKey(look.value, world), where)
				: failed(otherKey(target, {shown: fingerprint, now: look.value.fingerprint}));
		}
	}

	return succeeded({where, file: undefined});
}

function andWhere(file: Result<string>, where: readonly string[]): Result<KeyOnWay> {
	return file.ok ? succeeded({where, file: file.value}) : file;
}

function otherKey({where}: SshTarget, {shown, now}: {shown: string; now: string}) {
	const reason = `it shows ${now} now, not ${shown}. Nothing was accepted.`;
	return {kind: 'rejected', where, reason} as const;
}
