import {type Key, mostHelpRows} from '../domain/screen.ts';
import {asksFirst, keymap} from '../rules/keymap.ts';
import type {ActionName, Binding, KeyContext} from '../rules/keys/binding.ts';
import {isOfHiddenList, ofTheList} from './hidden-list.ts';
import {keyContexts} from './key-contexts.ts';
import {joined, type KeyWords} from './key-lines.ts';
import {remember} from './remember.ts';
import {initialScreen, type ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

export type HelpKeys = {
	/** Where help was opened. */
	readonly place: KeyContext;
	/** Keys of that place, then those of everywhere: those that the search finds. */
	readonly inPlace: readonly KeyWords[];
	readonly everywhere: readonly KeyWords[];
	/** Lines there would be without a search. */
	readonly total: number;
	/** Whether a capital of that place changes something. */
	readonly hasCapitals: boolean;
};

/** What help lists; its search looks at keys and words. */
export function helpKeys({screen = initialScreen}: State): HelpKeys {
	return helpOf(screen);
}

/** The sentence about capitals, and the line above it. */
const rowsOfCapitals = 2;

/** Lines of help that can be scrolled out above; 0: all are seen. */
export function lastHelpScroll({screen = initialScreen}: Pick<State, 'screen'>): number {
	const {inPlace, everywhere, hasCapitals} = helpOf(screen);
	const rows = Math.max(inPlace.length, everywhere.length) + (hasCapitals ? rowsOfCapitals : 0);
	return Math.max(0, rows - mostHelpRows(screen.size));
}

function helpOf(screen: ScreenState): HelpKeys {
	const [place] = keyContexts({...screen, help: undefined, line: undefined});
	return helpIn(place, isOfHiddenList(screen, 'filter'), screen.help?.search ?? '');
}

/** What means nothing there; the order of the grid is that of the configuration, and its detail too short to scroll. */
const idle: Partial<Readonly<Record<KeyContext, ReadonlySet<ActionName>>>> = {
	grid: new Set(['sortNext', 'freeze', 'nextPane']),
	events: new Set(['mark', 'nextPane']),
	transfers: new Set(['mark', 'filter', 'filterOut']),
	log: new Set(['mark', 'nextPane', 'filterOut']),
	chatTranscript: new Set(['mark', 'filter', 'filterOut']),
	chatList: new Set(['mark', 'filter', 'filterOut']),
	chatPane: new Set(['mark', 'filter', 'filterOut']),
};

const helpIn = remember((place: KeyContext, isListHidden: boolean, search: string): HelpKeys => {
	const places: readonly KeyContext[] = place === 'grid' ? [place, 'nodes'] : [place];
	const isSeen = ({action}: Binding): boolean =>
		!(isListHidden && ofTheList.has(action)) && idle[place]?.has(action) !== true;
	const ofPlace = places.flatMap(bindingsOf).filter(isSeen);
	const inPlace = joined(notTaken(ofPlace, []));
	const everywhere = joined(notTaken(bindingsOf('everywhere').filter(isSeen), ofPlace));
	const isFound = foundBy(search.trim().toLowerCase());
	return {
		place,
		inPlace: inPlace.filter(isFound),
		everywhere: everywhere.filter(isFound),
		total: inPlace.length + everywhere.length,
		hasCapitals: search === '' && ofPlace.some(({action}) => asksFirst(action)),
	};
});

function bindingsOf(place: KeyContext): readonly Binding[] {
	return keymap.filter(({context}) => context === place);
}

/** Each key once: the first place that knows it has it. */
function notTaken(bindings: readonly Binding[], before: readonly Binding[]): readonly KeyWords[] {
	const taken = new Set<Key>(before.flatMap(({keys}) => keys));
	return bindings.flatMap(({keys, words}) => {
		const free = keys.filter(key => !taken.has(key));
		for (const key of free) {
			taken.add(key);
		}

		return free.length === 0 ? [] : [{keys: free, words}];
	});
}

function foundBy(wanted: string): (line: KeyWords) => boolean {
	return ({keys, words}) =>
		words.toLowerCase().includes(wanted) || keys.some(key => key.toLowerCase() === wanted);
}
