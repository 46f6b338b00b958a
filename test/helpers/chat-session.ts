import type {Attempt, Turn} from '../../source/domain/chat.ts';
import type {TurnToAsk} from '../../source/domain/chat-asking.ts';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import type {Effect} from '../../source/domain/effect.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {Key} from '../../source/domain/screen.ts';
import type {TurnOutcome} from '../../source/domain/turn.ts';
import {saidRecord, typedOf} from '../../source/rules/said-record.ts';
import {draftText} from '../../source/rules/draft-paste.ts';
import {summaryOf} from '../../source/rules/conversation.ts';
import {saidInShown, shownOpening} from '../../source/store/chat-drawn.ts';
import type {ChatScreen} from '../../source/store/chat-screen.ts';
import type {State} from '../../source/store/state.ts';
import {noticeText} from '../../source/theme/notice-text.ts';
import {aDecision, anAttempt, aTurn, atWallMs} from './chat-builders.ts';
import {aNodeConfig} from './node-builders.ts';
import {ScreenedRack} from './screened-rack.ts';

type Of<Type extends Effect['type']> = Extract<Effect, {type: Type}>;

/** The chat tab with a hand on the keys, and a world that keeps what it is told to keep. */
export class ChatSession {
	readonly #rack: ScreenedRack;
	/** All that was asked for since the beginning. */
	readonly asked: Effect[] = [];
	/** What is written, by the id of the conversation. */
	readonly files = new Map<string, readonly ConversationRecord[]>();
	/** Questions that nobody answered yet. */
	readonly open = new Map<number, TurnToAsk>();
	#turns = 0;
	#chats = 0;

	constructor(names: readonly string[] = ['gpu-01', 'gpu-02']) {
		this.#rack = new ScreenedRack(
			names.map(name =>
				aNodeConfig(name, {isLocal: false, ollama: {use: 'ask', port: 11_434, slots: 1}}),
			),
		);
		for (const name of names) {
			this.serving(name, ['qwen3:4b']);
		}

