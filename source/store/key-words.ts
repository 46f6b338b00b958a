import {assertNever} from '../domain/assert-never.ts';
import {type Key, mostHelpRows} from '../domain/screen.ts';
import {type ActionName, type Binding, hintsFor, type KeyContext, keymap} from '../rules/keymap.ts';
import {remember} from './remember.ts';
import {initialScreen, type ScreenState} from './screen-state.ts';
import {nodeUnderCursor} from './selectors.ts';
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

/**
 * Where the keys go: the first that knows a key has it. What covers the rest of the screen takes all keys but those of
 * everywhere, and a dialog these too.
 */
export function keyContexts(screen: ScreenState): readonly [KeyContext, ...KeyContext[]] {
	const {line, help, dialog, log, tab, nodes} = screen;
	if (dialog !== undefined) {
		return [dialogContext(dialog)];
	}

	if (line !== undefined) {
		return line.purpose === 'command'
			? ['commandLine', 'line', 'everywhere']
			: ['line', 'everywhere'];
	}

	if (help !== undefined) {
		return ['help', 'everywhere'];
	}

	if (log !== undefined) {
		return ['log', 'everywhere'];
	}

	return tab === 'nodes' && nodes.view === 'grid' && !nodes.isOpen
		? ['grid', 'nodes', 'everywhere']
		: [tab, 'everywhere'];
}

function dialogContext({kind}: NonNullable<ScreenState['dialog']>): KeyContext {
	switch (kind) {
		case 'addHosts':
		case 'chooseLog':
			return 'choices';
		case 'copy':
			return 'copy';
		case 'hostKey':
		case 'hostKeyChanged':
		case 'secret':
			return 'dialog';
		default:
			return assertNever(kind);
	}
}

/** What the line of speech hints at. */
export function keyHints(state: State): readonly KeyWords[] {
	const {screen = initialScreen, paused} = state;
	return hintsIn(screen, nodeUnderCursor(state) !== undefined, paused !== undefined);
}

const hintsIn = remember(
	(screen: ScreenState, hasNode: boolean, isPaused: boolean): readonly KeyWords[] => {
		const {isOpen, filter} = screen.nodes;
		const contexts = keyContexts(screen);
		const [inner] = contexts;
		const isElsewhere = inner !== 'nodes' && inner !== 'events';
		const isScrolled = screen.help !== undefined && lastScroll(screen) > 0;
		const isMoving = isElsewhere ? isScrolled : !isOpen;
		const isOfUse: Partial<Record<ActionName, boolean>> = {
			moveUp: isMoving,
			moveDown: isMoving,
			open: hasNode && !isOpen,
			sortNext: !isOpen,
			back: isElsewhere || isOpen || filter !== '',
			pause: isPaused,
		};
		const hints = hintsFor(isElsewhere ? [inner] : contexts);
		return joined(hints.filter(({action}) => isOfUse[action] ?? true).map(asHint));
	},
);

function asHint({keys, words, hint = words}: Binding): KeyWords {
	return {keys: keys.slice(0, 1), words: hint};
}

/** What help lists; its search looks at keys and words. */
export function helpKeys({screen = initialScreen}: State): HelpKeys {
	return helpOf(screen);
}

/** Lines of help that can be scrolled out above; 0: all are seen. */
export function lastHelpScroll({screen = initialScreen}: State): number {
	return lastScroll(screen);
}

function lastScroll(screen: ScreenState): number {
	const {inTab, everywhere} = helpOf(screen);
	return Math.max(0, Math.max(inTab.length, everywhere.length) - mostHelpRows(screen.size));
}

function helpOf({tab, help}: ScreenState): HelpKeys {
	return helpIn(tab, help?.search ?? '');
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
