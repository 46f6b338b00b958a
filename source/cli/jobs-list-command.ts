import type {Config} from '../domain/config.ts';
import {initialState, type State} from '../store/state.ts';
import {unreadText} from '../theme/cluster-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {clean} from '../theme/safe.ts';
import {jobsTable} from './jobs-table.ts';
import {type ListedCluster, listCluster} from './list-cluster.ts';
import {clustersOf} from './open-cluster.ts';
import type {Flags, Invocation} from './parse-arguments.ts';
import {withConfig} from './session-config.ts';
import {requestedDocument} from './status-document.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';

type Asked = {readonly hasAll: boolean; readonly isJson: boolean};

export function runJobsList({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	return withConfig(flags, world, ({config}) => listJobs(config, flags, world));
}

async function listJobs(config: Config, flags: Flags, world: Surroundings): Promise<ExitStatus> {
	const {output} = world;
	const clusters = clustersOf(flags, config);
	if ('usage' in clusters) {
		output.complain(clusters.usage);
		return exitUsage;
	}

	const asked = {hasAll: flags.has('all'), isJson: flags.has('json')};
	const told = await Promise.all(
		clusters.map(cluster => listCluster(cluster, {...asked, config}, world)),
	);
	const {storeClock} = world;
	const atMs = storeClock.monotonicMs();
	const state: State = {
		...initialState,
		config,
		session: {isReadOnly: true, isDemo: world.demo !== undefined},
		clock: {atMs, wallMs: storeClock.wallMs(), awakeSinceMs: atMs},
		clusters: told.map(({cluster}) => cluster),
	};
	const texts = asked.isJson
		? [jsonText(requestedDocument(state, {only: ['jobs']}, world.version), 0)]
		: told.flatMap(one => tableOf(one, state, {asked, columns: output.columns()}));
	output.print(texts.map(text => `${text}\n`).join(''));
	if (!asked.isJson) {
		for (const sentence of told.flatMap(complaintsOf)) {
			output.complain(sentence);
		}
	}

	return told.every(({complaint}) => complaint === undefined) ? exitDone : exitFailed;
}

function tableOf(
	{cluster, complaint}: ListedCluster,
	state: State,
	{asked, columns}: {readonly asked: Asked; readonly columns: number | undefined},
): readonly string[] {
	if (complaint !== undefined) {
		return [];
	}

	const [first] = state.clusters;
	const isAlone = state.clusters.length === 1;
	const table = jobsTable({...state, clusters: [cluster]}, {columns, hasAll: asked.hasAll});
	const gap = cluster === first ? [] : [''];
	return isAlone ? table : [...gap, clean(cluster.config.name), ...table];
}

/** What was not understood, and what is not told; the document has it as problems. */
function complaintsOf({cluster, complaint}: ListedCluster): readonly string[] {
	const {config, unread, finished} = cluster;
	const sentences = [
		unreadText(unread.mine ?? []),
		unreadText(unread.finished ?? []),
		finished.state === 'failed'
			? `what ended today is not told: ${failureText(finished.failure)}`
			: undefined,
	];
	return [
		...sentences.flatMap(one => (one === undefined ? [] : [`${clean(config.name)}: ${one}`])),
		...(complaint === undefined ? [] : [complaint]),
	];
}
