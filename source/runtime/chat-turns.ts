import type {ChatArchive} from '../clients/chat-archive.ts';
import type {Chance} from '../domain/chance.ts';
import type {TurnToAsk} from '../domain/chat-asking.ts';
import type {ChatTabEvent} from '../domain/chat-event.ts';
import type {Clock} from '../domain/clock.ts';
import type {
	ConversationRecord,
	ConversationSettings,
	OpenedRecord,
} from '../domain/conversation.ts';
import type {TurnOutcome, TurnProgress} from '../domain/turn.ts';
import {openedRecord, turnId} from '../rules/conversation-id.ts';
import {questionRoute, usualModel} from '../rules/question-route.ts';
import {saidRecord, typedOf} from '../rules/said-record.ts';
import type {Store} from '../store/create-store.ts';
import {answerTurn} from './answer-turn.ts';
import type {TurnParts} from './answer-turn-parts.ts';
import {noteAsked} from './asked-notes.ts';
import type {Kept, ToKeep} from './chat-keeper.ts';
import {createPieceBatches} from './piece-batch.ts';
import {areAllHeard, moreNodes, untilNodes} from './wait-for-nodes.ts';

export type ChatTurns = {
	/** Resolves when its end was told. */
	readonly ask: (turn: TurnToAsk) => Promise<void>;
	readonly stop: (asking: number) => void;
	/** Stops all; resolves when what came of them is kept. */
	readonly end: () => Promise<unknown>;
};

export type ChatTurnParts = {
	readonly store: Pick<Store, 'getState' | 'subscribe'>;
	readonly turns: TurnParts;
	readonly clock: Clock;
	readonly chance: Chance;
	readonly tell: (event: WithoutTime<ChatTabEvent>) => void;
	readonly keep: (records: ToKeep) => Promise<Kept>;
	readonly archive: Pick<ChatArchive, 'note' | 'dropNote'>;
	/** What else is in a conversation that another program wrote to. */
	readonly onByOthers: (chat: number, kept: Kept) => Promise<void>;
};

export type WithoutTime<Told> = Told extends unknown ? Omit<Told, 'atMs'> : never;

/** The first dials are spread over two seconds: a node that is heard of by then is not asked only since it was first. */
const firstLookMs = 3000;
/** As long as a dial may take: who was not heard of by then is not waited for. */
const heardLimitMs = 15_000;

/** Asks what the chat tab asks, each question by itself and as many at once as it likes. */
export function createChatTurns(parts: ChatTurnParts): ChatTurns {
	const {clock, tell} = parts;
	const running = new Map<number, AbortController>();
	const ending = new Set<Promise<void>>();
	let isEnding = false;
	const sessions = new Map<number, string>();
	const beginningOf = createBeginnings(parts);
	const batches = createPieceBatches({
		clock,
		deliver: (asking, batch) => tell({type: 'chats/streamed', asking, ...batch}),
	});
	const onProgress = (asking: number, progress: TurnProgress): void => {
		if (progress.type === 'piece') {
			batches.add(asking, progress.node, progress.piece);
		} else {
			batches.flush(asking);
			tell({type: 'chats/progressed', asking, progress});
		}
	};

	async function ask(turn: TurnToAsk): Promise<void> {
		const {asking, chat} = turn;
		const stopping = new AbortController();
		running.set(asking, stopping);
		// What answered keeps the beginning of this conversation, also before it has an id.
		const session = sessions.get(chat) ?? turn.conversation ?? turnId(parts.chance);
		sessions.set(chat, session);
		const {signal} = stopping;
		const opened = beginningOf(turn);
		const id = turnId(parts.chance);
		const note = noteOf({...turn, id, opened}, parts);
		const told = (progress: TurnProgress): void => {
			note?.progressed(progress);
			onProgress(asking, progress);
		};
		const outcome = await answered(turn, {...parts, id, session, signal, onProgress: told});
		batches.flush(asking);
		running.delete(asking);
		const kept = await keepTurn({...turn, opened}, outcome, parts);
		if (kept?.failure === undefined) {
			await note?.end();
		}

		tell({type: 'chats/ended', asking, outcome, kept});
		if (kept?.byOthers === true) {
			await parts.onByOthers(chat, kept);
		}
	}

	return {
		ask(turn) {
			if (isEnding) {
				return Promise.resolve();
			}

			const asked = ask(turn).finally(() => ending.delete(asked));
			ending.add(asked);
			return asked;
		},
		stop: asking => running.get(asking)?.abort(),
		end() {
			isEnding = true;
			for (const stopping of running.values()) {
				stopping.abort();
			}

			return Promise.all(ending);
		},
	};
}

