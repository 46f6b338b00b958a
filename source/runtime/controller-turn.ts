/** The controller of a cluster answers one question of ours at a time, whoever asks it. */
export type ControllerTurn = {
	/** Carries it out when those that came before have ended, in the order in which they came. */
	readonly take: <Value>(work: () => Promise<Value>) => Promise<Value>;
};

export function createControllerTurn(): ControllerTurn {
	let last: Promise<void> = Promise.resolve();
	return {
		async take(work) {
			const before = last;
			let end = (): void => undefined;
			last = new Promise(resolve => {
				end = resolve;
			});
			await before;
			try {
				return await work();
			} finally {
				end();
			}
		},
	};
}