		this.press('3');
	}

	get state(): State {
		return this.#rack.state;
	}

	set state(state: State) {
		this.#rack.state = state;
	}

	press(...keys: readonly Key[]): this {
		return this.send(...keys.map(key => ({type: 'key/pressed', key, atMs: 0}) as const));
	}

	/** Each character as a key. */
	type(text: string): this {
		return this.press(...[...text].map(character => (character === ' ' ? 'space' : character)));
	}

	paste(text: string): this {
		return this.send({type: 'text/pasted', text, atMs: 0});
	}

	send(...events: readonly Event[]): this {
		for (const event of events) {
			this.#rack.send(event);
			const {effects} = this.#rack;
			this.asked.push(...effects);
			for (const effect of effects) {
				this.#carryOut(effect);
			}
		}

		return this;
	}

	/** The Ollama of a node tells of these models. */
	serving(name: string, models: readonly string[]): this {
		const about = {node: name as NodeName, atMs: 0};
		this.send({type: 'node/connected', transport: 'ssh2', transportReason: undefined, ...about});
		this.#rack.sampled(name, 10);
		return this.send(
			{type: 'ollama/versionRead', version: '0.30.0', ...about},
			{
				type: 'ollama/installedListed',
				models: models.map(model => ({...anInstalled, name: model})) as never,
				...about,
			},
		);
	}

	ask(text: string): this {
		return this.type(text).press('enter');
	}

	get chat(): ChatScreen {
		const {screen} = this.state;
		if (screen === undefined) {
			throw new Error('there is no screen');
		}

		return screen.chat;
	}

	get typed(): string {
		return draftText(this.chat.draft);
	}

	get problem(): string {
		const {problem} = this.chat;
		return typeof problem === 'object' ? problem.what : (problem ?? '');
	}

	/** What the line of speech tells of what was done. */
	get notice(): string | undefined {
		const what = this.state.screen?.toast?.what;
		return what?.kind === 'notice' ? noticeText(what.notice) : undefined;
	}

	/** Who said what on the screen: `you why?`, `because`, `… how?` of what is under way, `! how?` of what failed. */
	get said(): readonly string[] {
		return saidInShown(this.state.chat).flatMap(said => {
			switch (said.kind) {
				case 'turn':
					return [
						`you ${said.typed?.text ?? said.turn.question.content}`,
						said.turn.answer.content,
					];
				case 'interrupted':
					return [`broken ${said.record.question.content}`];
				case 'compared':
					return [`compared ${said.turns.map(({answer}) => answer.content).join(' | ')}`];
				default:
					return [`${said.asked.phase.state} ${said.asked.text}`];
			}
		});
	}

	get title(): string | undefined {
		return shownOpening(this.state.chat)?.conversation?.title;
	}

	effectsOf<Type extends Effect['type']>(type: Type): readonly Of<Type>[] {
		return this.asked.filter((effect): effect is Of<Type> => effect.type === type);
	}

	/** The question that was sent first of those that are not answered. */
	get first(): TurnToAsk {
		const [first] = this.open.values();
		if (first === undefined) {
			throw new Error('nothing is asked');
		}

		return first;
	}

	streamed(content: string, thinking = ''): this {
		const {asking} = this.first;
		const node = 'gpu-01' as NodeName;
		return this.send({
			...{type: 'chats/streamed', asking, node, thinking, content, pieces: 1, atMs: 10},
		});
	}

	/** It is answered to the end. */
	answered(content: string, turn = this.first): this {
		this.#turns += 1;
		const id = `t${this.#turns}`;
		const made: Turn = {...aTurn(id), model: 'qwen3:4b' as never, question: turn.question};
		return this.ended(turn, {
			state: 'answered',
			turn: {...made, answer: {role: 'assistant', content}},
			remarks: [],
		});
	}

	cancelled(partial = ''): this {
		const attempts = partial === '' ? [] : [brokenAttempt(partial, {state: 'cancelled'})];
		return this.ended(this.first, {state: 'cancelled', attempts});
	}

	failedAfter(partial: string): this {
		const attempts = [brokenAttempt(partial, {state: 'failed', failure: lostFailure})];
		return this.ended(this.first, {
			...{state: 'failed', why: 'outOfNodes', failure: lostFailure, attempts, room: undefined},
		});
	}

	noRoute(): this {
		return this.ended(this.first, {
			state: 'noRoute',
			noRoute: {kind: 'noOllama'} as never,
			decision: aDecision(),
		});
	}

	ended(turn: TurnToAsk, outcome: TurnOutcome): this {
		const {asking, text, files, after, instead, comparison, question} = turn;
		this.open.delete(asking);
		const record = saidRecord(outcome, {
			...{wallMs: atWallMs + this.#turns, after, question, typed: typedOf(text, files)},
			...(instead === undefined ? {} : {instead}),
			...(comparison === undefined ? {} : {isAside: true}),
		});
		const open = this.state.chat.opened.find(({chat}) => chat === turn.chat)?.id;
		const kept = record === undefined ? undefined : this.#kept(open, [record]);
		return this.send({type: 'chats/ended', asking, outcome, kept, atMs: 20});
	}

	/** Without an id it begins. */
	#kept(id: string | undefined, records: readonly ConversationRecord[]) {
		this.#chats += id === undefined ? 1 : 0;
		const known = id ?? `c${this.#chats}`;
		const opened = {type: 'opened', wallMs: atWallMs, schema: 1, id: known} as const;
		const added = id === undefined ? [opened, ...records] : records;
		this.files.set(known, [...(this.files.get(known) ?? []), ...added]);
		return {id: known, records: added, failure: undefined};
	}

	#carryOut(effect: Effect): void {
		switch (effect.type) {
			case 'askTurn':
				this.open.set(effect.turn.asking, effect.turn);
				return;
			case 'listChats': {
				const chats = [...this.files.values()].flatMap(records => summaryOf(records, false) ?? []);
				this.send({type: 'chats/listed', listed: ok({chats, leftOut: 0}), atMs: 1});
				return;
			}

			case 'keepRecords': {
				const kept = this.#kept(effect.id, effect.records);
				this.send({type: 'chats/recorded', chat: effect.chat, kept, atMs: 1});
				return;
			}

			case 'openChat':
				this.#opened(effect.chat, effect.id);
				return;
			case 'forkChat': {
				const {turns} = effect.from;
				const upTo = turns.slice(0, turns.findIndex(({id}) => id === effect.turn) + 1);
				const records = upTo.map((turn, index) => ({
					...({type: 'turn', wallMs: atWallMs, turn, after: upTo[index - 1]?.id} as const),
				}));
				this.#opened(effect.chat, this.#kept(undefined, records).id);
				return;
			}

			default:
		}
	}

	#opened(chat: number, id: string): void {
		const records = this.files.get(id) ?? [];
		const opened = ok({id, records, readOnlyBecause: undefined, isDamaged: false});
		this.send({type: 'chats/opened', chat, opened, atMs: 1});
	}
}

function ok<Value>(value: Value) {
	return {ok: true, value} as const;
}

export const lostFailure = {kind: 'unreachable', where: 'gpu-01', reason: 'no route'} as never;

export function brokenAttempt(content: string, outcome: Attempt['outcome']): Attempt {
	return anAttempt({outcome, partial: {role: 'assistant', content}, usage: undefined});
}

const anInstalled = {
	...{digest: 'a'.repeat(64), sizeBytes: 2_000_000_000, capabilities: ['completion']},
};
