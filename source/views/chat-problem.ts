import type {ChatScreen} from '../store/chat-screen.ts';
import {clean, type Safe} from '../theme/safe.ts';
import {slashProblemText} from '../theme/slash-text.ts';

/** Why what was typed is not carried out; undefined: it is, or nothing was. */
export function chatProblem({problem}: ChatScreen): Safe | undefined {
	return typeof problem === 'object'
		? slashProblemText(problem)
		: problem === undefined
			? undefined
			: clean(problem, {maxCharacters: 500});
}
