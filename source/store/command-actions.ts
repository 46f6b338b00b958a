import {
	type ActionTable,
	type CarryOut,
	changing,
	type Screened,
	withScreen,
} from './action-table.ts';
import {completions, withCompletion} from './completions.ts';
import {lineActions} from './line-actions.ts';
import type {Reduction} from './reduction.ts';
import {runCommand} from './run-command.ts';
import {withLineText} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

/** The line while a command is typed: it is completed, run, and commands from before come back. */
export function commandActions(act: CarryOut): ActionTable {
	return {
		...lineActions,
		keepLine: (state, live) => run(taken(state), {live, act}),
		complete: state => [completed(state), []],
		moveUp: changing((screen, state) => choose(screen, state, -1)),
		moveDown: changing((screen, state) => choose(screen, state, 1)),
		recallOlder: changing(screen => recall(screen, -1)),
		recallNewer: changing(screen => recall(screen, 1)),
	};
}

/** With the word that was chosen by hand; what is only proposed is not run. */
function taken(state: Screened): Screened {
	return state.screen.line?.choice === undefined ? state : completed(state);
}

/** With the word that is proposed. */
function completed(state: Screened): Screened {
	const {line} = state.screen;
	const text = line === undefined ? undefined : withCompletion(line.text, completions(state));
	return text === undefined ? state : {...state, screen: withLineText(state.screen, text)};
}

/** Beyond an end the choice begins at the other. */
function choose(screen: ScreenState, state: Screened, by: number): ScreenState {
	const {words, choice} = completions(state);
	const {line} = screen;
	if (line === undefined || words.length === 0) {
		return screen;
	}

	const next = (choice + by + words.length) % words.length;
	return {...screen, line: {...line, choice: next}};
}

/** What cannot be run stays in the line, with the reason. */
function run(state: Screened, world: {readonly live: State; readonly act: CarryOut}): Reduction {
	const {screen} = state;
	const {line} = screen;
	const text = line?.text.trim() ?? '';
	const left = {...state, screen: {...screen, line: undefined}};
	if (line === undefined || text === '') {
		return [left, []];
	}

	const outcome = runCommand(text, left, world);
	if ('problem' in outcome) {
		const {problem} = outcome;
		return [withScreen(state, {...screen, line: {...line, problem}}), []];
	}

	const [next, effects] = outcome;
	return [next.screen === undefined ? next : withCommand(next, next.screen, text), effects];
}

const mostCommands = 50;

/** Each once, the last one last. */
function withCommand(state: State, screen: ScreenState, text: string): State {
	const others = screen.commands.filter(command => command !== text);
	return withScreen(state, {...screen, commands: [...others, text].slice(-mostCommands)});
}

/** Beyond the last there is an empty line. */
function recall(screen: ScreenState, by: -1 | 1): ScreenState {
	const {line, commands} = screen;
	const found = commands.indexOf(line?.text ?? '');
	if (commands.length === 0 || (found === -1 && by === 1)) {
		return screen;
	}

	const at = (found === -1 ? commands.length : found) + by;
	return withLineText(screen, commands[Math.max(0, at)] ?? '');
}
