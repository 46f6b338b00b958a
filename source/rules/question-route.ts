import type {Conversation} from '../domain/conversation.ts';
import type {NodeName} from '../domain/ids.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import type {DefaultModel, RouteNode, RouteRequest} from '../domain/routing.ts';
import {defaultModel} from './default-model.ts';

const charactersPerToken = 4;
const tokensPerImage = 768;

export type PlacedQuestion = {
	/** As it was asked for; '' where nobody said which, and nothing is known of any. */
	readonly model: string;
	/** The whole prompt: what was said before, and the question. */
	readonly said: readonly ChatMessage[];
	/** The conversation; undefined: it begins. */
	readonly session: string | undefined;
	/** As it was named; undefined: any. */
	readonly node: string | undefined;
	/** `num_predict`; below 1 it is no limit. @default none */
	readonly outputTokens?: number | undefined;
	/** @default as the model has it */
	readonly think?: boolean | 'low' | 'medium' | 'high' | undefined;
};

/** What a question takes, for who chooses its node: the same for one question of a shell and for the chat tab. */
export function questionRoute(question: PlacedQuestion): Omit<RouteRequest, 'tried'> {
	const {model, said, session, node, outputTokens, think} = question;
	const hasThoughts = think !== undefined && think !== false;
	return {
		...{model, session, promptTokens: promptTokensOf(said)},
		outputTokens: outputTokens !== undefined && outputTokens > 0 ? outputTokens : undefined,
		needs: [...(hasImage(said) ? ['vision'] : []), ...(hasThoughts ? ['thinking'] : [])],
		node: node as NodeName | undefined,
	};
}

/** Estimated. */
export function promptTokensOf(said: readonly ChatMessage[]): number {
	const images = said.reduce((sum, message) => sum + (message.images?.length ?? 0), 0);
	const characters = said.reduce((sum, {content}) => sum + content.length, 0);
	return Math.ceil(characters / charactersPerToken) + images * tokensPerImage;
}

export function hasImage(said: readonly ChatMessage[]): boolean {
	return said.some(message => (message.images?.length ?? 0) > 0);
}

/** Where nobody said which: of those that see, where there is a picture. */
export function usualModel(
	nodes: readonly RouteNode[],
	said: readonly ChatMessage[],
): DefaultModel | undefined {
	const seeing = nodes.map(node => ({
		...node,
		installed: node.installed?.filter(({capabilities}) => capabilities?.includes('vision')),
	}));
	return (hasImage(said) ? defaultModel(seeing) : undefined) ?? defaultModel(nodes);
}

/** What answered last in a conversation, as far as it is known which it was. */
export function lastAnswerer(
	conversation: Pick<Conversation, 'turns'> | undefined,
): {readonly model: string; readonly digest: string} | undefined {
	const last = conversation?.turns.at(-1);
	const digest = last?.attempts.at(-1)?.digest;
	return last === undefined || digest === undefined ? undefined : {model: last.model, digest};
}
