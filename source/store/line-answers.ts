import {parseTimeLimit} from '../rules/time-limit.ts';
import {type Screened, withScreen} from './action-table.ts';
import {findChats, renamed} from './chat-manage.ts';
import {told} from './chat-outcome.ts';
import {viaOf} from './cluster-named.ts';
import {askAbout} from './job-change-actions.ts';
import {keepModelAnswer} from './model-lines.ts';
import type {Reduction} from './reduction.ts';
import type {LineInput} from './screen-state.ts';
import type {State} from './state.ts';
import {keepField} from './submission-actions.ts';

/** What was typed as an answer: it opens the dialog that asks, about what was meant when the line was opened. Undefined: it is no answer. */
export function keepAnswer(state: Screened, live: State): Reduction | undefined {
	const {line} = state.screen;
	switch (line?.purpose) {
		case 'timeLimit':
			return keepTimeLimit(state, line);
		case 'drainReason':
			return keepDrainReason(state, live, line);
		case 'renameChat':
			return keepTitle(state, live, line);
		case 'searchChats':
			return told(
				left(state),
				line.text.trim() === '' ? [left(state), []] : findChats(left(state), line.text.trim()),
			);
		case 'submitOption': {
			const [screen, effects] = keepField(state.screen, line.text);
			return [withScreen(state, screen), effects];
		}
		default:
			return keepModelAnswer(state, live);
	}
}

function keepTimeLimit(state: Screened, line: LineInput): Reduction {
	const {about, text} = line;
	if (about?.kind !== 'jobs' || text.trim() === '') {
		return [left(state), []];
	}

	const parsed = parseTimeLimit(text);
	switch (parsed.kind) {
		case 'problem': {
			const {problem} = parsed;
			return [withScreen(state, {...state.screen, line: {...line, problem}}), []];
		}
		case 'set':
			return askAbout(state, about, {kind: 'setTimeLimit', seconds: parsed.seconds});
		default:
			return askAbout(state, about, {kind: 'addTime', seconds: parsed.seconds});
	}
}

/** Slurm drains no node without a reason. */
function keepDrainReason(state: Screened, live: State, line: LineInput): Reduction {
	const {about, text} = line;
	if (about?.kind !== 'slurmNode') {
		return [left(state), []];
	}

	const reason = text.trim();
	if (reason === '') {
		const problem = 'Say why: others read it in sinfo -R.';
		return [withScreen(state, {...state.screen, line: {...line, problem}}), []];
	}

	const {cluster, nodes} = about;
	const change = {kind: 'drain', reason} as const;
	const via = viaOf(live, cluster);
	const dialog = {kind: 'changeSlurmNode', cluster, via, nodes, change} as const;
	return [withScreen(state, {...state.screen, line: undefined, dialog}), []];
}

/** A title of nothing leaves the one that it has. */
function keepTitle(state: Screened, live: State, {about, text}: LineInput): Reduction {
	const next = left(state);
	return about?.kind !== 'chat' || text.trim() === ''
		? [next, []]
		: [next, renamed({state: next, live}, about.id, text)];
}

function left(state: Screened): Screened {
	return {...state, screen: {...state.screen, line: undefined}};
}
