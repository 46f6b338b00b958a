/**
 * Which models are in memory, as Ollama does it: a model that is there is used at once, however many wait for its slots;
 * one that is not waits in a bounded queue, and one is loaded after the other.
 * https://github.com/ollama/ollama/blob/main/server/sched.go
 */
import {ApiError} from './api-error.ts';
import type {Engine, Runner} from './engine.ts';
import {blobPath, layerOf, type StoredModel} from './model-store.ts';
import {Slots} from './slots.ts';

export type SchedulerOptions = {
	readonly engine: Engine;
	readonly folder: string;
	readonly numParallel: number;
	readonly maxLoaded: number;
	readonly maxQueue: number;
	/** Before the engine is asked; rejects where a model is not to be loaded. */
	readonly beforeLoad: (signal: AbortSignal) => Promise<void>;
};

export type ModelRequest = {
	readonly model: StoredModel;
	readonly contextTokens: number;
	/** What makes a model that is loaded be loaded again when it differs. */
	readonly settings: string;
	readonly keepAliveMs: number;
	readonly signal: AbortSignal;
};

export type Loaded = {
	readonly model: StoredModel;
	readonly runner: Runner;
	readonly slots: Slots;
	readonly contextTokens: number;
	readonly settings: string;
	/** Requests that hold it, also those that wait for a slot. */
	users: number;
	keepAliveMs: number;
	/** Since 1970; Infinity: it stays. */
	expiresWallMs: number;
	timer: NodeJS.Timeout | undefined;
	/** What waits for its end. */
	readonly ended: PromiseWithResolvers<void>;
};

const busy = 'server busy, please try again.  maximum pending requests exceeded';

export class Scheduler {
	readonly #options: SchedulerOptions;
	readonly #loaded = new Map<string, Loaded>();
	#waiting = 0;
	#lastLoad: Promise<unknown> = Promise.resolve();

	constructor(options: SchedulerOptions) {
		this.#options = options;
	}

	get loaded(): readonly Loaded[] {
		return [...this.#loaded.values()];
	}

	/** When what is being loaded now is in memory, or is not to be. */
	get settled(): Promise<unknown> {
		return this.#lastLoad;
	}

	/** Whoever gets one gives it back by `release`. */
	async acquire(request: ModelRequest): Promise<Loaded> {
		const loaded = this.#usable(request) ?? (await this.#inTurn(request));
		clearTimeout(loaded.timer);
		loaded.keepAliveMs = request.keepAliveMs;
		loaded.expiresWallMs = Date.now() + request.keepAliveMs;
		return loaded;
	}

	release(loaded: Loaded): void {
		loaded.users -= 1;
		if (loaded.users > 0) {
			return;
		}

		loaded.expiresWallMs = Date.now() + loaded.keepAliveMs;
		if (loaded.keepAliveMs === 0) {
			this.#unload(loaded);
		} else if (loaded.keepAliveMs < 2 ** 31) {
			loaded.timer = setTimeout(() => this.#unload(loaded), loaded.keepAliveMs);
			loaded.timer.unref();
		}
	}

	/** At once, or when the last answer is made. */
	expire(model: StoredModel): void {
		const loaded = this.#loaded.get(keyOf(model));
		if (loaded !== undefined) {
			loaded.keepAliveMs = 0;
			if (loaded.users === 0) {
				this.#unload(loaded);
			}
		}
	}

	/** When the last answer is made: whoever closes cuts the connections first. */
	async close(): Promise<void> {
		await this.#lastLoad;
		await Promise.all(this.loaded.map(loaded => this.#evict(loaded)));
	}

	/** Counted at once, so that nobody unloads it in between. */
	#usable({model, settings}: ModelRequest): Loaded | undefined {
		const loaded = this.#loaded.get(keyOf(model));
		if (loaded === undefined || loaded.settings !== settings) {
			return undefined;
		}

		loaded.users += 1;
		return loaded;
	}

	async #inTurn(request: ModelRequest): Promise<Loaded> {
		if (this.#waiting > this.#options.maxQueue) {
			throw new ApiError(503, busy);
		}

		this.#waiting += 1;
		const before = this.#lastLoad;
		const turn = before.then(async () => {
			throwIfGone(request.signal);
			return this.#usable(request) ?? (await this.#load(request));
		});
		this.#lastLoad = turn.catch(() => undefined);
		return await turn.finally(() => {
			this.#waiting -= 1;
		});
	}

	async #load({model, contextTokens, settings, signal}: ModelRequest): Promise<Loaded> {
		const {engine, folder, numParallel, maxLoaded, beforeLoad} = this.#options;
		const old = this.#loaded.get(keyOf(model));
		if (old !== undefined) {
			await this.#evict(old);
		}

		while (this.#loaded.size >= maxLoaded) {
			await this.#evict(this.#leastNeeded());
		}

		const layer = layerOf(model.manifest, 'model');
		const file = {
			name: model.title,
			path: blobPath(folder, layer?.digest ?? ''),
			sizeBytes: layer?.size ?? 0,
			contextTokens,
			slots: numParallel,
		};
		await beforeLoad(signal);
		throwIfGone(signal);
		const runner = await engine.load(file, signal).catch((error: unknown) => {
			throwIfGone(signal);
			throw new ApiError(500, error instanceof Error ? error.message : String(error));
		});
		const loaded: Loaded = {
			model,
			runner,
			slots: new Slots(numParallel),
			contextTokens,
			settings,
			users: 1,
			keepAliveMs: 0,
			expiresWallMs: 0,
			timer: undefined,
			ended: Promise.withResolvers(),
		};
		this.#loaded.set(keyOf(model), loaded);
		return loaded;
	}

	/** Idle ones first, of these the one that stays least. */
	#leastNeeded(): Loaded {
		const [first] = this.loaded.toSorted(
			(a, b) => Math.sign(a.users) - Math.sign(b.users) || a.keepAliveMs - b.keepAliveMs,
		);
		if (first === undefined) {
			throw new Error('no model may be loaded at all');
		}

		return first;
	}

	async #evict(loaded: Loaded): Promise<void> {
		loaded.keepAliveMs = 0;
		if (loaded.users === 0) {
			this.#unload(loaded);
		}

		await loaded.ended.promise;
	}

	#unload(loaded: Loaded): void {
		clearTimeout(loaded.timer);
		if (this.#loaded.get(keyOf(loaded.model)) === loaded) {
			this.#loaded.delete(keyOf(loaded.model));
			void loaded.runner.close().finally(() => loaded.ended.resolve());
		}
	}
}

const keyOf = ({manifest}: StoredModel) => layerOf(manifest, 'model')?.digest ?? '';

function throwIfGone(signal: AbortSignal): void {
	if (signal.aborted) {
		throw new ApiError(499, 'request canceled');
	}
}
