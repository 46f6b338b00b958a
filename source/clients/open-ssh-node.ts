import type {OpenProbe} from '../domain/node-probe.ts';
import {createDial} from '../transport/ssh/dial.ts';
import type {SshWorld} from '../transport/ssh/ssh-world.ts';
import {openLinkedNode} from './open-linked-node.ts';

/** Reads nodes over ssh: one login each, and the lanes on it. */
export function createOpenSshNode(world: SshWorld): OpenProbe {
	const {clock} = world;
	const dial = createDial(world);
	return async (node, opening) => {
		const {signal, deadlineMs, onCommand} = opening;
		const untilMs = clock.monotonicMs() + deadlineMs;
		const link = await dial(node, opening);
		if (!link.ok) {
			return link;
		}

		const leftMs = untilMs - clock.monotonicMs();
		return openLinkedNode(link.value, {
			...{where: node.name, clock, signal, deadlineMs: leftMs, onCommand},
		});
	};
}
