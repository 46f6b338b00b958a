import {hintsFor} from '../rules/keymap.ts';
import type {ActionName, KeyContext} from '../rules/keys/binding.ts';
import {isUnderWay} from './chat-asking.ts';
import {chatCompletions} from './chat-completions.ts';
import {askedInShown, saidInShown} from './chat-drawn.ts';
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
	const isOfUse: Partial<Record<ActionName, boolean>> = {
		...(place === 'chatPane'
			? {
					open: chat.pane === 'compare' || chat.pane === 'found',
					copy: chat.pane === 'compare',
				}
			: {}),
		...(place === 'chatList' ? {undo: chat.undo.at(-1)?.kind === 'deleted'} : {}),
		...{filter: false, filterOut: false, mark: false, toggleMouse: false, pause: false},
	};
	const isPlain = place === 'chatRecall' || place === 'chatPane';
	const hints = hintsFor(isPlain ? [place] : [place, 'everywhere']);
	const taken = new Set(hints.filter(({context}) => context === place).map(({action}) => action));
	return joined(
		hints
			.filter(({context, action}) => context === place || !taken.has(action))
			.filter(({action}) => isOfUse[action] ?? true)
			.map(asHint),
	);
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
