import {newClusterMemory} from '../clients/known-fields.ts';
import type {ClusterLook, ClusterQuestion} from '../domain/cluster.ts';
import type {NodeConfig, SlurmConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {OpenShell} from '../domain/shell.ts';
import {createClusterErrands, type PersonClusterEffect} from './cluster-errands.ts';
import type {ClusterParts, TellCluster} from './cluster-parts.ts';
import {createControllerTurn} from './controller-turn.ts';
import {askInControllerTurn, createExplainer} from './explain-in-turn.ts';
import {type ClusterPoller, createClusterPoller} from './poll-cluster.ts';
import {createLoginWay, type LoginWay} from './reach-login.ts';
import {rest} from './rest.ts';
import {tellCommands} from './told-commands.ts';

export type LinkedCluster = {
	readonly cluster: SlurmConfig;
	/** Undefined: the programs of Slurm are on this machine. */
	readonly login: NodeConfig | undefined;
	readonly look: ClusterLook;
	readonly tell: TellCluster;
};

/** A cluster that is asked until it is stopped; after that nothing of it is told any more. */
export type ClusterLink = {
	readonly lookAt: (look: ClusterLook) => void;
	readonly refresh: () => void;
	readonly run: (effect: PersonClusterEffect) => void;
	readonly openShell: OpenShell;
	readonly stop: () => void;
};

export function startClusterLink(linked: LinkedCluster, parts: ClusterParts): ClusterLink {
	const {cluster, login} = linked;
	const {clock, createAsk, createClient} = parts;
	const stopping = new AbortController();
	const {signal} = stopping;
	const tell: TellCluster = fact => {
		if (!signal.aborted) {
			linked.tell(fact);
		}
	};
	const way = createLoginWay(login, parts);
	const where = login?.name ?? cluster.name;
	const ask = createAsk(way.openShell, where);
	const turn = createControllerTurn();
	const memory = newClusterMemory();
	let asked: ClusterQuestion = 'mine';
	const client = createClient(tellCommands({ask, clock, tell, reason: () => asked}), where, memory);
	const poller = createClusterPoller(
		{
			...{cluster: cluster.name, client, clock, tell, turn, isReached: way.isReached},
			onAsk(kind) {
				asked = kind;
			},
		},
		linked.look,
	);
	const {controller} = poller;
	const askByHand = tellCommands({ask, clock, tell, reason: () => 'person'});
	const askQueue = askInControllerTurn({ask: askByHand, turn, clock, where, controller});
	const {explain} = createClient(askQueue, where, memory);
	const explainer = createExplainer({explain, clock, where, controller});
	const refresh = (): void => {
		explainer.forget();
		poller.refresh();
	};
	const errands = createClusterErrands({
		...{clock, tell: linked.tell, signal, onChanged: refresh},
		client: {...createClient(askByHand, where, memory), explain: explainer.explain},
	});
	const keeper = createKeeper({clock, tell, way, poller, describe: client.describe});
	void keeper.keep(signal);
	return {
		lookAt: poller.lookAt,
		refresh() {
			refresh();
			keeper.tryNow();
		},
		run: errands.run,
		openShell: way.openShell,
		stop() {
			stopping.abort();
			way.close();
		},
	};
}

type Keeping = Pick<ClusterParts, 'clock'> & {
	readonly tell: TellCluster;
	readonly way: LoginWay;
	readonly poller: ClusterPoller;
	readonly describe: ReturnType<ClusterParts['createClient']>['describe'];
};

/** Makes a way to the cluster, asks it while there is one, and makes it again where it is lost. */
function createKeeper({clock, tell, way, poller, describe}: Keeping) {
	let tryNow = (): void => undefined;
	let toldLost: string | undefined;

	/** Why there is no way; undefined: there is one, and the cluster has told what it is. */
	async function connect(signal: AbortSignal): Promise<Failure | undefined> {
		tell({type: 'cluster/connecting', atMs: clock.monotonicMs()});
		const reached = await way.reach(signal);
		if (!reached.ok) {
			return reached.failure;
		}

		const described = await describe(signal);
		if (!described.ok) {
			return described.failure;
		}

		tell({type: 'cluster/described', facts: described.value, atMs: clock.monotonicMs()});
		toldLost = undefined;
		return undefined;
	}

	/** Once for each reason, and each time where there is a time to wait that a person may want to know. */
	function tellLost(failure: Failure, retryInMs: number | undefined): void {
		const isWait = retryInMs !== undefined && retryInMs >= leastToldMs;
		const words = JSON.stringify(failure);
		if (isWait || words !== toldLost) {
			const told = isWait ? retryInMs : undefined;
			tell({type: 'cluster/lost', failure, retryInMs: told, atMs: clock.monotonicMs()});
		}

		toldLost = words;
	}

	const onRest = (wake: () => void): void => {
		tryNow = wake;
	};

	return {
		tryNow: () => tryNow(),
		async keep(signal: AbortSignal): Promise<void> {
			let failures = 0;
			while (!signal.aborted) {
				let failure = await connect(signal);
				if (failure === undefined) {
					failures = 0;
					failure = await poller.run(signal);
				}

				if (!signal.aborted) {
					failures += 1;
					const delayMs = way.retryMs(failure, failures);
					tellLost(failure, delayMs);
					await rest(clock, {delayMs, signal, onRest});
				}
			}
		},
	};
}

/** What is tried again sooner is tried again before anybody has read when. */
const leastToldMs = 1000;
