import {pasteMark} from '../domain/draft.ts';
import {chatCompletions} from '../store/chat-completions.ts';
import {completions} from '../store/completions.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {healthWords} from '../theme/plain-text.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {spokenTyping} from '../theme/spoken-text.ts';
import {completionRow} from './completion-row.ts';
import type {PlainWorld} from './plain-sight.ts';

/** What is being typed: nobody else echoes it, since the terminal is told not to. */
export type PlainTyping = {
	/** Another one begins anew. */
	readonly purpose: string;
	/** Raw. */
	readonly text: string;
	/** `tab takes pi-storage, down, no route to host, 2 of 5`; empty: there is nothing to take. */
	readonly proposal: Safe;
};

/** Undefined: nothing is typed where one is. A secret is typed elsewhere, and never told. */
export function plainTyping(world: PlainWorld): PlainTyping | undefined {
	const {line, help, dialog, tab, chat} = world.screen;
	if (dialog !== undefined) {
		return undefined;
	}

	if (line !== undefined) {
		return {purpose: line.purpose, text: line.text, proposal: proposalText(world, line)};
	}

	if (help === undefined && tab === 'chat' && chat.focus === 'input' && chat.pane === undefined) {
		return {purpose: 'chat', text: chatText(chat), proposal: chatProposal(world)};
	}

	return help === undefined ? undefined : {purpose: 'help', text: help.search, proposal: safe``};
}

/** What came or went since then, and what tab would take now. */
export function typingChanges(
	before: PlainTyping | undefined,
	now: PlainTyping | undefined,
): readonly Safe[] {
	if (now === undefined) {
		return [];
	}

	const was = before?.purpose === now.purpose ? before : {text: '', proposal: safe``};
	const lines = [
		spokenTyping(was.text, now.text),
		was.proposal === now.proposal ? safe`` : now.proposal,
	];
	return lines.filter(text => text !== '');
}

const comma = safe`, `;

/** All words fit where nothing is typed yet: there is no first among them until one is looked for. */
function proposalText(
	{state, profile}: PlainWorld,
	{text, choice: chosen}: NonNullable<ScreenState['line']>,
): Safe {
	const {words, choice} = completions(state);
	const word = words[choice];
	if (word === undefined || (text === '' && chosen === undefined)) {
		return safe``;
	}

	const row = completionRow(word, state, profile.glyphs);
	const said = [
		clean(row.text, {maxCharacters: 200}),
		...(row.health === undefined ? [] : [healthWords[row.health]]),
		...(row.beside === '' ? [] : [row.beside]),
		safe`${choice + 1} of ${words.length}`,
	];
	return safe`tab takes ${joinSafe(said, comma)}`;
}

/** As it is drawn: what was pasted as one block is named. */
function chatText({draft}: ScreenState['chat']): string {
	return draft.text.replaceAll(pasteMark, '[pasted]');
}

function chatProposal({state, screen: {chat}}: PlainWorld): Safe {
	const {completions: words} = chatCompletions(state);
	const index = chat.choice ?? 0;
	const word = words[index];
	if (word === undefined) {
		return safe``;
	}

	const said = [clean(word.label, {maxCharacters: 200}), clean(word.words, {maxCharacters: 200})];
	const place = safe`${index + 1} of ${words.length}`;
	return safe`tab takes ${joinSafe([...said.filter(text => text !== ''), place], comma)}`;
}
