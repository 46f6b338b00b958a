import type {OpenProbe} from '../domain/node-probe.ts';
import {succeeded} from '../domain/result.ts';
import {createDial} from '../transport/ssh/dial.ts';
import type {SshWorld} from '../transport/ssh/ssh-world.ts';
import {openAccelerators} from './accelerator-lanes.ts';
import {openSshProbe} from './ssh-probe.ts';
import {withAccelerators} from './with-accelerators.ts';

/** Reads nodes over ssh: one login each, and the lanes on it. */
export function createOpenSshNode(world: SshWorld): OpenProbe {
	const {clock} = world;
	const dial = createDial(world);
	return async (node, opening) => {
		const {signal, deadlineMs} = opening;
		const untilMs = clock.monotonicMs() + deadlineMs;
		const link = await dial(node, opening);
		if (!link.ok) {
			return link;
		}

		const where = node.name;
		const leftMs = untilMs - clock.monotonicMs();
		const probe = await openSshProbe(link.value, {where, clock, signal, deadlineMs: leftMs});
		if (!probe.ok) {
			link.value.close();
			return probe;
		}

		const accelerators = openAccelerators(link.value.openShell, {clock, where});
		return succeeded(withAccelerators(probe.value, accelerators, clock));
	};
}
