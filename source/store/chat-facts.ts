import type {ConversationSettings} from '../domain/conversation.ts';
import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import {emptyDraft} from '../rules/draft-edit.ts';
import {promptTokensOf} from '../rules/question-route.ts';
import {shownOpening} from './chat-drawn.ts';
import type {OpenChat} from './chat-state.ts';
import {chatModels} from './chat-world-names.ts';
import type {State} from './state.ts';

/** How the next question of the conversation on the screen is asked, as far as it is known before a node is chosen. */
export type ChatFacts = {
	/** Undefined: whichever most nodes have, and none was heard of. */
	readonly model: string | undefined;
	readonly node: string | undefined;
	readonly routing: string;
	readonly think: ConversationSettings['think'];
	/**
	 * What the last answer took of its context, in its own counts, and what is typed and attached, estimated, where that
	 * is much; undefined: there is neither.
	 */
	readonly usedTokens: number | undefined;
	/** A part of it is estimated. */
	readonly isAbout: boolean;
	/** That the node of the last answer has for it; undefined: not told. */
	readonly contextTokens: number | undefined;
};

export function chatFacts(state: State): ChatFacts {
	const opening = shownOpening(state.chat);
	const {model, node, routing, think} = opening?.settings ?? {};
	const last = opening?.conversation?.turns.at(-1);
	const answered = last?.attempts.at(-1);
	const {promptTokens, outputTokens} = answered?.usage ?? {};
	const estimated = typedTokensOf(state, opening);
	const typedTokens = estimated < leastTypedTokens ? 0 : estimated;
	const saidTokens =
		promptTokens === undefined || outputTokens === undefined
			? undefined
			: promptTokens + outputTokens;
	return {
		model: model ?? last?.model ?? state.config?.chat.model ?? usualModel(state, opening),
		node,
		routing: routing ?? state.config?.chat.routing ?? 'resource-aware',
		think,
		usedTokens:
			saidTokens === undefined && typedTokens === 0 ? undefined : (saidTokens ?? 0) + typedTokens,
		isAbout: typedTokens > 0,
		contextTokens:
			answered === undefined || last === undefined
				? undefined
				: contextOf(state, answered.node, last.model),
	};
}

/** Less changes nothing that a person would go by, and would change with each key. */
const leastTypedTokens = 200;

function typedTokensOf({screen}: State, opening: OpenChat | undefined): number {
	const draft = screen?.chat.draft ?? emptyDraft;
	const files = opening?.files ?? [];
	const texts = [
		draft.text,
		...draft.pastes.map(({text}) => text),
		...files.filter(({kind}) => kind === 'text').map(({content}) => content),
	];
	const images = files.filter(({kind}) => kind === 'image').map(({content}) => content);
	return promptTokensOf([
		...texts.map(content => ({role: 'user', content}) as const),
		{role: 'user', content: '', images},
	]);
}

/** A picture is for a model that sees, which is not looked for here. */
function usualModel(state: State, opening: OpenChat | undefined): string | undefined {
	const hasImage = opening?.files.some(({kind}) => kind === 'image') === true;
	return hasImage ? undefined : chatModels(state)[0]?.name;
}

function contextOf({nodes}: State, name: NodeName, model: string): number | undefined {
	const node = nodes.find(({config}) => config.name === name);
	const loaded = node === undefined ? undefined : loadedValue(node.ollama.loaded);
	return loaded?.find(one => one.name === model)?.contextTokens;
}
