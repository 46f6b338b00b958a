import type {NodeName} from '../domain/ids.ts';
import {seenLog} from './log-tab.ts';
import type {Reduction} from './reduction.ts';
import {nodeUnderCursor} from './selectors.ts';
import type {State} from './state.ts';

/** What is in the memory of the node that is on the screen is asked for more often. */
export function readOllama(state: State): Reduction {
	const seen = nodeOnScreen(state);
	return seen === state.ollamaSeen
		? [state, []]
		: [{...state, ollamaSeen: seen}, [{type: 'lookAtOllama', node: seen}]];
}

/** One that has an Ollama to ask. While the person has paused it is not asked more often than else. */
function nodeOnScreen(state: State): NodeName | undefined {
	const {screen, paused} = state;
	const isSeen = screen?.tab === 'nodes' && seenLog(screen) === undefined && paused === undefined;
	const node = isSeen ? nodeUnderCursor(state) : undefined;
	return node === undefined || node.ollama.version.state === 'idle' ? undefined : node.config.name;
}
