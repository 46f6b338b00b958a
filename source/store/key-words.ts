import type {Key} from '../domain/screen.ts';
import {type Binding, hintsFor, type KeyContext, keymap} from '../rules/keymap.ts';
import {remember} from './remember.ts';
import {initialScreen, type ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

/** A line of help, or a hint: keys and what they do. */
export type KeyWords = {readonly keys: readonly Key[]; readonly words: string};

export type HelpKeys = {
	/** Keys of the tab that is shown, then those of everywhere: those that the search finds. */
	readonly inTab: readonly KeyWords[];
	readonly everywhere: readonly KeyWords[];
	/** Lines there would be without a search. */
	readonly total: number;
};

/** Where the keys go: the first that knows a key has it. */
export function keyContexts({line, help, tab}: ScreenState): readonly [KeyContext, 'everywhere'] {
	return [line !== undefined ? 'line' : help !== undefined ? 'help' : tab, 'everywhere'];
}

/** What the line of speech hints at. */
export function keyHints({screen = initialScreen}: State): readonly KeyWords[] {
	const {isOpen, filter} = screen.nodes;
	return hintsIn(keyContexts(screen)[0], isOpen, isOpen || filter !== '');
}

const hintsIn = remember(
	(inner: KeyContext, isOpen: boolean, hasBack: boolean): readonly KeyWords[] => {
		if (inner === 'line' || inner === 'help') {
			return joined(hintsFor([inner]).map(asHint));
		}

		const hints = hintsFor([inner, 'everywhere']).filter(
			({action}) => (action !== 'open' || !isOpen) && (action !== 'back' || hasBack),
		);
		return joined(hints.map(asHint));
	},
);

function asHint({keys, words, hint = words}: Binding): KeyWords {
	return {keys: keys.slice(0, 1), words: hint};
}

/** What help lists; its search looks at keys and words. */
export function helpKeys({screen = initialScreen}: State): HelpKeys {
	return helpIn(screen.tab, screen.help?.search ?? '');
}

const helpIn = remember((tab: KeyContext, search: string): HelpKeys => {
	const wanted = search.trim().toLowerCase();
	const isFound = ({keys, words}: KeyWords): boolean =>
		words.includes(wanted) || keys.some(key => key.toLowerCase() === wanted);
	const inTab = joined(keymap.filter(({context}) => context === tab));
	const everywhere = joined(keymap.filter(({context}) => context === 'everywhere'));
	return {
		inTab: inTab.filter(isFound),
		everywhere: everywhere.filter(isFound),
		total: inTab.length + everywhere.length,
	};
});

/** Neighbours that say the same are one, letters before keys with names. */
function joined(lines: readonly KeyWords[]): readonly KeyWords[] {
	const result: KeyWords[] = [];
	for (const {keys, words} of lines) {
		const before = result.at(-1);
		if (before?.words === words) {
			result[result.length - 1] = {keys: lettersFirst([...before.keys, ...keys]), words};
		} else {
			result.push({keys: lettersFirst(keys), words});
		}
	}

	return result;
}

function lettersFirst(keys: readonly Key[]): readonly Key[] {
	return keys.toSorted((one, other) => Number(one.length > 1) - Number(other.length > 1));
}
