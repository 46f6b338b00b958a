/**
 * A Map that forgets what was not asked for in the last frame or this one: however long the program runs, no more is
 * kept than two screens hold.
 */
export class TwoFrames<Value> {
	#now = new Map<string, Value>();
	#before = new Map<string, Value>();

	turn(): void {
		this.#before = this.#now;
		this.#now = new Map();
	}

	get(key: string): Value | undefined {
		const known = this.#now.get(key);
		if (known !== undefined) {
			return known;
		}

		const old = this.#before.get(key);
		if (old !== undefined) {
			this.#now.set(key, old);
		}

		return old;
	}

	set(key: string, value: Value): void {
		this.#now.set(key, value);
	}
}
