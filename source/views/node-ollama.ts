import type {NodeOllamaFacts} from '../components/ollama-facts.ts';
import {type Loadable, loadedValue} from '../domain/loadable.ts';
import type {ClockState, NodeState} from '../store/state.ts';
import {failureWords} from '../theme/node-row-text.ts';
import {safe} from '../theme/safe.ts';

/** What the detail says of a node's Ollama; undefined where nobody asks, or nothing was heard yet. */
export function nodeOllama(
	{config, ollama}: NodeState,
	clock: ClockState,
): NodeOllamaFacts | undefined {
	const {version, loaded, installed} = ollama;
	switch (version.state) {
		case 'idle':
		case 'loading':
			return undefined;
		case 'fresh':
			return {
				state: 'serving',
				version: version.value,
				loaded: loadedValue(loaded)?.map(({name, sizeBytes, vramBytes, expiresWallMs}) => ({
					...{name, sizeBytes, vramBytes},
					leavesInMs: expiresWallMs === undefined ? undefined : expiresWallMs - clock.wallMs,
				})),
				installed: loadedValue(installed)?.map(({name}) => name),
				isOld: isOld(loaded) || isOld(installed),
			};
		default: {
			const isMissed = config.ollama.use === 'always' || version.state === 'stale';
			const {failure} = version;
			const port = config.ollama.use === 'never' ? 0 : config.ollama.port;
			if (failure.kind !== 'refused') {
				return {state: 'silent', why: failureWords(failure), isMissed};
			}

			return isMissed
				? {state: 'silent', why: safe`nothing listens on port ${port}. Is it running?`, isMissed}
				: {state: 'none', port};
		}
	}
}

function isOld({state}: Loadable<unknown>): boolean {
	return state === 'stale' || state === 'failed';
}
