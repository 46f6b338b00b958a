import type {Attempt, Turn} from '../../source/domain/chat.ts';
import type {Conversation, ConversationRecord} from '../../source/domain/conversation.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import {conversationOf} from '../../source/rules/conversation.ts';
import {draftOf} from '../../source/rules/draft-paste.ts';
import {type ChatScreen, initialChat} from '../../source/store/chat-screen.ts';
import {
	type AskedTurn,
	type ChatState,
	noChat,
	type OpenChat,
} from '../../source/store/chat-state.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import type {State} from '../../source/store/state.ts';
import {aCandidate, aDecision, anAttempt, opened, said} from './chat-builders.ts';
import {frameOf} from './frame.tsx';
import {atMs, homeRack, stateOf} from './home-rack.ts';

export const qwen = 'qwen3:4b' as ModelName;

/** Who SCREENS lets answer. */
export function gpuAttempt(parts: Partial<Attempt> = {}): Attempt {
	const decision = aDecision('gpu-02');
	return anAttempt({
		...{node: 'gpu-02' as NodeName, isWarm: false, temperatureCelsius: 58, firstTokenMs: 2400},
		usage: {
			...{promptTokens: 594, outputTokens: 49, loadMs: 2100, promptMs: 100, outputMs: 286.5},
			totalMs: 2500,
		},
		decision: {...decision, model: qwen, rejected: []},
		...parts,
	});
}

export function turnOf(
	id: string,
	[question, answer]: readonly [question: string, answer: string],
	parts: Partial<Turn> = {},
): Turn {
	return {
		id,
		question: {role: 'user', content: question},
		answer: {role: 'assistant', content: answer},
		model: qwen,
		attempts: [gpuAttempt()],
		...parts,
	};
}

/** What SCREENS begins with. */
export const first = turnOf('t1', [
	'What does %A mean in a Slurm log path?',
	'`%A` is the id of the array job, the same for all its tasks; `%a` is the index of the task. So `logs/%A_%a.out` gives one file a task, such as logs/4720_7.out.',
]);

/** Each after the one before it. */
export function recordsOf(...turns: readonly Turn[]): readonly ConversationRecord[] {
	return [opened(), ...turns.map((turn, index) => said(turn, turns[index - 1]?.id))];
}

export function anAsking(parts: Partial<AskedTurn> = {}): AskedTurn {
	return {
		...{asking: 1, chat: 0, text: 'How do I run 64 shards?', files: [], settings: {}},
		...{after: undefined, instead: undefined, comparison: undefined, askedWallMs: 0},
		...{phase: {state: 'routing'}, decision: undefined, thinking: '', content: '', pieces: 0},
		...{thinkingSinceMs: undefined, thinkingMs: undefined, broken: []},
		...parts,
	};
}

/** `gpu-02` answers, and has for so long. */
export function streaming(content: string, parts: Partial<AskedTurn> = {}): AskedTurn {
	const decision = aDecision('gpu-02');
	return anAsking({
		phase: {
			state: 'streaming',
			node: 'gpu-02' as NodeName,
			sinceMs: atMs - 1402,
			heardAtMs: atMs,
		},
		decision: {
			...decision,
			chosen: {...aCandidate('gpu-02'), temperatureCelsius: 61},
			rejected: [
				{
					...{node: 'gpu-01' as NodeName, reason: 'tooBig', memory: 'gpu'},
					...{needsBytes: 3.4 * 2 ** 30, freeBytes: 3.2 * 2 ** 30},
				},
			],
		},
		content,
		pieces: 231,
		...parts,
	});
}

export type ChatScene = {
	readonly records?: readonly ConversationRecord[];
	readonly asked?: readonly AskedTurn[];
	readonly open?: Partial<OpenChat>;
	readonly chat?: Partial<ChatState>;
	readonly screen?: Partial<ChatScreen>;
	/** What stands in the input. */
	readonly typed?: string;
};

/** The chat tab of the rack that SCREENS draws. */
export function chatScene({records = [], asked = [], open, chat, screen, typed}: ChatScene): State {
	const conversation: Conversation | undefined =
		records.length === 0 ? undefined : conversationOf(records);
	const [first] = noChat.opened;
	if (first === undefined) {
		throw new Error('a state has always one opening');
	}

	const state = stateOf(homeRack(), {
		...initialScreen,
		tab: 'chat',
		chat: {
			...initialChat,
			...(typed === undefined ? {} : {draft: draftOf(typed)}),
			...screen,
		},
		nodes: {},
	});
	const opening: OpenChat = {
		...first,
		id: conversation?.id,
		records: {state: 'fresh', value: records, atMs},
		conversation,
		...open,
	};
	return {...state, chat: {...noChat, opened: [opening], asked, ...chat}};
}

const small = {columns: 80, rows: 24};

/** The rows of the body. */
export function drawn(scene: ChatScene, size = small): readonly string[] {
	return frameOf(chatScene(scene), size).slice(2, -1);
}

/** What was said, without what is typed. */
export function saidText(scene: ChatScene, size = small): string {
	const lines = drawn(scene, size);
	return lines
		.slice(
			0,
			lines.findIndex(line => line.includes('────')),
		)
		.join('\n')
		.trim();
}
