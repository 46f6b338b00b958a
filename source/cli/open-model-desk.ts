import {succeeded} from '../domain/result.ts';
import type {CopyModel} from '../runtime/do-deed.ts';
import {copyBetweenNodes} from '../runtime/copy-between-nodes.ts';
import {createModelDesk, type ModelDesk} from '../runtime/model-desk.ts';
import {nodeOllamas, type NodeOllamas} from '../runtime/node-ollama.ts';
import type {Runtime} from '../runtime/start-runtime.ts';
import {audit} from './audit.ts';
import type {Surroundings} from './surroundings.ts';

/** What carries out what is done to models; a demo changes nothing real, and writes nothing down. */
export function openModelDesk(
	runtime: Pick<Runtime, 'store' | 'polledNode'>,
	world: Surroundings,
	{tell}: {readonly tell?: Parameters<typeof createModelDesk>[0]['tell']} = {},
): ModelDesk {
	let writing = Promise.resolve();
	return createModelDesk({
		...{runtime, tell, clock: world.storeClock, copyModel: copyModelIn(runtime, world)},
		audit(record) {
			if (world.demo === undefined) {
				writing = writing.then(() => audit(record, world));
			}

			return writing;
		},
	});
}

/** What the nodes of a demo have on their disks cannot be read: there a copy is a pull, from no registry either. */
function copyModelIn(
	runtime: Pick<Runtime, 'store' | 'polledNode'>,
	{storeClock: clock, demo}: Surroundings,
): CopyModel {
	return demo === undefined
		? copyBetweenNodes({runtime, clock})
		: copyByPull(nodeOllamas({runtime, clock}));
}

function copyByPull(ollamaOf: NodeOllamas): CopyModel {
	return async ({node, model}, listener) => {
		const ollama = ollamaOf(node);
		const done = ollama.ok ? await ollama.value.pull({model}, listener) : ollama;
		return done.ok
			? succeeded({digest: undefined, fetchedBytes: done.value.fetchedBytes, wasThere: false})
			: done;
	};
}
