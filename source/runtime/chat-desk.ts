import type {ChatArchive} from '../clients/chat-archive.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {Chance} from '../domain/chance.ts';
import type {AskedFile, KeptRecords} from '../domain/chat-asking.ts';
import type {ChatEffect} from '../domain/chat-effect.ts';
import type {ChatTabEvent, OpenedConversation} from '../domain/chat-event.ts';
import type {Clock} from '../domain/clock.ts';
import type {Notice} from '../domain/notice.ts';
import type {EarlierAttempts} from '../domain/ollama-metrics.ts';
import type {Result} from '../domain/result.ts';
import {conversationOf} from '../rules/conversation.ts';
import {forkedRecords} from '../rules/forked-records.ts';
import {settledWithin} from '../transport/settled-within.ts';
import {createTurnParts} from './answer-turn-parts.ts';
import {createChatKeeper} from './chat-keeper.ts';
import {createChatTurns, type WithoutTime} from './chat-turns.ts';
import type {Runtime} from './start-runtime.ts';

export type ChatDesk = {
	readonly run: (effect: ChatEffect) => void;
	/** Stops what is under way and keeps what came of it; after two seconds nobody waits any more. */
	readonly end: () => Promise<void>;
};

/** What is read of the person's own files. */
export type ChatShelf = {
	readonly listTemplates: () => Promise<readonly string[]>;
	readonly readTemplate: (name: string) => Promise<Result<string>>;
	readonly readFile: (path: string, kind: AskedFile['kind']) => Promise<Result<AskedFile>>;
};

export type ChatDeskParts = {
	readonly runtime: Pick<Runtime, 'store' | 'polledNode'>;
	readonly clock: Clock;
	readonly chance: Chance;
	/** How questions of earlier runs went. */
	readonly earlier: EarlierAttempts | undefined;
	readonly archive: ChatArchive;
	readonly shelf: ChatShelf;
	/** Writes a conversation for others, and says what came of it. */
	readonly exportChat: (asked: Extract<ChatEffect, {type: 'exportChat'}>) => Promise<Notice>;
};

const mostEndingMs = 2000;

/** Carries out what the chat tab asks for, and tells what comes of it. */
export function createChatDesk(parts: ChatDeskParts): ChatDesk {
	const {runtime, clock, chance, earlier, archive} = parts;
	const {store} = runtime;
	const tell = (event: WithoutTime<ChatTabEvent>): void =>
		store.dispatch({...event, atMs: clock.monotonicMs()});
	const keeper = createChatKeeper(archive, chance);
	const desk: Desk = {...parts, tell, keep: keeper.keep, searching: undefined};
	const turns = createChatTurns({
		...{store, clock, chance, tell, archive, keep: keeper.keep},
		turns: createTurnParts({runtime, clock, chance, earlier}),
		onByOthers: (chat, kept) => tellOthers(chat, kept, desk),
	});
	return {
		run(effect) {
			switch (effect.type) {
				case 'askTurn':
					void turns.ask(effect.turn);
					return;
				case 'stopTurn':
					turns.stop(effect.asking);
					return;
				default:
					void runErrand(effect, desk);
			}
		},
		end: () =>
			settledWithin(
				turns.end().then(() => keeper.settled()),
				mostEndingMs,
				clock,
			),
	};
}

type Desk = ChatDeskParts & {
	readonly tell: (event: WithoutTime<ChatTabEvent>) => void;
	readonly keep: ReturnType<typeof createChatKeeper>['keep'];
	/** The last search: a newer one ends it. */
	searching: AbortController | undefined;
};

type Errand = Exclude<ChatEffect, {type: 'askTurn' | 'stopTurn'}>;

async function runErrand(effect: Errand, desk: Desk): Promise<void> {
	const {archive, shelf, tell} = desk;
	switch (effect.type) {
		case 'listChats':
			tell({type: 'chats/listed', listed: await archive.list()});
			return;
		case 'openChat':
			tell({type: 'chats/opened', chat: effect.chat, opened: await archive.open(effect.id)});
			return;
		case 'keepRecords':
			await keepRecords(effect, desk);
			return;
		case 'forkChat':
			await forkChat(effect, desk);
			return;
		case 'searchChats':
			await search(effect.words, desk);
			return;
		case 'listTemplates':
			tell({type: 'chats/templatesListed', names: await shelf.listTemplates()});
			return;
		case 'readTemplate': {
			const {name, words} = effect;
			const template = await shelf.readTemplate(name);
			tell({type: 'chats/templateRead', name, words, template});
			return;
		}

		case 'readChatFile': {
			const {chat, path, kind} = effect;
			tell({type: 'chats/fileRead', chat, path, read: await shelf.readFile(path, kind)});
			return;
		}

		case 'exportChat':
			notify(await desk.exportChat(effect), desk);
			return;
		default:
			assertNever(effect);
	}
}

async function keepRecords(
	{chat, id, records}: Extract<Errand, {type: 'keepRecords'}>,
	desk: Desk,
): Promise<void> {
	const kept = await desk.keep({chat, id, records, wallMs: desk.clock.wallMs()});
	desk.tell({type: 'chats/recorded', chat, kept});
	if (kept.byOthers && chat !== undefined) {
		await tellOthers(chat, kept, desk);
	}
}

/** It is told as opened also where it could not be written: it goes on in memory then. */
async function forkChat(
	{chat, from, turn}: Extract<Errand, {type: 'forkChat'}>,
	{clock, keep, tell}: Desk,
): Promise<void> {
	const wallMs = clock.wallMs();
	const {id, records, failure} = await keep({
		...{chat, id: undefined, wallMs, system: from.system},
		records: forkedRecords(from, turn, wallMs),
		forkedFrom: {id: from.id, turn},
	});
	const opened: OpenedConversation = {
		...{id, records, readOnlyBecause: undefined, isDamaged: false},
	};
	tell({type: 'chats/opened', chat, opened: {ok: true, value: opened}});
	if (failure !== undefined) {
		tell({type: 'chats/recorded', chat, kept: {id, records: [], failure}});
	}
}

async function search(words: string, desk: Desk): Promise<void> {
	desk.searching?.abort();
	const searching = new AbortController();
	desk.searching = searching;
	const found = await desk.archive.search(words, searching.signal);
	if (desk.searching === searching) {
		desk.tell({type: 'chats/found', words, found});
	}
}

/** All of it is shown from now on. That another program went on from the same turn is said: ours is followed. */
async function tellOthers(chat: number, {id, records}: KeptRecords, desk: Desk): Promise<void> {
	const opened = await desk.archive.open(id);
	if (!opened.ok) {
		return;
	}

	desk.tell({type: 'chats/opened', chat, opened});
	const said = records.flatMap(record => (record.type === 'turn' ? [record.turn.id] : []));
	const forks = conversationOf(opened.value.records)?.forks ?? [];
	if (forks.some(fork => said.includes(fork))) {
		notify({kind: 'saidElsewhere', title: conversationOf(opened.value.records)?.title ?? id}, desk);
	}
}

function notify(notice: Notice, {runtime, clock}: Desk): void {
	runtime.store.dispatch({type: 'notice/given', notice, atMs: clock.monotonicMs()});
}
