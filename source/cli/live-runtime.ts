import type {ChatEffect} from '../domain/chat-effect.ts';
import type {ConfigProblem} from '../domain/config.ts';
import type {Event} from '../domain/event.ts';
import type {ModelEffect} from '../domain/model-deed.ts';
import {type Runtime, type RuntimeOptions, startRuntime} from '../runtime/start-runtime.ts';
import {settledWithin} from '../transport/settled-within.ts';
import {configOfSections, connectTimeoutMs} from './collect.ts';
import {openKeptMetrics} from './kept-metrics.ts';
import {loadedDesk} from './loaded-desk.ts';
import type {SessionConfig} from './session-config.ts';
import type {Section} from './status-request.ts';
import type {Surroundings} from './surroundings.ts';

const commitIntervalMs = 250;
const spreadMs = 2000;
/** More would make a screen stutter, and between two documents there is nothing to do anyway. */
const dialsAtOnce = 8;
/** What is not on a disk by then waits for one that hangs. */
const mostEndingMs = 3000;

export type LiveSession = {
	readonly session: SessionConfig;
	/** An edit of the configuration was not taken. */
	readonly onRejected: (problems: readonly ConfigProblem[]) => void;
	/** What of it is told; undefined: all. */
	readonly only?: readonly Section[] | undefined;
	/** Carries out what a person asks of the terminal and of the world around it. */
	readonly onPerson?: NonNullable<RuntimeOptions['onPerson']>;
	/** Left out where there is no screen. */
	readonly screen?: RuntimeOptions['screen'];
	/** The first frame: what follows the configuration is loaded after it, since that takes as long. @default at once */
	readonly drawn?: Promise<void>;
};

export type LiveRuntime = Runtime & {
	/** Stops what is asked of nodes and done to their models, and resolves when what came of it is kept; before the runtime is stopped. */
	readonly endDesks: () => Promise<void>;
};

/** A runtime that goes on until it is stopped, polls what is configured and follows edits of the configuration. */
export async function startLiveRuntime(
	live: LiveSession,
	world: Surroundings,
): Promise<LiveRuntime> {
	const {storeClock: clock, chance, openProbe} = world;
	const {session, onPerson} = live;
	const kept = openKeptMetrics(world, reason =>
		runtime.store.dispatch({
			...{type: 'notice/given', notice: {kind: 'refused', reason}},
			atMs: clock.monotonicMs(),
		}),
	);
	const drawn = live.drawn ?? Promise.resolve();
	const earlier = drawn.then(() => kept.read(runtime.store.dispatch));
	const chats = loadedDesk<ChatEffect>(async () => {
		const {openChatDesk} = await import('./open-chat-desk.ts');
		return openChatDesk({session, runtime, earlier: await earlier}, world);
	});
	const models = loadedDesk<ModelEffect>(async () =>
		(await import('./open-model-desk.ts')).openModelDesk(runtime, world),
	);
	const runtime = startRuntime({
		...{clock, chance, openProbe, commitIntervalMs, spreadMs, connectTimeoutMs, dialsAtOnce},
		...{onMeasured: kept.keep, onChat: chats.run, onModels: models.run, screen: live.screen},
		...(onPerson === undefined ? {} : {onPerson}),
	});
	const {store} = runtime;
	const atMs = clock.monotonicMs();
	const isDemo = world.demo !== undefined;
	store.dispatch({type: 'session/opened', isReadOnly: false, isDemo, atMs});
	const dispatch = (event: Event): void =>
		store.dispatch(
			event.type === 'config/loaded'
				? {...event, config: configOfSections(event.config, live.only)}
				: event,
		);
	dispatch({type: 'config/loaded', config: session.config, atMs});
	const {path = session.lookedAt, text} = session;
	const follow = (): Promise<void> =>
		followConfig({path, text, onRejected: live.onRejected}, {dispatch}, world);
	if (live.drawn === undefined) {
		await follow();
	} else {
		void live.drawn.then(follow);
	}

	const endDesks = (): Promise<void> => {
		const ended = Promise.all([chats.end(), models.end()]);
		return settledWithin(ended.then(kept.settled), mostEndingMs, world.clock);
	};
	return {...runtime, endDesks};
}

export type FollowedConfig = Pick<SessionConfig, 'path' | 'text'> & Pick<LiveSession, 'onRejected'>;

/** Takes over the file when it comes, and each edit of it, until the program is stopped. */
export async function followConfig(
	{path, text, onRejected}: FollowedConfig,
	store: Pick<Runtime['store'], 'dispatch'>,
	{storeClock: clock, signal}: Pick<Surroundings, 'storeClock' | 'signal'>,
): Promise<void> {
	if (path === undefined || signal.aborted) {
		return;
	}

	const {watchConfig} = await import('../clients/watch-config.ts');
	watchConfig({
		path,
		text,
		clock,
		signal,
		onLoaded: config => store.dispatch({type: 'config/loaded', config, atMs: clock.monotonicMs()}),
		onRejected(problems) {
			store.dispatch({type: 'config/rejected', problems, atMs: clock.monotonicMs()});
			onRejected(problems);
		},
	});
}
