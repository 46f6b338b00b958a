import type {SlurmClient} from '../../source/clients/slurm-client.ts';
import type {ClusterLook} from '../../source/domain/cluster.ts';
import type {ClusterEffect} from '../../source/domain/effect.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeConfig, SlurmConfig} from '../../source/domain/config.ts';
import type {SlurmName} from '../../source/domain/ids.ts';
import type {OpenProbe} from '../../source/domain/node-probe.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import type {ClusterParts} from '../../source/runtime/cluster-parts.ts';
import {createClusterWatches} from '../../source/runtime/watch-clusters.ts';
import {FakeClock} from './fake-clock.ts';
import {quietProbe} from './surroundings.ts';

export const hpc = 'hpc' as SlurmName;
export const looked: ClusterLook = {
	...{isShown: true, isPaused: false, hasAll: false, hasNodes: false, hasFinished: false},
	...{job: undefined, isOpen: false, arrays: []},
};

type Asked = keyof SlurmClient;

/** A cluster whose answers a test changes; what is asked is kept in the order in which it was. */
export class WatchedCluster {
	readonly clock = new FakeClock();
	readonly events: Event[] = [];
	readonly asked: string[] = [];
	/** So many questions of the poller are under way, at most. */
	mostAtOnce = 0;
	readonly signals: AbortSignal[] = [];
	answers: Partial<SlurmClient> = {};
	readonly #watches;
	/** Of each client that was made. */
	readonly memories: unknown[] = [];
	#underWay = 0;

	constructor(parts: Partial<ClusterParts> = {}) {
		this.#watches = createClusterWatches({
			clock: this.clock,
			chance: () => 0.5,
			openProbe: neverOpened,
			connectTimeoutMs: 5000,
			polledNode: () => undefined,
			createAsk: () => async () => failed({kind: 'unsupported', where: 'hpc', reason: 'unused'}),
			createClient: (_ask, _where, memory) => {
				this.memories.push(memory);
				return this.#client();
			},
			...parts,
		});
	}

	start(login?: NodeConfig, look: ClusterLook = looked): this {
		const cluster: SlurmConfig = {name: hpc, via: login?.host};
		this.run({type: 'startCluster', cluster, login});
		return this.run({type: 'lookAtCluster', cluster: hpc, look});
	}

	run(effect: ClusterEffect): this {
		this.#watches.run(effect, event => this.events.push(event));
		return this;
	}

	stopAll(): void {
		this.#watches.stopAll();
	}

	told<Type extends Event['type']>(type: Type): readonly Extract<Event, {type: Type}>[] {
		return this.events.filter(
			(event): event is Extract<Event, {type: Type}> => event.type === type,
		);
	}

	times(what: string): number {
		return this.asked.filter(one => one === what).length;
	}

	#client(): SlurmClient {
		return new Proxy(quietCluster, {
			get:
				(quiet, name: Asked) =>
				(first: unknown, ...rest: readonly unknown[]) => {
					this.asked.push(wordOf(name, first));
					return this.#count(() => {
						const answer = this.answers[name] ?? quiet[name];
						this.signals.push(
							[first, ...rest].findLast(one => one instanceof AbortSignal) as AbortSignal,
						);
						return (answer as (...given: readonly unknown[]) => Promise<unknown>)(first, ...rest);
					});
				},
		});
	}

	async #count(ask: () => Promise<unknown>): Promise<unknown> {
		this.#underWay += 1;
		this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
		try {
			return await ask();
		} finally {
			this.#underWay -= 1;
		}
	}
}

function wordOf(name: Asked, first: unknown): string {
	return name === 'listJobs' && typeof first === 'object' && first !== null && 'kind' in first
		? `listJobs ${String(first.kind)}`
		: name;
}

const neverOpened: OpenProbe = async () => succeeded(quietProbe);
const unused = async () => failed({kind: 'unsupported', where: 'hpc', reason: 'no answer'});

const unsaid = (what: string) => async () => {
	throw new Error(`nobody said what comes of ${what}`);
};

/** One that answers questions at once, and has nothing to tell; what it is to do a test must say. */
export const quietCluster: SlurmClient = {
	describe: async () =>
		succeeded({version: '22.05.8', user: 'alice', name: 'lab', hasAccounting: true}),
	ping: async () => 'up',
	listJobs: async () => succeeded([]),
	listFinished: async () => succeeded([]),
	listNodes: async () => succeeded({partitions: [], nodes: []}),
	describeJob: unused,
	readUsage: unused,
	readScript: unused,
	explain: unused,
	change: unsaid('change'),
	changeNodes: unsaid('changeNodes'),
	listScripts: async () => succeeded([]),
	readScriptFile: unused,
	test: unsaid('test'),
	submit: unsaid('submit'),
} as SlurmClient;
