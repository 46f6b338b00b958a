import {copyBetweenNodes} from '../runtime/copy-between-nodes.ts';
import {createModelDesk, type ModelDesk} from '../runtime/model-desk.ts';
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
	const clock = world.storeClock;
	// What the nodes of a demo have on their disks cannot be read.
	const copyModel = world.demo === undefined ? copyBetweenNodes({runtime, clock}) : undefined;
	return createModelDesk({
		...{runtime, tell, clock, copyModel},
		audit(record) {
			if (world.demo === undefined) {
				writing = writing.then(() => audit(record, world));
			}

			return writing;
		},
	});
}
