/** How many may go on at once; the others wait in the order they came, without a bound. */
export class Slots {
	readonly count: number;
	#free: number;
	readonly #waiting: Array<() => void> = [];

	constructor(count: number) {
		this.count = count;
		this.#free = count;
	}

	get taken(): number {
		return this.count - this.#free;
	}

	get waiting(): number {
		return this.#waiting.length;
	}

	/** Whether a slot was had before the signal; then it is given back by `leave`. */
	enter(signal: AbortSignal): Promise<boolean> {
		if (signal.aborted) {
			return Promise.resolve(false);
		}

		if (this.#free > 0) {
			this.#free -= 1;
			return Promise.resolve(true);
		}

		return new Promise(resolve => {
			const go = () => {
				signal.removeEventListener('abort', giveUp);
				resolve(true);
			};
			const giveUp = () => {
				this.#waiting.splice(this.#waiting.indexOf(go), 1);
				resolve(false);
			};
			this.#waiting.push(go);
			signal.addEventListener('abort', giveUp, {once: true});
		});
	}

	leave(): void {
		const next = this.#waiting.shift();
		if (next === undefined) {
			this.#free += 1;
		} else {
			next();
		}
	}
}
