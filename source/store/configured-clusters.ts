import type {Config, NodeConfig, SlurmConfig} from '../domain/config.ts';
import type {Effect} from '../domain/effect.ts';
import {isNodeName} from '../domain/grammar.ts';
import type {HostName, NodeName} from '../domain/ids.ts';
import {type ClusterState, newCluster} from './clusters-state.ts';

/** Where the programs of Slurm are run. */
export type Login =
	| {readonly kind: 'here'}
	/** A node of the configuration, over whose connection they are. */
	| {readonly kind: 'node'; readonly node: NodeConfig}
	/** An ssh host that is no node. */
	| {readonly kind: 'alias'; readonly node: NodeConfig};

/** A new configuration keeps what is known of clusters that did not change. */
export function configuredClusters(
	before: readonly ClusterState[],
	oldConfig: Config | undefined,
	config: Config,
): readonly [readonly ClusterState[], readonly Effect[]] {
	const kept = new Set<ClusterState>();
	const clusters = config.slurm.map((slurm): ClusterState => {
		const known = before.find(one => one.config.name === slurm.name);
		if (known === undefined || wayTo(oldConfig, known.config) !== wayTo(config, slurm)) {
			return {...newCluster(slurm), mine: {state: 'loading'}};
		}

		kept.add(known);
		return known;
	});
	const isChanged = (cluster: ClusterState): boolean => !kept.has(cluster);
	return [
		clusters,
		[
			...before.filter(isChanged).map(stopCluster),
			...clusters.filter(isChanged).map(cluster => startCluster(config, cluster)),
		],
	];
}

/** A node is also known by the host that it is dialled as. */
export function loginOf(config: Pick<Config, 'nodes'> | undefined, slurm: SlurmConfig): Login {
	const {via} = slurm;
	if (via === undefined) {
		return {kind: 'here'};
	}

	const nodes = config?.nodes ?? [];
	const node =
		nodes.find(({name}) => String(name) === via) ??
		nodes.find(({host, isEnabled}) => host === via && isEnabled);
	return node === undefined ? {kind: 'alias', node: aliasNode(via, slurm)} : {kind: 'node', node};
}

/** The node on which the commands of a cluster are told as run; undefined: this machine is none. */
export function loginName(
	config: Pick<Config, 'nodes'> | undefined,
	slurm: SlurmConfig,
): NodeName | undefined {
	const login = loginOf(config, slurm);
	return login.kind === 'here' ? config?.nodes.find(({isLocal}) => isLocal)?.name : login.node.name;
}

/** As nodes are without a word about them in the configuration: ~/.ssh/config says the rest. */
function aliasNode(host: HostName, slurm: SlurmConfig): NodeConfig {
	const name = [host, slurm.name, 'login'].find((one): one is NodeName => isNodeName(one));
	if (name === undefined) {
		throw new Error('a node may be called "login"');
	}

	return {
		...{name, host, isLocal: false, role: undefined, tags: [], isEnabled: true},
		ssh: {
			...{user: undefined, port: undefined, identity: undefined, jump: undefined},
			transport: 'auto',
		},
		pollIntervalMs: 2000,
		ollama: {use: 'never'},
		slurmNode: undefined,
		logs: [],
	};
}

/** What it is asked over: where that is another it is another cluster. */
function wayTo(config: Config | undefined, slurm: SlurmConfig): string {
	const login = loginOf(config, slurm);
	return JSON.stringify([slurm, login.kind, login.kind === 'here' ? '' : login.node.name]);
}

function startCluster(config: Config, {config: slurm}: ClusterState): Effect {
	const login = loginOf(config, slurm);
	return {
		type: 'startCluster',
		cluster: slurm,
		login: login.kind === 'here' ? undefined : login.node,
	};
}

function stopCluster({config}: ClusterState): Effect {
	return {type: 'stopCluster', cluster: config.name};
}
