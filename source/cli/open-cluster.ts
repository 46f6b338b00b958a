import type {SlurmClient} from '../clients/slurm-client.ts';
import type {AskSlurm} from '../clients/slurm-command.ts';
import type {ClusterTrouble} from '../domain/cluster.ts';
import type {Config, SlurmConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {SlurmName} from '../domain/ids.ts';
import {quoted} from '../domain/printable.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {createLoginWay} from '../runtime/reach-login.ts';
import {slurmOf} from '../runtime/slurm-parts.ts';
import {silenceIn} from '../rules/slurm-silence.ts';
import {loginOf} from '../store/configured-clusters.ts';
import {failureText} from '../theme/failure-text.ts';
import {auditedAsk} from './audited-ask.ts';
import {connectTimeoutMs} from './collect.ts';
import type {Flags, Invocation, UsageProblem} from './parse-arguments.ts';
import {withConfig} from './session-config.ts';
import {type ExitStatus, exitFailed, exitUsage, type Surroundings} from './surroundings.ts';
import {troubleSentence} from './trouble-sentence.ts';

/** A cluster that can be asked, over a connection of its own. */
export type OpenCluster = {
	readonly name: SlurmName;
	readonly client: SlurmClient;
	/** Runs a program on its login node. */
	readonly ask: AskSlurm;
	readonly openShell: OpenShell;
	readonly close: () => void;
};

export type ClusterWorld = Pick<
	Surroundings,
	'clock' | 'chance' | 'env' | 'openProbe' | 'signal' | 'slurm' | 'output'
>;

/** The clusters that are meant: all that are configured, or the one of `--cluster`. */
export function clustersOf(
	flags: Flags,
	{slurm}: Pick<Config, 'slurm'>,
): readonly [SlurmConfig, ...SlurmConfig[]] | UsageProblem {
	const [first, ...others] = slurm;
	if (first === undefined) {
		return {
			usage:
				'There is no Slurm cluster in the configuration: add "slurm: [{name: hpc, via: LOGIN}]", or run this where squeue is.',
		};
	}

	const wanted = flags.text('cluster');
	if (wanted === undefined) {
		return [first, ...others];
	}

	const named = slurm.find(({name}) => name === wanted);
	const names = slurm.map(({name}) => name).join(', ');
	return named === undefined
		? {usage: `There is no cluster ${quoted(wanted)} in the configuration; there is ${names}.`}
		: [named];
}

/** What is asked of one cluster alone. */
export function clusterOf(flags: Flags, config: Pick<Config, 'slurm'>): SlurmConfig | UsageProblem {
	const clusters = clustersOf(flags, config);
	if ('usage' in clusters) {
		return clusters;
	}

	const [first, ...others] = clusters;
	const names = clusters.map(({name}) => name).join(', ');
	return others.length === 0
		? first
		: {usage: `There are several clusters: say which with --cluster, one of ${names}.`};
}

/** Failures: those of the way to its login node. */
export async function openCluster(
	cluster: SlurmConfig,
	config: Config,
	world: ClusterWorld,
): Promise<Result<OpenCluster>> {
	const {clock, chance, openProbe, signal} = world;
	const login = loginOf(config, cluster);
	const node = login.kind === 'here' ? undefined : login.node;
	if (node?.isEnabled === false) {
		const reason = 'the configuration says enabled: false, and then it is never contacted.';
		return failed({kind: 'rejected', where: node.name, reason});
	}

	const way = createLoginWay(node, {
		...{clock, chance, openProbe, connectTimeoutMs},
		polledNode: () => undefined,
	});
	const reached = await way.reach(signal);
	if (!reached.ok) {
		way.close();
		return reached;
	}

	const {openShell, close} = way;
	const {createAsk, createClient} = world.slurm ?? slurmOf(clock);
	const where = node?.name ?? cluster.name;
	const ask = auditedAsk(createAsk(openShell, where), {cluster: cluster.name, world});
	return succeeded({name: cluster.name, client: createClient(ask, where), ask, openShell, close});
}

export type AskedCluster = OpenCluster & {readonly config: Config};

/** Does something with the one cluster that is meant; what is wrong before is told on stderr. */
export function withCluster(
	{flags}: Pick<Invocation, 'flags'>,
	world: Surroundings,
	use: (cluster: AskedCluster) => Promise<ExitStatus>,
): Promise<ExitStatus> {
	const {output} = world;
	return withConfig(flags, world, async ({config}) => {
		const cluster = clusterOf(flags, config);
		if ('usage' in cluster) {
			output.complain(cluster.usage);
			return exitUsage;
		}

		const opened = await openCluster(cluster, config, world);
		if (!opened.ok) {
			output.complain(failureText(opened.failure));
			return exitFailed;
		}

		try {
			return await use({...opened.value, config});
		} finally {
			opened.value.close();
		}
	});
}

/** Why a question was not answered: where the controller may be what said nothing it is asked for a sign. */
export async function troubleOf(
	failure: Failure,
	{client}: Pick<OpenCluster, 'client'>,
	signal: AbortSignal,
): Promise<ClusterTrouble> {
	const isSilence =
		failure.kind === 'timedOut' ||
		(failure.kind === 'exited' && silenceIn(failure.stderr) !== undefined);
	return {failure, controller: isSilence ? await client.ping(signal) : 'unknown'};
}

/** Tells it, and that it failed; who stopped it knows. */
export async function complainOf(
	failure: Failure,
	cluster: Pick<OpenCluster, 'name' | 'client'>,
	{output, signal}: Pick<Surroundings, 'output' | 'signal'>,
): Promise<ExitStatus> {
	if (!signal.aborted) {
		output.complain(troubleSentence(await troubleOf(failure, cluster, signal), cluster.name));
	}

	return exitFailed;
}
