/** What is typed with a slash is carried out; what cannot be is said, and stays typed. */
import {assertNever} from '../domain/assert-never.ts';
import type {AskedFile} from '../domain/chat-asking.ts';
import type {SlashCommand} from '../domain/slash.ts';
import {slashWord} from '../rules/slash-commands.ts';
import {isBusy} from './chat-asking.ts';
import {compare} from './chat-compare.ts';
import {saidInShown, shownOpening} from './chat-drawn.ts';
import {deleteChat, exportChat, findChats, goToChats, rename, undo} from './chat-manage.ts';
import {withOpening} from './chat-openings.ts';
import {type ChatOutcome, type ChatWorld, withChatScreen} from './chat-outcome.ts';
import {runSetting} from './chat-setting-commands.ts';
import {newChat} from './chat-shown.ts';
import {
	askAgain,
	busyProblem,
	copyAnswer,
	copyCode,
	edit,
	fork,
	rewind,
	turnBack,
} from './chat-turns.ts';
import {draftOf} from '../rules/draft-paste.ts';

/** @param world with nothing typed: a command that types something puts it there */
export function runSlash(world: ChatWorld, command: SlashCommand): ChatOutcome {
	const {state} = world;
	const isRunning = isBusy(state.chat, state.chat.shown);
	if (isRunning && slashWord(command.name)?.isAnytime === false) {
		return {problem: busyProblem};
	}

	switch (command.name) {
		case 'model':
		case 'node':
		case 'route':
		case 'system':
		case 'set':
		case 'think':
			return runSetting(world, command);
		case 'new':
			return newChat(state);
		case 'chats':
			return goToChats(world, command.query);
		case 'rename':
			return rename(world, command.title);
		case 'search':
			return findChats(state, command.query);
		case 'delete':
			return deleteChat(world, shownOpening(state.chat)?.id);
		case 'undo':
			return undo(world);
		case 'export':
			return exportChat(state, command);
		case 'compare':
			return compare(world, command);
		case 'why':
			return saidInShown(state.chat).length === 0
				? {problem: 'Ask something first: then this says why its node was chosen.'}
				: [withChatScreen(state, {pane: 'why', paneCursor: 0}), []];
		case 'stats':
			return [withChatScreen(state, {pane: 'stats', paneCursor: 0}), []];
		case 'help':
			return [withChatScreen(state, {pane: 'help', paneCursor: 0, helpAbout: command.about}), []];
		default:
			return runOfQuestion(world, command);
	}
}

type OfQuestion = Extract<
	SlashCommand,
	{
		name: 'prompt' | 'image' | 'file' | 'copy' | 'code' | 'regen' | 'edit' | 'rewind' | 'fork';
	}
>;

/** What goes with a question, and what is done with those that were asked. */
function runOfQuestion(world: ChatWorld, command: OfQuestion): ChatOutcome {
	const {state} = world;
	switch (command.name) {
		case 'prompt':
			return takeTemplate(world, command);
		case 'image':
		case 'file': {
			const {path, name} = command;
			const kind = name === 'image' ? 'image' : 'text';
			if (path === noFile) {
				return withoutFiles(world, kind);
			}

			return [state, [{type: 'readChatFile', chat: state.chat.shown, path, kind}]];
		}

		case 'regen':
			return regenerate(world, command);
		case 'edit':
			return command.count === undefined ? editLast(world) : ofTurn(world, command);
		case 'copy':
		case 'code':
		case 'rewind':
		case 'fork':
			return ofTurn(world, command);
		default:
			return assertNever(command);
	}
}

/** A file of this name is `./none`. */
const noFile = 'none';

/** What was attached of this kind stays away from the next question. */
function withoutFiles({state}: ChatWorld, kind: AskedFile['kind']): ChatOutcome {
	const opening = shownOpening(state.chat);
	const left = opening?.files.filter(file => file.kind !== kind) ?? [];
	return opening === undefined || left.length === opening.files.length
		? {problem: 'Nothing of that kind goes with the next question.'}
		: [{...state, chat: withOpening(state.chat, {...opening, files: left})}, []];
}

/** Its text is typed once it was read; without a name, one is chosen. */
function takeTemplate(
	{state}: ChatWorld,
	{template, typed}: Extract<SlashCommand, {name: 'prompt'}>,
): ChatOutcome {
	const {templates} = state.chat;
	if (template !== undefined) {
		return [state, [{type: 'readTemplate', name: template, words: typed}, {type: 'listTemplates'}]];
	}

	return templates.length === 0
		? {problem: 'There is no template: write prompts/NAME.md beside the configuration.'}
		: [withChatScreen(state, {draft: draftOf('/prompt ')}), [{type: 'listTemplates'}]];
}

/** What was asked last, whether it was answered or not. */
function regenerate(
	world: ChatWorld,
	{model, node}: Extract<SlashCommand, {name: 'regen'}>,
): ChatOutcome {
	const last = saidInShown(world.state.chat).at(-1);
	if (last === undefined) {
		return {problem: 'Nothing to regenerate: ask something first.'};
	}

	const wished = runSetting(world, {name: 'model', model, node: node ?? undefined});
	if (model === undefined && node === undefined) {
		return askAgain(world, last);
	}

	if ('problem' in wished) {
		return wished;
	}

	const {model: meant, node: place} = shownOpening(wished[0].chat)?.settings ?? {};
	return askAgain(world, last, {
		...(model === undefined ? {} : {model: meant}),
		...(node === undefined ? {} : {node: place}),
	});
}

function editLast(world: ChatWorld): ChatOutcome {
	const last = saidInShown(world.state.chat).at(-1);
	return last === undefined
		? {problem: 'There is no question to edit: ask something first.'}
		: edit(world, last);
}

type OfTurn = Extract<SlashCommand, {name: 'copy' | 'code' | 'edit' | 'rewind' | 'fork'}>;

function ofTurn(world: ChatWorld, {name, count}: OfTurn): ChatOutcome {
	const opening = shownOpening(world.state.chat);
	if (opening === undefined) {
		return {problem: 'There is no conversation here.'};
	}

	const isOfBlocks = name === 'code';
	const turn = turnBack(opening, isOfBlocks ? 1 : count);
	if ('problem' in turn) {
		return turn;
	}

	switch (name) {
		case 'copy':
			return copyAnswer(world, turn);
		case 'code':
			return copyCode(world, turn, count);
		case 'fork':
			return fork(world, opening, turn.id);
		case 'rewind': {
			const before = opening.conversation?.turns.at(-1 - (count ?? 1));
			return rewind(world, before?.id, turn);
		}

		default: {
			const said = saidInShown(world.state.chat).find(({id}) => id === turn.id);
			return said === undefined ? {problem: busyProblem} : edit(world, said);
		}
	}
}
