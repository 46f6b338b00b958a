import type {Clock} from '../domain/clock.ts';
import type {OpenProbe} from '../domain/node-probe.ts';
import {succeeded} from '../domain/result.ts';
import {openLocalProbe} from './local-probe.ts';

export type ProbeParts = {
	readonly clock: Clock;
	/** Reads another machine. A rack without others never asks it, and need not load what it takes. */
	readonly openRemote: OpenProbe;
};

/** How a configured node is read: this machine from its own files, others from afar. */
export function createOpenProbe({clock, openRemote}: ProbeParts): OpenProbe {
	return async (node, opening) =>
		node.isLocal
			? succeeded(await openLocalProbe(clock, opening.onCommand))
			: openRemote(node, opening);
}
