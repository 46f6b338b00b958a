import {copyLine} from '../components/copy-line.ts';
import {hintLine, typedLine} from '../components/speech-line.ts';
import {alertLine, noticeLine, problemLine, underWayLine} from '../components/toast-line.ts';
import {helpKeys} from '../store/help-keys.ts';
import {keyHints} from '../store/key-words.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import {longestUnderWay, placeOf, restOf} from '../store/under-way.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {chatProblem} from './chat-problem.ts';
import {linePrompt} from './line-prompt.ts';

/** The last line: what is being typed, else what is told for a while, else what keys do. */
export function speechLine(state: State, screen: ScreenState, glyphs: Glyphs): ScreenLine {
	const {columns} = screen.size;
	const hints = keyHints(state);
	if (screen.dialog?.kind === 'copy') {
		return copyLine({count: screen.dialog.nodes.length, hints}, columns, glyphs);
	}

	if (screen.line !== undefined) {
		return typedLine({typed: {...screen.line, prompt: linePrompt(screen)}, hints}, columns, glyphs);
	}

	const problem = screen.tab === 'chat' ? chatProblem(screen.chat) : undefined;
	if (problem !== undefined) {
		return problemLine(problem, columns, glyphs);
	}

	const toast = toastLine(state, screen, glyphs);
	if (toast !== undefined) {
		return toast;
	}

	const asked = longestUnderWay(state);
	if (asked !== undefined && screen.dialog === undefined && screen.help === undefined) {
		const {argv, sinceMs, progress} = asked;
		const waitMs = state.clock.atMs - sinceMs;
		const rest = restOf(asked);
		const command = {argv, place: placeOf(state, asked), waitMs, progress, rest};
		return underWayLine(command, columns, glyphs);
	}

	if (screen.help === undefined) {
		return hintLine({hints, count: undefined}, columns, glyphs);
	}

	const {inPlace, everywhere, total} = helpKeys(state);
	const count = {shown: inPlace.length + everywhere.length, total};
	return hintLine({hints, count}, columns, glyphs);
}

/** Undefined also where what it tells of is not in the picture of a pause, or too long ago. */
function toastLine(
	{events}: State,
	{toast, size}: ScreenState,
	glyphs: Glyphs,
): ScreenLine | undefined {
	if (toast?.what.kind === 'notice') {
		return noticeLine(toast.what.notice, size.columns, glyphs);
	}

	const told = toast?.what;
	const entry = told && events.entries.find(({id}) => id === told.id);
	return entry && alertLine({entry, others: told.others}, size.columns, glyphs);
}
