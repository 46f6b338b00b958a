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
	let isBusy = false;
	let isStopped = false;

	/** What is ready at once begins the next before it could be dropped: so each looks by itself. */
	function* untilStopped(steps: Steps<void>): Steps<void> {
		while (!isStopped && !steps.next().done) {
			yield;
		}
	}

	const next = (): void => {
		const event = waiting.shift();
		isBusy = event !== undefined;
		if (event !== undefined && makeReady !== undefined) {
			doInSlices(clock, untilStopped(makeReady(event)), () => {
				if (!isStopped) {
					dispatch(event);
					next();
				}
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
			isStopped = true;
		},
	};
}

function isOfCluster(event: Told): event is ClusterEvent {
	return event.type.startsWith('cluster/');
}
