import {hintsFor} from '../rules/keymap.ts';
import type {ActionName, KeyContext} from '../rules/keys/binding.ts';
import {isUnderWay} from './chat-asking.ts';
import {chatCompletions} from './chat-completions.ts';
import {askedInShown, type Said, saidInShown} from './chat-drawn.ts';
import type {ChatScreen} from './chat-screen.ts';
import {hasThoughts, saidUnderCursor} from './chat-transcript-actions.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import {initialScreen} from './screen-state.ts';
import type {State} from './state.ts';

const chatPlaces: ReadonlySet<KeyContext> = new Set([
	...(['chatInput', 'chatRecall', 'chatTranscript', 'chatList', 'chatPane'] as const),
]);

export function isChatPlace(place: KeyContext | undefined): boolean {
	return place !== undefined && chatPlaces.has(place);
}

/** What keys of the chat tab do now. */
export function chatHints(state: State, place: KeyContext): readonly KeyWords[] {
	if (place === 'chatInput') {
		return inputHints(state);
	}

	const {chat} = state.screen ?? initialScreen;
	const hasCursor = chat.pane === 'compare' || chat.pane === 'found';
	const said = place === 'chatTranscript' ? saidUnderCursor(state) : undefined;
	const hasVersions = isVersion(said);
	const isCompared = said?.kind === 'compared';
	const isOfUse: Partial<Record<ActionName, boolean>> = {
		...(place === 'chatPane'
			? {
					open: hasCursor,
					copy: chat.pane === 'compare',
					...{moveUp: hasCursor || isScrolled(chat), moveDown: hasCursor || isScrolled(chat)},
				}
			: {}),
		...(place === 'chatTranscript'
			? {open: isCompared || (said !== undefined && hasThoughts(said))}
			: {}),
		...(place === 'chatList' ? {undo: chat.undo.at(-1)?.kind === 'deleted'} : {}),
		...{versionBefore: hasVersions, versionAfter: hasVersions},
		...{filter: false, filterOut: false, mark: false, toggleMouse: false, pause: false},
	};
	const hints = hintsFor(place === 'chatRecall' ? [place] : [place, 'everywhere']).filter(
		({context, action}) => place !== 'chatPane' || context === place || isMove(action),
	);
	const taken = new Set(hints.filter(({context}) => context === place).map(({action}) => action));
	return joined(
		hints
			.filter(({context, action}) => context === place || !taken.has(action))
			.filter(({action}) => isOfUse[action] ?? true)
			.map(asHint)
			.map(hint => {
				const isScroll = place === 'chatPane' && hint.words === 'select' && !hasCursor;
				const isCompare = isCompared && hint.words === 'thoughts';
				return isScroll || isCompare ? {...hint, words: isScroll ? 'scroll' : 'compare'} : hint;
			}),
	);
}

function isMove(action: ActionName): boolean {
	return action === 'moveUp' || action === 'moveDown';
}

/** More of what covers the answers is above or below. */
function isScrolled({drawn}: ChatScreen): boolean {
	return drawn.top > 0 || drawn.linesBelow > 0;
}

function isVersion(said: Said | undefined): boolean {
	return said?.kind === 'turn' && said.version !== undefined;
}

/** `enter send  ctrl-j new line  esc stop  tab chats  ctrl-r history  / commands  /why this node` */
function inputHints(state: State): readonly KeyWords[] {
	const {chat} = state.screen ?? initialScreen;
	const hasWords = chatCompletions(state).completions.length > 0;
	const isRunning = askedInShown(state.chat).some(({phase}) => isUnderWay(phase));
	const words: Partial<Record<ActionName, string>> = {
		complete: hasWords ? 'takes' : 'chats',
		back: backWords(state, {hasWords, isRunning}),
	};
	const hints = hintsFor(['chatInput']).map(binding => ({
		...asHint(binding),
		words: words[binding.action] ?? asHint(binding).words,
	}));
	const isEmpty = chat.draft.text === '';
	const isAnswered = saidInShown(state.chat).length > 0;
	return [
		...hints,
		...(hasWords ? [{keys: ['up', 'down'], words: 'choose'}] : []),
		...(isEmpty ? [{keys: ['/'], words: 'commands'}] : []),
		...(isEmpty && isAnswered
			? [{keys: ['/why'], words: 'this node', isMinor: true as const}]
			: []),
	];
}

function backWords(
	state: State,
	{hasWords, isRunning}: {readonly hasWords: boolean; readonly isRunning: boolean},
): string {
	if (hasWords) {
		return 'closes';
	}

	if (isRunning) {
		return 'stop';
	}

	const {editing} = (state.screen ?? initialScreen).chat;
	return editing?.chat === state.chat.shown ? 'leaves the edit' : 'answers';
}
