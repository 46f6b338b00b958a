import type {CompletionRow} from '../components/completion-lines.ts';
import type {Completion} from '../store/completions.ts';
import type {NodeState, State} from '../store/state.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {nodeRow} from './node-row.ts';

/** A word that could stand where the caret is, and what is said of it. */
export function completionRow(
	{text, beside}: Completion,
	state: State,
	glyphs: Glyphs,
): CompletionRow {
	return typeof beside === 'object'
		? {text, beside: stateText(beside, state, glyphs), health: beside.health}
		: {text, beside: clean(beside ?? ''), health: undefined};
}

/** Why it has no values, else its label. */
function stateText(node: NodeState, state: State, glyphs: Glyphs): Safe {
	const {content} = nodeRow(node, state, false);
	if (content.kind === 'sentence') {
		return content.parts[0] ?? safe``;
	}

	return content.label === 'unknown' ? glyphs.absent : clean(content.label);
}
