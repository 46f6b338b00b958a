import {clean, type Safe, safe} from './safe.ts';
import {charactersOf} from './width.ts';

/** What a reader may leave out at its level of punctuation, and what a filter or a command cannot do without. */
const names: Readonly<Record<string, string>> = {
	...{' ': 'space', '>': 'greater than', '<': 'less than', '=': 'equals', '!': 'exclamation mark'},
	...{'/': 'slash', '\\': 'backslash', '-': 'dash', '.': 'dot', ':': 'colon', ',': 'comma'},
	...{_: 'underscore', '*': 'star', '%': 'percent', '"': 'quote', "'": 'apostrophe', '~': 'tilde'},
	...{'|': 'bar', '&': 'and', '?': 'question mark', '@': 'at', '#': 'hash', '+': 'plus'},
	...{'(': 'open bracket', ')': 'closed bracket', '[': 'open square bracket'},
	...{']': 'closed square bracket', $: 'dollar', ';': 'semicolon', '^': 'caret', '`': 'backquote'},
};

/** One character, as it is said when it is typed. */
function spokenCharacter(character: string): Safe {
	return clean(names[character] ?? character);
}

/**
 * What was typed last: the character that came or went, else all that stands there now. Empty: nothing was.
 *
 * @param before what stood there, and `after` what does: both as they were typed
 */
export function spokenTyping(before: string, after: string): Safe {
	if (before === after) {
		return safe``;
	}

	const [come, gone] = [oneMore(before, after), oneMore(after, before)];
	if (come !== undefined) {
		return spokenCharacter(come);
	}

	return after === ''
		? safe`empty`
		: gone === undefined
			? clean(after, {maxCharacters: 500})
			: safe`${spokenCharacter(gone)} deleted`;
}

/** The one character that the longer text has at its end; undefined: it differs in more than that. */
function oneMore(shorter: string, longer: string): string | undefined {
	const rest = longer.startsWith(shorter) ? longer.slice(shorter.length) : '';
	return charactersOf(clean(rest, {maxCharacters: 10})).length === 1 ? rest : undefined;
}
