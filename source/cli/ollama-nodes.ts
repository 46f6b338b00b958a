import type {Config, NodeConfig} from '../domain/config.ts';
import {nobodyToAskText} from '../theme/answer-text.ts';
import type {UsageProblem} from './parse-arguments.ts';
import {unknownNodeText} from './unknown-node-text.ts';

/** Names of nodes as flags give them: each flag one or several, with commas. */
export function namesOf(given: readonly string[]): readonly string[] {
	return [...new Set(given.flatMap(words => words.split(',')).filter(name => name !== ''))];
}

/** Whose Ollama may be asked: those that were named, or all. */
export function ollamaNodesNamed(
	config: Config,
	names: readonly string[],
): readonly NodeConfig[] | UsageProblem {
	if (names.length === 0) {
		return ollamaNodes(config, undefined);
	}

	const found: NodeConfig[] = [];
	for (const name of names) {
		const nodes = ollamaNodes(config, name);
		if ('usage' in nodes) {
			return nodes;
		}

		found.push(...nodes);
	}

	return found;
}

/** Whose Ollama may be asked: the one that was named, or all. */
export function ollamaNodes(
	config: Config,
	node: string | undefined,
): readonly NodeConfig[] | UsageProblem {
	if (node === undefined) {
		const asked = config.nodes.filter(one => one.isEnabled && one.ollama.use !== 'never');
		return asked.length === 0 ? {usage: nobodyToAskText(config.nodes.length)} : asked;
	}

	const named = config.nodes.find(({name}) => name === node);
	if (named === undefined) {
		return {usage: unknownNodeText(node, config)};
	}

	if (!named.isEnabled || named.ollama.use === 'never') {
		const key = named.isEnabled ? 'ollama: false' : 'enabled: false';
		return {usage: `${node} is not asked: the configuration says ${key}. Take that out.`};
	}

	return [named];
}
