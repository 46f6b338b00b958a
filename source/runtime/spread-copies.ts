import type {ModelName, NodeName} from '../domain/ids.ts';
import type {DeedEnd, ModelDeed} from '../domain/model-deed.ts';
import {chooseSource, isOfSource} from '../rules/copy-sources.ts';

export type DoDeed = (deed: ModelDeed) => Promise<DeedEnd>;

export type SpreadingCopies = {
	readonly model: ModelName;
	/** One at least; all have the same. */
	readonly from: readonly NodeName[];
	/** Each once, and none of those that it comes from. */
	readonly nodes: readonly NodeName[];
	readonly act: DoDeed;
	/** What is done where a copy failed and no other node can give it; undefined: nothing. */
	readonly instead?: ((node: NodeName, end: DeedEnd) => Promise<DeedEnd>) | undefined;
};

/**
 * Copies a model to several nodes, from those that have it, of which there are more and more: a node that got it gives
 * it on. One that fails to give it is asked no more, as long as there is another. How each copy ended is told by `act`.
 *
 * @returns the nodes that it did not come to
 */
export function spreadCopies({
	model,
	from,
	nodes,
	act,
	instead,
}: SpreadingCopies): Promise<readonly NodeName[]> {
	const sources = new Map(from.map(node => [node, 0]));
	const waiting = [...nodes];
	const missed: NodeName[] = [];
	let going = 0;
	const all = Promise.withResolvers<readonly NodeName[]>();

	function next(): void {
		let source = chooseSource(sources);
		while (source !== undefined) {
			const node = waiting.shift();
			if (node === undefined) {
				break;
			}

			sources.set(source, (sources.get(source) ?? 0) + 1);
			going += 1;
			copy(node, source).then(ended, all.reject);
			source = chooseSource(sources);
		}

		if (going === 0) {
			all.resolve(missed);
		}
	}

	async function copy(node: NodeName, source: NodeName): Promise<void> {
		const copied = await act({type: 'copy', node, model, from: source});
		sources.set(source, (sources.get(source) ?? 1) - 1);
		const isItsFault = copied.state === 'failed' && isOfSource(copied.failure, source);
		if (isItsFault && sources.size > 1) {
			sources.delete(source);
			waiting.push(node);
			return;
		}

		if (copied.state !== 'done') {
			// While it is come by in another way, others may be copied.
			next();
		}

		const end = copied.state === 'done' ? copied : ((await instead?.(node, copied)) ?? copied);
		if (end.state === 'done') {
			sources.set(node, 0);
		} else {
			missed.push(node);
		}
	}

	function ended(): void {
		going -= 1;
		next();
	}

	next();
	return all.promise;
}
