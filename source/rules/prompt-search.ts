/** Looks for an earlier question backwards while its words are typed. */
import type {Draft} from '../domain/draft.ts';
import {draftOf} from './draft-paste.ts';
import type {PromptHistory} from './prompt-history.ts';

const longestQuery = 200;

export type PromptSearch = {
	readonly query: string;
	/** In the history; undefined: none has it, or nothing is asked yet. */
	readonly match: number | undefined;
	/** What was being typed. */
	readonly unsent: Draft;
};

export function openPromptSearch(draft: Draft): PromptSearch {
	return {query: '', match: undefined, unsent: draft};
}

/** The newest that has it. Capitals count where one was typed. */
export function searchPrompt(
	history: PromptHistory,
	search: PromptSearch,
	typed: string,
): PromptSearch {
	const query = typed
		.replaceAll(/\p{Cc}+/gu, ' ')
		.slice(0, longestQuery)
		.toWellFormed();
	return {...search, query, match: lastWith(history, query, history.length)};
}

/** The next older one that is not the same; where there is none, the same search. */
export function searchOlder(history: PromptHistory, search: PromptSearch): PromptSearch {
	const shown = search.match === undefined ? undefined : history[search.match];
	let match = lastWith(history, search.query, search.match ?? history.length);
	while (match !== undefined && history[match] === shown) {
		match = lastWith(history, search.query, match);
	}

	return match === undefined ? search : {...search, match};
}

/** The question that was found, or where none was, what was being typed. */
export function acceptPrompt(history: PromptHistory, {match, unsent}: PromptSearch): Draft {
	const found = match === undefined ? undefined : history[match];
	return found === undefined ? unsent : draftOf(found);
}

/** What was being typed. */
export function leavePromptSearch({unsent}: PromptSearch): Draft {
	return unsent;
}

function lastWith(history: PromptHistory, query: string, before: number): number | undefined {
	if (query === '' || before === 0) {
		return undefined;
	}

	const small = query.toLowerCase();
	const hasQuery =
		small === query
			? (question: string) => question.toLowerCase().includes(small)
			: (question: string) => question.includes(query);
	const found = history.slice(0, before).findLastIndex(hasQuery);
	return found === -1 ? undefined : found;
}
