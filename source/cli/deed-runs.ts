import type {DeedEnd, DeedStage, ModelDeed, NumberedDeed} from '../domain/model-deed.ts';
import type {DoDeed} from '../runtime/spread-copies.ts';
import type {Runtime} from '../runtime/start-runtime.ts';
import {openModelDesk} from './open-model-desk.ts';
import type {Surroundings} from './surroundings.ts';

export type DeedRuns = {
	/** Resolves when it has ended. After the program was told to end nothing begins, and each that does not is told as cancelled. */
	readonly act: DoDeed;
	/** Stops what is under way; resolves when all of it is told and written down. */
	readonly end: () => Promise<unknown>;
};

/** Deeds of a command, each awaited. Ctrl-C stops them. */
export function openDeedRuns(
	runtime: Pick<Runtime, 'store' | 'polledNode'>,
	world: Surroundings,
	onStage: (asked: NumberedDeed, stage: DeedStage) => void,
): DeedRuns {
	const {signal} = world;
	const waiting = new Map<number, Waiting>();
	let count = 0;
	const desk = openModelDesk(runtime, world, {
		tell(event) {
			const run = event.type === 'models/deedTold' ? waiting.get(event.number) : undefined;
			if (run === undefined || event.type !== 'models/deedTold') {
				return;
			}

			const {stage} = event;
			onStage(run.asked, stage);
			if (stage.state !== 'queued' && stage.state !== 'working') {
				waiting.delete(event.number);
				run.resolve(stage);
			}
		},
	});
	const end = (): Promise<unknown> => desk.end();
	signal.addEventListener('abort', () => void end(), {once: true});
	return {
		end,
		act(deed: ModelDeed) {
			count += 1;
			const asked = {number: count, deed};
			if (signal.aborted) {
				onStage(asked, cancelled);
				return Promise.resolve(cancelled);
			}

			return new Promise(resolve => {
				waiting.set(asked.number, {asked, resolve});
				desk.run({type: 'doDeeds', deeds: [asked]});
			});
		},
	};
}

const cancelled = {state: 'cancelled'} as const;

type Waiting = {readonly asked: NumberedDeed; readonly resolve: (end: DeedEnd) => void};
