import {hintLine, rejectedLine, typedLine} from '../components/speech-line.ts';
import {helpKeys, keyHints} from '../store/key-words.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';

/** The last line: what is being typed, else an edit of the configuration that was not taken, else what keys do. */
export function speechLine(state: State, screen: ScreenState, glyphs: Glyphs): ScreenLine {
	const {columns} = screen.size;
	const hints = keyHints(state);
	if (screen.line !== undefined) {
		return typedLine({typed: screen.line, hints}, columns, glyphs);
	}

	if (screen.help === undefined && state.configProblems.length > 0) {
		return rejectedLine(state.configProblems.map(configProblemText), columns, glyphs);
	}

	if (screen.help === undefined) {
		return hintLine({hints, count: undefined}, columns, glyphs);
	}

	const {inTab, everywhere, total} = helpKeys(state);
	const count = {shown: inTab.length + everywhere.length, total};
	return hintLine({hints, count}, columns, glyphs);
}
