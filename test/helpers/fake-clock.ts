import type {Clock} from '../../source/domain/clock.ts';

/** A clock that stands still until a test moves it; timers fire in order of their time. */
export class FakeClock implements Clock {
	#nowMs = 0;
	#nextId = 0;
	readonly #timers = new Map<number, {readonly dueMs: number; readonly callback: () => void}>();
	readonly #bootWallMs = Date.UTC(2026, 10, 21, 21, 30);

	readonly monotonicMs = (): number => this.#nowMs;
	readonly wallMs = (): number => this.#bootWallMs + this.#nowMs;

	readonly startTimer = (delayMs: number, callback: () => void): (() => void) => {
		const id = this.#nextId;
		this.#nextId += 1;
		this.#timers.set(id, {dueMs: this.#nowMs + delayMs, callback});
		return () => {
			this.#timers.delete(id);
		};
	};

	get timerCount(): number {
		return this.#timers.size;
	}

	/** Moves on and lets promises that the timers settled run in between. */
	async advance(durationMs: number): Promise<void> {
		const endMs = this.#nowMs + durationMs;
		await settlePromises();
		for (let next = this.#nextDue(endMs); next !== undefined; next = this.#nextDue(endMs)) {
			this.#nowMs = Math.max(this.#nowMs, next.dueMs);
			this.#timers.delete(next.id);
			next.callback();
			await settlePromises();
		}

		this.#nowMs = endMs;
	}

	/** Ids grow, so of two that are due together the older one comes first. */
	#nextDue(endMs: number) {
		let first:
			| {readonly id: number; readonly dueMs: number; readonly callback: () => void}
			| undefined;
		for (const [id, timer] of this.#timers) {
			if (timer.dueMs <= endMs && (first === undefined || timer.dueMs < first.dueMs)) {
				first = {id, ...timer};
			}
		}

		return first;
	}
}

/** A turn of the event loop: every promise that can go on has gone on. */
export function settlePromises(): Promise<void> {
	return new Promise(resolve => {
		setImmediate(resolve);
	});
}
