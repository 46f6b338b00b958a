type Shared<Value> = {
	readonly work: Promise<Value>;
	readonly controller: AbortController;
	waiting: number;
};

/** Undefined for whoever gave up; the work goes on until everybody has. */
export type Share<Value> = (
	key: string,
	signal: AbortSignal,
	start: (signal: AbortSignal) => Promise<Value>,
) => Promise<Value | undefined>;

/** Work that many wait for and is done once at a time by key. */
export function shareWork<Value>(): Share<Value> {
	const all = new Map<string, Shared<Value>>();

	function begin(key: string, start: (signal: AbortSignal) => Promise<Value>): Shared<Value> {
		const controller = new AbortController();
		const work = start(controller.signal);
		const shared = {work, controller, waiting: 0};
		const forget = (): void => {
			if (all.get(key) === shared) {
				all.delete(key);
			}
		};
		work.then(forget, forget);
		controller.signal.addEventListener('abort', forget, {once: true});
		all.set(key, shared);
		return shared;
	}

	return (key, signal, start) =>
		new Promise((resolve, reject) => {
			if (signal.aborted) {
				resolve(undefined);
				return;
			}

			const shared = all.get(key) ?? begin(key, start);
			shared.waiting += 1;
			const leave = (): void => {
				signal.removeEventListener('abort', giveUp);
				shared.waiting -= 1;
			};
			const giveUp = (): void => {
				leave();
				resolve(undefined);
				if (shared.waiting === 0) {
					shared.controller.abort();
				}
			};
			signal.addEventListener('abort', giveUp, {once: true});
			shared.work.then(resolve, reject).finally(() => signal.aborted || leave());
		});
}
