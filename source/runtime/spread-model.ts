import type {ModelName, NodeName} from '../domain/ids.ts';
import {isUnableToCopy} from '../rules/unable-to-copy.ts';
import {type DoDeed, spreadCopies} from './spread-copies.ts';

export type Spreading = {
	readonly model: ModelName;
	/** Each once; the first are asked for it first. */
	readonly nodes: readonly NodeName[];
	/** A deed is cancelled only where all are, so that nothing begins any more. */
	readonly act: DoDeed;
};

/** Nodes that try the registry where those before them did not get it. */
const mostPulls = 3;

/**
 * Brings a model to several nodes: one pulls it, the others copy it from those that have it, of which there are more
 * and more. Where that cannot be, a node pulls for itself. Resolves when all have ended; how each ended is told by `act`.
 *
 * @returns the nodes that it did not come to
 */
export async function spreadModel({model, nodes, act}: Spreading): Promise<readonly NodeName[]> {
	const missed: NodeName[] = [];
	const waiting = [...nodes];
	const pulled = await pullOnce({model, waiting, act});
	missed.push(...pulled.missed);
	if (pulled.by === undefined) {
		if (pulled.isCancelled) {
			// Those that were not begun are told as such.
			await Promise.all(waiting.map(node => act({type: 'pull', node, model})));
		}

		return [...missed, ...waiting];
	}

	const copied = await spreadCopies({
		...{model, nodes: waiting, act, from: [pulled.by]},
		instead: async (node, end) =>
			end.state === 'failed' && isUnableToCopy(end.failure)
				? act({type: 'pull', node, model})
				: end,
	});
	return [...missed, ...copied];
}

type Pulling = {
	readonly model: ModelName;
	/** Those that have tried are taken off. */
	readonly waiting: NodeName[];
	readonly act: DoDeed;
};

async function pullOnce({model, waiting, act}: Pulling) {
	const missed: NodeName[] = [];
	let isCancelled = false;
	for (let tries = 0; tries < mostPulls; tries += 1) {
		const node = waiting.shift();
		if (node === undefined) {
			break;
		}

		const end = await act({type: 'pull', node, model});
		if (end.state === 'done') {
			return {by: node, missed, isCancelled};
		}

		missed.push(node);
		isCancelled = end.state === 'cancelled';
		if (isCancelled) {
			break;
		}
	}

	return {by: undefined, missed, isCancelled};
}
