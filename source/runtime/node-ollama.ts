import {createOllamaClient, type OllamaClient} from '../clients/create-ollama-client.ts';
import type {Clock} from '../domain/clock.ts';
import {failureOf} from '../domain/connection.ts';
import type {NodeName} from '../domain/ids.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {nodeNamed} from '../store/state.ts';
import type {Runtime} from './start-runtime.ts';

export type NodeOllamas = (name: NodeName) => Result<OllamaClient>;

/** The Ollama of a polled node, over the connection that stands now; or what keeps us from it. */
export function nodeOllamas({
	runtime: {store, polledNode},
	clock,
}: {
	readonly runtime: Pick<Runtime, 'store' | 'polledNode'>;
	readonly clock: Clock;
}): NodeOllamas {
	return name => {
		const node = nodeNamed(store.getState(), name);
		if (node === undefined || node.config.ollama.use === 'never') {
			const reason = 'the configuration gives it no Ollama';
			return failed({kind: 'unsupported', where: name, reason});
		}

		const http = polledNode(name)?.openHttp(node.config.ollama.port);
		if (http === undefined) {
			const reason = 'it is not connected now';
			return failed(failureOf(node) ?? {kind: 'unreachable', where: name, reason});
		}

		return succeeded(createOllamaClient({http, where: `${name}: Ollama`, clock}));
	};
}
