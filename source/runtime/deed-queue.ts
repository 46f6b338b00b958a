export type QueuedDeed = {
	readonly number: number;
	/** What shares the two turns: the transfers of one node. */
	readonly lane: string;
	/** Never rejects. */
	readonly start: () => Promise<void>;
};

export type DeedQueue = {
	readonly add: (deed: QueuedDeed) => void;
	/** True: it had not begun, and never will. */
	readonly drop: (number: number) => boolean;
	/** Those that have not begun. */
	readonly waiting: () => readonly number[];
};

/**
 * So many of each lane at once, the others in the order in which they came. Tells of those that wait how many are before
 * them, whenever that changes.
 */
export function createDeedQueue(
	mostAtOnce: number,
	onAhead: (number: number, ahead: number) => void,
): DeedQueue {
	const lanes = new Map<string, {running: number; waiting: readonly QueuedDeed[]}>();
	const laneOf = (name: string) => {
		const lane = lanes.get(name) ?? {running: 0, waiting: []};
		lanes.set(name, lane);
		return lane;
	};
	const tellAhead = (waiting: readonly QueuedDeed[], from: number): void => {
		for (const [ahead, {number}] of waiting.entries()) {
			if (ahead >= from) {
				onAhead(number, ahead);
			}
		}
	};
	const startNext = (name: string): void => {
		const lane = laneOf(name);
		const [next, ...others] = lane.waiting;
		if (next === undefined || lane.running >= mostAtOnce) {
			return;
		}

		lane.waiting = others;
		lane.running += 1;
		tellAhead(others, 0);
		void next.start().then(() => {
			lane.running -= 1;
			startNext(name);
		});
	};
	return {
		add(deed) {
			const lane = laneOf(deed.lane);
			lane.waiting = [...lane.waiting, deed];
			if (lane.running >= mostAtOnce) {
				tellAhead(lane.waiting, lane.waiting.length - 1);
			}

			startNext(deed.lane);
		},
		drop(number) {
			for (const lane of lanes.values()) {
				const at = lane.waiting.findIndex(deed => deed.number === number);
				if (at !== -1) {
					lane.waiting = lane.waiting.toSpliced(at, 1);
					tellAhead(lane.waiting, at);
					return true;
				}
			}

			return false;
		},
		waiting: () => [...lanes.values()].flatMap(({waiting}) => waiting.map(({number}) => number)),
	};
}
