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
		if (isAgain && state.screen.chat.comparison?.chat === state.chat.shown) {
			return [comparedAgain(state), []];
		}

		return [withChatScreen(state, {problem}), []];
	}

	const emptied = withChatScreen(state, {draft: emptyDraft, recall: undefined, choice: undefined});
	const outcome =
		read === undefined
			? sendQuestion({state: emptied, live}, questionText(text))
			: runSlash({state: emptied, live}, read.command);
	return isProblem(outcome) ? [withChatScreen(state, {problem: outcome.problem}), []] : outcome;
}

/** `/compare` alone: what was compared last. */
function comparedAgain(state: Screened): Screened {
	return withChatScreen(state, {draft: emptyDraft, pane: 'compare', paneCursor: 0});
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
