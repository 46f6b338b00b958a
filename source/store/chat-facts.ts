import type {ConversationSettings} from '../domain/conversation.ts';
import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import {shownOpening} from './chat-drawn.ts';
import type {State} from './state.ts';

/** How the next question of the conversation on the screen is asked, as far as it is known before a node is chosen. */
export type ChatFacts = {
	/** Undefined: whichever most nodes have. */
	readonly model: string | undefined;
	readonly node: string | undefined;
	readonly routing: string;
	readonly think: ConversationSettings['think'];
	/** What the last answer took of its context, in its own counts; undefined: there is none, or it was not told. */
	readonly usedTokens: number | undefined;
	/** That the node of the last answer has for it; undefined: not told. */
	readonly contextTokens: number | undefined;
};

export function chatFacts(state: State): ChatFacts {
	const opening = shownOpening(state.chat);
	const {model, node, routing, think} = opening?.settings ?? {};
	const last = opening?.conversation?.turns.at(-1);
	const answered = last?.attempts.at(-1);
	const {promptTokens, outputTokens} = answered?.usage ?? {};
	return {
		model: model ?? state.config?.chat.model ?? last?.model,
		node,
		routing: routing ?? state.config?.chat.routing ?? 'resource-aware',
		think,
		usedTokens:
			promptTokens === undefined || outputTokens === undefined
				? undefined
				: promptTokens + outputTokens,
		contextTokens:
			answered === undefined || last === undefined
				? undefined
				: contextOf(state, answered.node, last.model),
	};
}

function contextOf({nodes}: State, name: NodeName, model: string): number | undefined {
	const node = nodes.find(({config}) => config.name === name);
	const loaded = node === undefined ? undefined : loadedValue(node.ollama.loaded);
	return loaded?.find(one => one.name === model)?.contextTokens;
}
