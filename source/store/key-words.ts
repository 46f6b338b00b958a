import type {LogEntry} from '../domain/log-entry.ts';
import {hintsFor} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {hostsToAdd} from './added-hosts.ts';
import {chatHints, isChatPlace} from './chat-hints.ts';
import {completions} from './completions.ts';
import {lastHelpScroll} from './help-keys.ts';
import {isOfHiddenList} from './hidden-list.ts';
import {jobHints} from './job-hints.ts';
import {keyContexts} from './key-contexts.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import {logHints} from './log-hints.ts';
import {canRecallSearch} from './log-search.ts';
import {modelDialogIn} from './model-dialog-actions.ts';
import {modelDialogHints, modelHints, transferHints} from './model-hints.ts';
import {remember} from './remember.ts';
import {initialScreen, type LineInput, type ScreenState} from './screen-state.ts';
import {nodeUnderCursor} from './selectors.ts';
import {entryUnderCursor} from './shown-events.ts';
import {slurmNodeHints} from './slurm-node-hints.ts';
import type {State} from './state.ts';
import {submitHints} from './submit-hints.ts';
import {type WayBack, wayBack, wayBackWord} from './way-back.ts';

/** What the line of speech hints at. */
export function keyHints(state: State): readonly KeyWords[] {
	const {screen = initialScreen, paused} = state;
	if (screen.line !== undefined) {
		return lineHints(state, screen, screen.line);
	}

	const contexts = keyContexts(screen);
	if (screen.tab === 'chat' && isChatPlace(contexts[0])) {
		return chatHints(state, contexts[0]);
	}

	if (contexts[0] === 'events') {
		return eventHints(entryUnderCursor(state), screen.events, paused !== undefined);
	}

	if (contexts[0] === 'jobs') {
		return jobHints(state);
	}

	if (contexts[0] === 'slurmNodes') {
		return slurmNodeHints(state);
	}

	if (contexts[0] === 'models') {
		return modelHints(state);
	}

	if (contexts[0] === 'transfers') {
		return transferHints(state);
	}

	const dialog = modelDialogIn(screen);
	if (contexts[0] === 'modelDialog' && dialog !== undefined) {
		return modelDialogHints(dialog);
	}

	if (contexts[0] === 'log' && screen.log !== undefined) {
		return logHints(screen.log, state.log);
	}

	if (screen.dialog?.kind === 'submit') {
		return submitHints(screen.dialog);
	}

	return hintsIn(screen, nodeUnderCursor(state) !== undefined, paused !== undefined);
}

/** They need a node that is shown. */
const ofNode: readonly ActionName[] = ['why', 'log', 'shell'];

const hintsIn = remember(
	(screen: ScreenState, hasNode: boolean, isPaused: boolean): readonly KeyWords[] => {
		const {isOpen} = screen.nodes;
		const contexts = keyContexts(screen);
		const [inner] = contexts;
		const isGrid = inner === 'grid';
		const isElsewhere = inner !== 'nodes' && inner !== 'events' && !isGrid;
		const isScrolled = screen.help !== undefined && lastHelpScroll({screen}) > 0;
		const isMoving = isElsewhere ? isScrolled : !isOpen;
		const way = isElsewhere ? undefined : wayBack(screen.nodes);
		const isOfUse: Partial<Record<ActionName, boolean>> = {
			moveUp: isMoving,
			moveDown: isMoving,
			open: hasNode && !isOpen,
			confirm: canTakeChoice(screen.dialog),
			back: isElsewhere || way !== undefined,
			pause: isPaused,
			toggleMouse: !screen.isMouseOurs,
		};
		const hints = hintsFor(isElsewhere ? [inner] : isGrid ? ['grid', 'everywhere'] : contexts);
		const inUse = hints
			.filter(({action}) => isElsewhere || hasNode || !ofNode.includes(action))
			.filter(({action}) => isOfUse[action] ?? !isOfHiddenList(screen, action))
			.map(asHint);
		return joined(inUse.map(hint => withWay(hint, way))).map(hint =>
			hint.words === 'leaves' && hasOneButton(screen.dialog) ? {...hint, words: 'closes'} : hint,
		);
	},
);

const eventHints = remember(
	(
		under: LogEntry | undefined,
		{filter}: ScreenState['events'],
		isPaused: boolean,
	): readonly KeyWords[] => {
		const hasRow = under !== undefined;
		const isOfUse: Partial<Record<ActionName, boolean>> = {
			...{moveUp: hasRow, moveDown: hasRow, copy: hasRow, open: under?.node !== undefined},
			...{back: filter !== '', pause: isPaused, toggleMouse: false},
		};
		const hints = hintsFor(['events', 'everywhere']);
		return joined(hints.filter(({action}) => isOfUse[action] ?? true).map(asHint));
	},
);

/** What enter and esc do there depends on what is typed, and on what esc gives back. */
function lineHints(state: State, screen: ScreenState, line: LineInput): readonly KeyWords[] {
	const hints = hintsFor(keyContexts(screen).slice(0, 1));
	const hasWords = completions(state).words.length > 0;
	const isRecalling = canRecallSearch(line);
	const words: Partial<Record<ActionName, string>> = {
		...(line.before === '' ? {} : {back: 'takes back'}),
		...(isRecalling ? {keepLine: 'again'} : {}),
		...lineWords[line.purpose],
	};
	const isOfUse: Partial<Record<ActionName, boolean>> = {
		complete: hasWords,
		recallOlder: isRecalling,
	};
	return hints
		.filter(({action}) => isOfUse[action] ?? true)
		.map(hint => ({...asHint(hint), words: words[hint.action] ?? asHint(hint).words}));
}

/** An answer does nothing before it is kept: some open the dialog that asks. */
const lineWords: Partial<Record<LineInput['purpose'], Partial<Record<ActionName, string>>>> = {
	timeLimit: {keepLine: 'asks', back: 'leaves'},
	drainReason: {keepLine: 'asks', back: 'leaves'},
	submitOption: {back: 'leaves'},
	renameChat: {back: 'leaves'},
	pullModel: {keepLine: 'asks where', back: 'leaves'},
	createModel: {keepLine: 'edits it', back: 'leaves'},
	fitContext: {back: 'leaves'},
	keepModel: {back: 'leaves'},
	nameModel: {keepLine: 'asks', back: 'leaves'},
	renameModel: {keepLine: 'asks', back: 'leaves'},
	searchChats: {keepLine: 'finds', back: 'leaves'},
};

/** Whether its default key does something. */
function canTakeChoice(dialog: ScreenState['dialog']): boolean {
	return dialog?.kind !== 'addHosts' || hostsToAdd(dialog).length > 0;
}

/** There is nothing to leave undone. */
function hasOneButton(dialog: ScreenState['dialog']): boolean {
	return (
		dialog?.kind === 'hostKeyChanged' ||
		(dialog?.kind === 'addHosts' && (dialog.hosts?.length ?? 0) === 0)
	);
}

/** What is given up is told where it is more than a way back. */
function withWay(hint: KeyWords, way: WayBack | undefined): KeyWords {
	const isMore = way === 'marks' || way === 'filter';
	return isMore && hint.keys[0] === 'esc' ? {...hint, words: wayBackWord(way)} : hint;
}
