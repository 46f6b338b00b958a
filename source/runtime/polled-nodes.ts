import type {NodeConfig} from '../domain/config.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import type {KeptNode} from './keep-connected.ts';

export type Dispatch = (event: Event) => void;
/** Starts the polling of a node, in its place or at once. */
export type StartPolling = (node: NodeConfig, dispatch: Dispatch, when: PollingStart) => KeptNode;
export type PollingStart = 'inPlace' | 'atOnce';

/** A node as it is polled now. */
export type PolledNode = Pick<KeptNode, 'openShell' | 'isConnected' | 'isAwaited'> & {
	readonly intervalMs: number;
};

/** The same, as far as its Ollama is concerned. */
export type PolledOllama = Pick<KeptNode, 'openHttp' | 'serveHttp' | 'ollamaPace'>;

/** The nodes that are polled now, each once. */
export class PolledNodes {
	readonly #startPolling: StartPolling;
	readonly #kept = new Map<NodeName, {readonly node: KeptNode; intervalMs: number}>();
	#seen: NodeName | undefined;

	constructor(startPolling: StartPolling) {
		this.#startPolling = startPolling;
	}

	/** One that is started again is let go first. */
	start(config: NodeConfig, dispatch: Dispatch, when: PollingStart): void {
		this.stop(config.name);
		const node = this.#startPolling(config, dispatch, when);
		this.#kept.set(config.name, {node, intervalMs: config.pollIntervalMs});
		node.ollamaPace.setSeen(config.name === this.#seen);
	}

	stop(name: NodeName): void {
		this.#kept.get(name)?.node.stop();
		this.#kept.delete(name);
	}

	setInterval({name, pollIntervalMs}: NodeConfig): void {
		const kept = this.#kept.get(name);
		if (kept !== undefined) {
			kept.intervalMs = pollIntervalMs;
			kept.node.setInterval(pollIntervalMs);
		}
	}

	/** The Ollama of this node is asked more often, and that of no other. */
	lookAtOllama(name: NodeName | undefined): void {
		this.#seen = name;
		for (const [each, {node}] of this.#kept) {
			node.ollamaPace.setSeen(each === name);
		}
	}

	/** Undefined where it is not polled. */
	named(name: NodeName): (PolledNode & PolledOllama) | undefined {
		const kept = this.#kept.get(name);
		if (kept === undefined) {
			return undefined;
		}

		const {openShell, openHttp, serveHttp, ollamaPace, isConnected, isAwaited} = kept.node;
		const {intervalMs} = kept;
		return {openShell, openHttp, serveHttp, ollamaPace, isConnected, isAwaited, intervalMs};
	}

	stopAll(): void {
		for (const name of [...this.#kept.keys()]) {
			this.stop(name);
		}
	}
}
