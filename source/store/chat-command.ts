import {type CommandProblem, notA} from '../rules/command-line.ts';
import type {Command} from '../rules/command-words.ts';
import {parseSlashCommand} from '../rules/slash-command.ts';
import type {CarryOut, Screened} from './action-table.ts';
import {goToChats} from './chat-manage.ts';
import {type ChatOutcome, withChatScreen} from './chat-outcome.ts';
import {runSlash} from './chat-slash.ts';
import {newChat} from './chat-shown.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

type ChatCommand = Extract<Command, {kind: 'chat' | 'chatModel'}>;

/** `:chat`, `:chat new`, `:chat slurm`, `:model qwen3:4b`: in the chat tab. */
export function runChatCommand(
	command: ChatCommand,
	state: Screened,
	{act, live}: {readonly act: CarryOut; readonly live: State},
): Reduction | CommandProblem {
	const [shown, effects] = act(state, {action: 'showChat', contexts: ['everywhere']}, live);
	const there = withChatScreen({...shown, screen: shown.screen ?? state.screen}, {focus: 'input'});
	const outcome = carryOut(command, there, live);
	if ('problem' in outcome) {
		const {problem} = outcome;
		return typeof problem === 'string'
			? {kind: 'problem', problem}
			: notA('model', command.kind === 'chat' ? command.words : command.model, 'qwen3:4b');
	}

	const [next, more] = outcome;
	return [next, [...effects, ...more]];
}

function carryOut(command: ChatCommand, state: Screened, live: State): ChatOutcome {
	if (command.kind === 'chatModel') {
		const read = parseSlashCommand(`/model ${command.model}`);
		return read?.kind === 'command'
			? runSlash({state, live}, read.command)
			: {problem: read?.problem ?? 'Which model?'};
	}

	const words = command.words.trim();
	if (words === '') {
		return [state, []];
	}

	return words === 'new' ? newChat(state) : goToChats({state, live}, words);
}
