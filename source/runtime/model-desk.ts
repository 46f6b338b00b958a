import {assertNever} from '../domain/assert-never.ts';
import {createFileDigests} from '../clients/file-digests.ts';
import type {Clock} from '../domain/clock.ts';
import type {AuditRecord} from '../domain/effect.ts';
import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {
	DeedProgress,
	DeedResult,
	DeedStage,
	ModelDeed,
	ModelEffect,
	ModelEvent,
	NumberedDeed,
} from '../domain/model-deed.ts';
import type {Result} from '../domain/result.ts';
import {deedRecord} from '../rules/deed-record.ts';
import {calmProgress} from './calm-progress.ts';
import {createDeedQueue} from './deed-queue.ts';
import {type CopyModel, type DeedWorld, doDeed} from './do-deed.ts';
import {nodeOllamas} from './node-ollama.ts';
import type {Runtime} from './start-runtime.ts';

export type ModelDesk = {
	readonly run: (effect: ModelEffect) => void;
	/** Stops all; resolves when all of it is told and written down. */
	readonly end: () => Promise<unknown>;
};

export type ModelDeskParts = {
	readonly runtime: Pick<Runtime, 'store' | 'polledNode'>;
	readonly clock: Clock;
	/** Undefined where nothing can be copied. */
	readonly copyModel: CopyModel | undefined;
	/** Writes down what goes out, and what came of it. Never rejects. */
	readonly audit: (record: AuditRecord) => Promise<void>;
	/** @default the store is told */
	readonly tell?: ((event: ModelEvent) => void) | undefined;
};

/** Transfers of one node, which share its network and its disk; the rest waits for its Ollama anyway. */
const mostAtOnce = 2;
const transfers: ReadonlySet<ModelDeed['type']> = new Set(['pull', 'copy', 'create'] as const);

/** Carries out what is asked of the shelf of models, and tells what comes of it. */
export function createModelDesk(parts: ModelDeskParts): ModelDesk {
	const {runtime, clock, copyModel} = parts;
	const {tell = runtime.store.dispatch} = parts;
	const tellStage = (number: number, stage: DeedStage): void =>
		tell({type: 'models/deedTold', number, stage, atMs: clock.monotonicMs()});
	const queue = createDeedQueue(mostAtOnce, (number, ahead) =>
		tellStage(number, {state: 'queued', ahead}),
	);
	const working = new Map<number, AbortController>();
	const ending = new Set<Promise<void>>();
	const world: DeedWorld = {
		ollamaOf: nodeOllamas({runtime, clock}),
		...{clock, digests: createFileDigests()},
		...{copyModel, alone: createAlone()},
		havers: (digest, but) => haversOf(digest, but, runtime),
	};
	const desk: Desk = {...parts, world, working, tellStage, tell};
	const stop = (numbers: readonly number[]): void => {
		for (const number of numbers) {
			if (queue.drop(number)) {
				tellStage(number, {state: 'cancelled'});
			}

			working.get(number)?.abort();
		}
	};
	const track = (work: Promise<void>): Promise<void> => {
		const tracked = work.finally(() => ending.delete(tracked));
		ending.add(tracked);
		return tracked;
	};
	return {
		run(effect) {
			switch (effect.type) {
				case 'doDeeds':
					for (const asked of effect.deeds) {
						const {number, deed} = asked;
						const lane = `${deed.node} ${transfers.has(deed.type)}`;
						queue.add({number, lane, start: () => track(carryOut(asked, desk))});
					}

					return;
				case 'stopDeeds':
					stop(effect.numbers);
					return;
				case 'showModel':
					void track(show(effect, desk));
					return;
				default:
					assertNever(effect);
			}
		},
		end() {
			stop([...queue.waiting(), ...working.keys()]);
			return Promise.all(ending);
		},
	};
}

type Desk = ModelDeskParts & {
	readonly world: DeedWorld;
	readonly working: Map<number, AbortController>;
	readonly tellStage: (number: number, stage: DeedStage) => void;
	readonly tell: (event: ModelEvent) => void;
};

async function carryOut({number, deed}: NumberedDeed, desk: Desk): Promise<void> {
	const {clock, runtime, audit, working, tellStage, world} = desk;
	const stopping = new AbortController();
	working.set(number, stopping);
	const progress = calmProgress<DeedProgress>(clock, one =>
		tellStage(number, {state: 'working', progress: one}),
	);
	const {signal} = stopping;
	await audit(deedRecord(deed, undefined));
	const done = await doDeed(deed, world, {signal, onProgress: progress.tell});
	progress.end();
	working.delete(number);
	const stage = stageOf(done, signal);
	runtime.polledNode(deed.node)?.ollamaPace.refresh();
	await audit(deedRecord(deed, stage));
	tellStage(number, stage);
}

function stageOf(done: Result<DeedResult>, {aborted}: AbortSignal): DeedStage {
	if (done.ok) {
		return {state: 'done', result: done.value};
	}

	// What was stopped may have failed of itself a moment before.
	return aborted && done.failure.kind === 'cancelled'
		? {state: 'cancelled'}
		: {state: 'failed', failure: done.failure};
}

async function show(
	{node, model}: Extract<ModelEffect, {type: 'showModel'}>,
	{world, clock, tell}: Desk,
): Promise<void> {
	const ollama = world.ollamaOf(node);
	const {signal} = new AbortController();
	const shown = ollama.ok ? await ollama.value.showModel(model, signal) : ollama;
	tell({type: 'models/shown', node, model, shown, atMs: clock.monotonicMs()});
}

function haversOf(
	digest: string,
	but: NodeName,
	{store}: Pick<Runtime, 'store'>,
): readonly NodeName[] {
	return store
		.getState()
		.nodes.filter(
			({config, ollama}) =>
				config.name !== but &&
				(loadedValue(ollama.installed) ?? []).some(model => model.digest === digest),
		)
		.map(({config}) => config.name);
}

function createAlone(): DeedWorld['alone'] {
	let before: Promise<unknown> = Promise.resolve();
	return work => {
		const mine = before.then(work);
		before = mine.catch(() => undefined);
		return mine;
	};
}
