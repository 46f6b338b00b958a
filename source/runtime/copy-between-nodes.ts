import {copyModel} from '../clients/copy-model.ts';
import type {CopyPlace} from '../clients/model-copy.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeName} from '../domain/ids.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {CopyModel} from './do-deed.ts';
import {nodeOllamas} from './node-ollama.ts';
import type {Runtime} from './start-runtime.ts';

/** Copies models between nodes that are polled, over the connections that stand then. */
export function copyBetweenNodes(parts: {
	readonly runtime: Pick<Runtime, 'store' | 'polledNode'>;
	readonly clock: Clock;
}): CopyModel {
	const {runtime, clock} = parts;
	const ollamaOf = nodeOllamas(parts);
	const placeOf = (name: NodeName): Result<CopyPlace> => {
		const ollama = ollamaOf(name);
		const node = runtime.polledNode(name);
		if (!ollama.ok || node === undefined) {
			const reason = 'it is not connected now';
			return ollama.ok ? failed({kind: 'unreachable', where: name, reason}) : ollama;
		}

		const {openShell, serveHttp} = node;
		return succeeded({where: name, ollama: ollama.value, openShell, serveHttp});
	};
	return async ({node, from, model}, listener) => {
		if (node === from) {
			const reason = 'it cannot be copied from where it is to itself. Name another node.';
			return failed({kind: 'rejected', where: node, reason});
		}

		const source = placeOf(from);
		const target = placeOf(node);
		if (!source.ok) {
			return source;
		}

		return target.ok
			? copyModel({model, source: source.value, target: target.value, clock}, listener)
			: target;
	};
}
