import type {Clock} from '../domain/clock.ts';
import type {ClusterEvent, JobEvent} from '../domain/event.ts';
import type {Steps} from '../rules/steps.ts';
import {doInSlices} from './do-in-slices.ts';

type Told = ClusterEvent | JobEvent;

export type ReadyTelling = {
	readonly clock: Clock;
	/** What has to be done before a fact is told. @default nothing */
	readonly makeReady?: (event: ClusterEvent) => Steps<void>;
	readonly dispatch: (event: Told) => void;
};

export type ReadyTeller = {
	readonly tell: (event: Told) => void;
	/** What waits is not told any more. */
	readonly stop: () => void;
};

/** Tells the facts of one cluster in their order, each when it is ready; what a person asked for waits for none of them. */
export function tellWhenReady({clock, makeReady, dispatch}: ReadyTelling): ReadyTeller {
	const waiting: ClusterEvent[] = [];
	let cancel: (() => void) | undefined;
	let isBusy = false;

	const next = (): void => {
		const event = waiting.shift();
		isBusy = event !== undefined;
		if (event !== undefined && makeReady !== undefined) {
			cancel = doInSlices(clock, makeReady(event), () => {
				dispatch(event);
				next();
			});
		}
	};

	return {
		tell(event) {
			if (makeReady === undefined || !isOfCluster(event)) {
				dispatch(event);
				return;
			}

			waiting.push(event);
			if (!isBusy) {
				next();
			}
		},
		stop() {
			waiting.length = 0;
			cancel?.();
		},
	};
}

function isOfCluster(event: Told): event is ClusterEvent {
	return event.type.startsWith('cluster/');
}
