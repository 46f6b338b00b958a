import {type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {type Master, type SystemWorld, startMaster} from './start-master.ts';

/** The logins on the hops before a machine. */
export type Way = {
	/** The one that the machine is reached through; undefined: it is reached from here. */
	readonly last: Master | undefined;
	readonly close: () => void;
};

export type OpenWay = {
	readonly signal: AbortSignal;
	/** Monotonic: for all hops together. */
	readonly untilMs: number;
};

/**
 * Logs in on each hop through the one before it. ssh's own ProxyJump would do it in one, but it would ask a person, take
 * no notice of our known_hosts, and not say which hop failed. Failures: those of `startMaster`, of the hop.
 */
export async function openWay(
	hops: readonly SshTarget[],
	{signal, untilMs}: OpenWay,
	world: SystemWorld,
): Promise<Result<Way>> {
	const masters: Master[] = [];
	const close = (): void => {
		for (const master of masters) {
			master.close();
		}
	};
	for (const hop of hops) {
		const deadlineMs = untilMs - world.clock.monotonicMs();
		const master = await startMaster(hop, {signal, deadlineMs, via: masters.at(-1)}, world);
		if (!master.ok) {
			close();
			return master;
		}

		masters.push(master.value);
	}

	return succeeded({last: masters.at(-1), close});
}
