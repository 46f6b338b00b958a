import type {ConversationSettings} from '../domain/conversation.ts';
import {apart} from './chat-text.ts';
import type {Glyphs} from './glyphs.ts';
import {countText} from './number-text.ts';
import {clean, type Safe, safe} from './safe.ts';

type AskedHow = {
	/** Undefined: whichever most nodes have. */
	readonly model: string | undefined;
	readonly node: string | undefined;
	readonly routing: string;
	readonly think: ConversationSettings['think'];
	readonly usedTokens: number | undefined;
	readonly isAbout: boolean;
	readonly contextTokens: number | undefined;
};

const longestName = {maxCharacters: 60};

/** `qwen3:4b · resource-aware · thinking on · 643 of 32,768 tokens` */
export function askedHowText(how: AskedHow, glyphs: Glyphs): Safe {
	const {model, node, routing, think} = how;
	const where =
		node === undefined ? clean(routing, longestName) : safe`on ${clean(node, longestName)}`;
	const tokens = tokensText(how);
	return apart(
		[
			model === undefined ? safe`the model that most nodes have` : clean(model, longestName),
			where,
			...(think === undefined ? [] : [safe`thinking ${clean(thinkWord(think))}`]),
			...(tokens === undefined ? [] : [tokens]),
		],
		glyphs,
	);
}

function thinkWord(think: NonNullable<ConversationSettings['think']>): string {
	return typeof think === 'string' ? think : think ? 'on' : 'off';
}

function tokensText({usedTokens, contextTokens, isAbout}: AskedHow): Safe | undefined {
	if (usedTokens === undefined) {
		return undefined;
	}

	const about = isAbout ? safe`about ` : safe``;
	return contextTokens === undefined
		? safe`${about}${clean(countText(usedTokens, 'token'))}`
		: safe`${about}${clean(usedTokens.toLocaleString('en'))} of ${clean(countText(contextTokens, 'token'))}`;
}
