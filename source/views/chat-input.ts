import type {ChatInput, TypedRow} from '../components/chat-input-lines.ts';
import {chatColumns, mostDraftRows} from '../domain/chat-layout.ts';
import {
	askedInShown,
	draftWindow,
	shownDraft,
	shownOpening,
	type TypedWindow,
} from '../store/chat-drawn.ts';
import {chatFacts} from '../store/chat-facts.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import {askedHowText} from '../theme/chat-facts-text.ts';
import {filesText} from '../theme/chat-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';

export type Typed = {readonly state: State; readonly screen: ScreenState};

/** The rows of the draft that are seen. @param from where the first row began that was seen before */
export function typedWindow({state, screen}: Typed, from: number): TypedWindow {
	const {textColumns} = chatColumns(screen.size);
	const draft = shownDraft(state.chat, screen.chat);
	return draftWindow(draft, {columns: textColumns, mostRows: mostDraftRows(screen.size), from});
}

type Typing = Typed & {readonly glyphs: Glyphs};

/** What is typed, and how it is asked. */
export function chatInput(typing: Typing, window: TypedWindow): ChatInput {
	const {state, screen, glyphs} = typing;
	const {focus, pane, promptSearch} = screen.chat;
	const draft = shownDraft(state.chat, screen.chat);
	const {rows, caret, isMoreAbove, isMoreBelow} = window;
	return {
		rows: rows.map(
			({pieces, start}, index): TypedRow => ({
				pieces,
				caret: index === caret.row ? draft.caret - start : undefined,
			}),
		),
		...{isMoreAbove, isMoreBelow},
		placeholder: draft.text === '' && promptSearch === undefined ? placeholder : undefined,
		hasKeys: focus === 'input' && pane === undefined,
		facts: askedHowText(chatFacts(state), glyphs),
		beside: besideText(typing),
	};
}

const placeholder = safe`Ask something. /why says why a node was chosen.`;

/** The one that a person forgets first: what is looked for, what is edited, what goes with it, what it waits for. */
function besideText({state, screen: {chat}}: Typing): Safe {
	const {promptSearch, editing, draft} = chat;
	const files = shownOpening(state.chat)?.files ?? [];
	const isAnswering = askedInShown(state.chat).some(({phase}) => phase.state !== 'failed');
	if (promptSearch !== undefined) {
		const words = clean(promptSearch.query, {maxCharacters: 60});
		const isFound = promptSearch.match !== undefined || promptSearch.query === '';
		return isFound
			? safe`earlier question with: ${words}`
			: safe`no earlier question has: ${words}`;
	}

	if (editing?.chat === state.chat.shown) {
		return safe`edits an earlier question`;
	}

	if (files.length > 0) {
		return filesText(files);
	}

	return isAnswering && draft.text !== '' ? safe`next in queue` : safe``;
}
