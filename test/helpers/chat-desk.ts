import {onTestFinished} from 'vitest';
import {type ChatArchive, createChatArchive} from '../../source/clients/chat-archive.ts';
import type {TurnToAsk} from '../../source/domain/chat-asking.ts';
import type {ChatEffect} from '../../source/domain/chat-effect.ts';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import type {Event} from '../../source/domain/event.ts';
import type {Notice} from '../../source/domain/notice.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {createChatDesk, type ChatShelf} from '../../source/runtime/chat-desk.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';
import {aProbe} from './chat-world.ts';
import {aConfig, aNodeConfig} from './node-builders.ts';
import {temporaryDirectory} from './temporary-directory.ts';
import {until} from './until.ts';

type Told<Type extends Event['type']> = Extract<Event, {type: Type}>;

const emptyShelf: ChatShelf = {
	listTemplates: async () => [],
	readTemplate: async name => failed({kind: 'missing', where: name}),
	readFile: async path => failed({kind: 'missing', where: path}),
};

export type DeskParts = {
	readonly archive?: ChatArchive;
	readonly shelf?: ChatShelf;
	readonly exportChat?: (asked: ChatEffect) => Promise<Notice>;
};

/** What carries out the effects of the chat tab, over polled nodes `n1`, `n2`, ... with a test server each. */
export async function aChatDesk(
	plans: readonly OllamaOptions[],
	{archive, shelf = emptyShelf, exportChat}: DeskParts = {},
) {
	const servers: OllamaServer[] = [];
	for (const plan of plans) {
		const server = await startOllama(plan);
		onTestFinished(() => server.close());
		servers.push(server);
	}

	const runtime = startRuntime({
		...{clock: systemClock, chance: Math.random, openProbe: async () => succeeded(aProbe())},
		...{commitIntervalMs: 0, spreadMs: 0, connectTimeoutMs: 5000, dialsAtOnce: 8},
	});
	onTestFinished(runtime.stop);
	const events: Event[] = [];
	const dispatch = (event: Event): void => {
		events.push(event);
		runtime.store.dispatch(event);
	};
	const folder = temporaryDirectory();
	const desk = createChatDesk({
		runtime: {...runtime, store: {...runtime.store, dispatch}},
		...{clock: systemClock, chance: Math.random, earlier: undefined, shelf},
		archive: archive ?? createChatArchive({path: folder, open: async () => succeeded(folder)}),
		exportChat: exportChat ?? (async () => ({kind: 'readOnly'})),
	});
	onTestFinished(desk.end);
	const nodes = servers.map(({port}, index) =>
		aNodeConfig(`n${index + 1}`, {isLocal: false, ollama: {use: 'ask', port, slots: undefined}}),
	);
	dispatch({type: 'config/loaded', config: aConfig(nodes), atMs: systemClock.monotonicMs()});
	let asked = 0;
	const told = <Type extends Event['type']>(type: Type): ReadonlyArray<Told<Type>> =>
		events.filter((event): event is Told<Type> => event.type === type);
	const endOf = async (asking: number): Promise<Told<'chats/ended'>> => {
		const isIt = (event: Told<'chats/ended'>): boolean => event.asking === asking;
		await until(() => told('chats/ended').some(isIt));
		const ended = told('chats/ended').find(isIt);
		if (ended === undefined) {
			throw new Error('it has not ended');
		}

		return ended;
	};
	const start = (text: string, parts: Partial<TurnToAsk> = {}): number => {
		asked += 1;
		const turn: TurnToAsk = {
			...{asking: asked, chat: 0, text, files: [], settings: {}, after: undefined},
			...{instead: undefined, comparison: undefined, conversation: undefined, before: []},
			...{question: {role: 'user', content: text}, earlier: undefined},
			...parts,
		};
		desk.run({type: 'askTurn', turn});
		return turn.asking;
	};
	return {
		...{desk, servers, folder, events, runtime, told, start, endOf},
		ask: (text: string, parts?: Partial<TurnToAsk>) => endOf(start(text, parts)),
		/** What was shown of an answer, each break as `|`. */
		shown: (asking: number): string =>
			events
				.map(event =>
					event.type === 'chats/streamed' && event.asking === asking
						? event.content
						: event.type === 'chats/progressed' &&
								event.asking === asking &&
								event.progress.type === 'broken'
							? '|'
							: '',
				)
				.join(''),
	};
}

/** The kinds of some records, in their order. */
export function kindsOf(records: readonly ConversationRecord[] = []): readonly string[] {
	return records.map(({type}) => type);
}
