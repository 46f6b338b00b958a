import type {Command} from '../rules/command-words.ts';
import {isModelName} from '../domain/grammar.ts';
import {type Screened, withScreen} from './action-table.ts';
import {closedWith} from './dialogs.ts';
import {askModelfile} from './model-create.ts';
import {keepModelAnswer, notAName, openModelLine} from './model-lines.ts';
import {transfersOf} from './model-deeds.ts';
import {openSync} from './model-sync.ts';
import {withModels} from './models-cursor.ts';
import type {CommandProblem} from '../rules/command-line.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

type ModelCommand = Extract<
	Command,
	{kind: 'pullModel' | 'createModel' | 'fitContext' | 'showTransfers' | 'syncModels'}
>;

/** In the tab of models, out of a log. */
export function runModelCommand(
	command: ModelCommand,
	state: Screened,
	live: State,
): Reduction | CommandProblem {
	const there = inModels(state);
	switch (command.kind) {
		case 'showTransfers':
			return [
				withModels(there, {
					...{pane: 'transfers', focus: 'detail', deed: transfersOf(state)[0]?.number},
				}),
				[],
			];
		case 'syncModels':
			return openSync(there, live, command.isPruning);
		case 'fitContext':
			return [withModels(there, {contextTokens: command.contextTokens, pane: 'facts'}), []];
		case 'createModel':
			return create(command, there, live);
		default:
			return pull(command.model, there, live);
	}
}

/** A name that is typed with it goes on to the question on which nodes. */
function pull(model: string, there: Screened, live: State): Reduction | CommandProblem {
	if (live.session.isReadOnly) {
		return [closedWith(there, {kind: 'readOnly'}, live), []];
	}

	if (model !== '' && !isModelName(model)) {
		return {kind: 'problem', problem: `Not a model: ${model}. Try qwen3:4b`};
	}

	const opened = openModelLine(there, 'pullModel');
	const {line} = opened[0].screen ?? there.screen;
	return model === '' || line === undefined
		? opened
		: (keepModelAnswer({...there, screen: {...there.screen, line: {...line, text: model}}}, live) ??
				opened);
}

type Create = Extract<ModelCommand, {kind: 'createModel'}>;

/** Without a name it is asked for. */
function create({model, file}: Create, there: Screened, live: State): Reduction | CommandProblem {
	if (live.session.isReadOnly) {
		return [closedWith(there, {kind: 'readOnly'}, live), []];
	}

	if (model === '') {
		return openModelLine(there, 'createModel');
	}

	return isModelName(model)
		? askModelfile(there, model, file)
		: {kind: 'problem', problem: notAName(model)};
}

function inModels(state: Screened): Screened {
	const screen = {...state.screen, tab: 'models', log: undefined, help: undefined} as const;
	const next = withScreen(state, screen);
	return {...next, screen: next.screen ?? screen};
}
