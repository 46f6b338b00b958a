import {draftText} from '../rules/draft-paste.ts';
import {emptyDraft} from '../rules/draft-edit.ts';
import type {Screened} from './action-table.ts';
import {parseSlashCommand, questionText} from '../rules/slash-command.ts';
import {askOne, placeOf} from './chat-ask-one.ts';
import {
	type ChatOutcome,
	type ChatWorld,
	continuedOpening,
	isProblem,
	withChatScreen,
} from './chat-outcome.ts';
import {compareAgain, lastUndecided} from './chat-compared.ts';
import type {Reduction} from './reduction.ts';
import {runSlash} from './chat-slash.ts';

/** Enter: what is typed is a question, or a command. What cannot be done stays typed. */
export function send({state, live}: ChatWorld): Reduction {
	const {draft} = state.screen.chat;
	const text = draftText(draft);
	const read = parseSlashCommand(text);
	if (read?.kind === 'problem') {
		const {problem} = read;
		const isAgain = problem.what === 'missing' && problem.command === 'compare';
		const shown = isAgain ? comparedAgain(state) : undefined;
		return [shown ?? withChatScreen(state, {problem}), []];
	}

	const emptied = withChatScreen(state, {draft: emptyDraft, recall: undefined, choice: undefined});
	const outcome =
		read === undefined
			? sendQuestion({state: emptied, live}, questionText(text))
			: runSlash({state: emptied, live}, read.command);
	return isProblem(outcome) ? [withChatScreen(state, {problem: outcome.problem}), []] : outcome;
}

/** `/compare` alone: what was compared last, in this run or an earlier one; undefined: nothing was. */
function comparedAgain(state: Screened): Screened | undefined {
	const emptied = withChatScreen(state, {draft: emptyDraft});
	if (state.screen.chat.comparison?.chat === state.chat.shown) {
		return withChatScreen(emptied, {pane: 'compare', paneCursor: 0});
	}

	const turns = lastUndecided(state.chat);
	return turns === undefined ? undefined : compareAgain(emptied, turns);
}

/** In the place of the turn that is edited, where one is. */
function sendQuestion(world: ChatWorld, text: string): ChatOutcome {
	const {state} = world;
	const opening = continuedOpening(world);
	if ('problem' in opening) {
		return opening;
	}

	const {chat, files, settings} = opening;
	if (text.trim() === '' && files.length === 0) {
		return [state, []];
	}

	const {editing} = state.screen.chat;
	const turn = editing?.chat === chat ? editing.turn : undefined;
	const place = turn === undefined ? undefined : placeOf(opening, turn);
	const asked = {chat, text: text.trim(), files, settings, instead: place};
	return askOne({...world, state: withChatScreen(state, {editing: undefined})}, asked);
}
