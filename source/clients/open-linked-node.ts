import type {NodeProbe} from '../domain/node-probe.ts';
import {type Result, succeeded} from '../domain/result.ts';
import type {NodeLink} from '../transport/ssh/node-link.ts';
import {openAccelerators} from './accelerator-lanes.ts';
import {openSshProbe, type SshProbeParts} from './ssh-probe.ts';
import {withAccelerators} from './with-accelerators.ts';

/** The lanes on a login that has succeeded, whatever carries it; what cannot be opened closes the login. */
export async function openLinkedNode(
	link: NodeLink,
	parts: SshProbeParts,
): Promise<Result<NodeProbe>> {
	const probe = await openSshProbe(link, parts);
	if (!probe.ok) {
		link.close();
		return probe;
	}

	const accelerators = openAccelerators(link.openShell, parts);
	return succeeded(withAccelerators(probe.value, accelerators, parts.clock));
}
