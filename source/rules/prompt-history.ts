/** Earlier questions, which up and down bring back into the draft. */
import type {Draft} from '../domain/draft.ts';
import {draftOf} from './draft-paste.ts';

const mostPrompts = 500;
/** UTF-16 units of all of them. */
const mostUnits = 1_048_576;

/** The newest last; none follows one that is the same, none is blank. */
export type PromptHistory = readonly string[];

/** Undefined: none is recalled. */
export type Recall = {
	/** In the history. */
	readonly index: number;
	/** What was being typed. */
	readonly unsent: Draft;
};

/** What the draft is now, and whether it is one of the history. */
export type Recalled = {readonly draft: Draft; readonly recall: Recall | undefined};

/** @param questions of all conversations, the newest last */
export function promptHistory(questions: readonly string[]): PromptHistory {
	const kept: string[] = [];
	let units = 0;
	for (const question of questions.toReversed()) {
		if (kept.length === mostPrompts || units + question.length > mostUnits) {
			break;
		}

		if (question.trim() !== '' && question !== kept.at(-1)) {
			kept.push(question);
			units += question.length;
		}
	}

	return kept.reverse();
}

export function withPrompt(history: PromptHistory, question: string): PromptHistory {
	return question.trim() === '' || question === history.at(-1)
		? history
		: promptHistory([...history, question]);
}

/** The one before, with what was being typed kept; undefined: there is no older one. */
export function recallOlder(
	history: PromptHistory,
	{draft, recall}: Recalled,
): Recalled | undefined {
	return recalled(history, {
		index: (recall?.index ?? history.length) - 1,
		unsent: recall?.unsent ?? draft,
	});
}

/** The one after, and behind the newest what was being typed; undefined: none is recalled. */
export function recallNewer(history: PromptHistory, {recall}: Recalled): Recalled | undefined {
	return recall === undefined
		? undefined
		: (recalled(history, {...recall, index: recall.index + 1}) ?? {
				draft: recall.unsent,
				recall: undefined,
			});
}

function recalled(history: PromptHistory, recall: Recall): Recalled | undefined {
	const question = history[recall.index];
	return question === undefined ? undefined : {draft: draftOf(question), recall};
}