/** The first record of a question's conversation, should it have none yet: the same for all of an opening. */
function createBeginnings({clock, chance}: ChatTurnParts): (turn: TurnToAsk) => OpenedRecord {
	const known = new Map<number, OpenedRecord>();
	return ({chat, conversation, settings: {system}}) => {
		const opened = known.get(chat) ?? openedRecord({wallMs: clock.wallMs(), system}, chance);
		known.set(chat, opened);
		return conversation === undefined ? opened : {...opened, id: conversation};
	};
}

/** Of several that are compared the first one stands for the question. */
function noteOf(
	turn: TurnToAsk & {readonly id: string; readonly opened: OpenedRecord},
	parts: ChatTurnParts,
) {
	const {id, opened, asking, comparison, after, question, text, files} = turn;
	const typed = typedOf(text, files);
	return comparison !== undefined && comparison !== asking
		? undefined
		: noteAsked(
				{
					opened,
					record: {
						...{type: 'interrupted', wallMs: parts.clock.wallMs(), after, question, attempts: []},
						...(typed === undefined ? {} : {typed}),
						killed: {turn: id},
					},
				},
				parts,
			);
}

type Answering = ChatTurnParts & {
	/** Of the turn that comes of it. */
	readonly id: string;
	readonly session: string;
	readonly signal: AbortSignal;
	readonly onProgress: (progress: TurnProgress) => void;
};

async function answered(turn: TurnToAsk, world: Answering): Promise<TurnOutcome> {
	const {id, store, turns, clock, session, signal, onProgress} = world;
	const {settings, before, question, earlier} = turn;
	const said = [...before, question];
	const untilMs = clock.monotonicMs() + heardLimitMs;
	const waiting = {store, clock, signal, nodes: turns.nodes};
	const more = (): Promise<boolean> => moreNodes(untilMs - clock.monotonicMs(), waiting);
	await untilNodes(areAllHeard, firstLookMs, waiting);
	const {model: configured, routing = 'resource-aware'} = store.getState().config?.chat ?? {};
	const wanted = settings.model ?? earlier?.model ?? configured;
	const usual = () => wanted ?? usualModel(turns.nodes(), said)?.model;
	while (usual() === undefined && (await more())) {
		// One more node is known.
	}

	const options = settings.options ?? {};
	const {num_predict: limit} = options;
	const outputTokens = typeof limit === 'number' ? limit : undefined;
	const {node, think} = settings;
	const model = usual() ?? '';
	const route = questionRoute({model, said, session, node, outputTokens, think});
	await turns.learn({...route, tried: []}, signal);
	return answerTurn(
		{
			...{id, route, before, question, earlier},
			...{think, options, format: undefined, keepAlive: undefined},
		},
		{
			...{...turns, clock, signal, mode: settings.routing ?? routing, more},
			onProgress,
		},
	);
}

/** Undefined: there is nothing to keep. */
async function keepTurn(
	turn: TurnToAsk & {readonly opened: OpenedRecord},
	outcome: TurnOutcome,
	{store, clock, keep}: ChatTurnParts,
): Promise<Kept | undefined> {
	const {chat, after, instead, question, text, files, comparison} = turn;
	const wallMs = clock.wallMs();
	const record = saidRecord(outcome, {
		...{wallMs, after, instead, question, typed: typedOf(text, files)},
		isAside: comparison !== undefined,
	});
	if (record === undefined) {
		return undefined;
	}

	const opening = store.getState().chat.opened.find(one => one.chat === chat);
	const settings = opening?.settings ?? {};
	const isSet = !isSame(settings, opening?.conversation?.settings ?? {});
	const records: readonly ConversationRecord[] = [
		...(isSet ? [{type: 'settings', wallMs, settings} as const] : []),
		record,
	];
	const id = turn.conversation ?? opening?.id;
	const {opened} = turn;
	return keep({chat, id, records, wallMs, opened: {...opened, system: settings.system}});
}

/** Fields that are undefined are none. */
function isSame(one: ConversationSettings, other: ConversationSettings): boolean {
	const fieldsOf = (settings: ConversationSettings): string =>
		JSON.stringify(
			Object.entries(settings).toSorted(([a], [b]) => (a < b ? -1 : 1)),
			(_, value) => (value === undefined ? null : value),
		);
	return fieldsOf(one) === fieldsOf(other);
}
