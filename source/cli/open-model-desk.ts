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
	return createModelDesk({
		...{runtime, tell, clock: world.storeClock, copyModel: undefined},
		audit(record) {
			if (world.demo === undefined) {
				writing = writing.then(() => audit(record, world));
			}

			return writing;
		},
	});
}
