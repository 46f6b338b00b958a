import type {StatusDocument} from '../parsers/status-schema.ts';
import type {NodeState, State} from '../store/state.ts';
import {selectSummary} from '../store/summary.ts';
import {toldHealth} from '../store/told-health.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {statusNode} from './status-node.ts';
import type {StatusRequest} from './status-request.ts';
import {isOllamaAsked, ollamaProblems, statusModels} from './status-ollama.ts';
import {clusterProblems, jobsSummary, statusCluster} from './status-slurm.ts';

/** The public JSON document of what is known now (DESIGN 6). Validated in tests with the generated schema. */
export function statusDocument(state: State, version: string): StatusDocument {
	return {
		...documentHead(state, version),
		summary: {
			...selectSummary(state, toldHealth),
			...(state.clusters.length === 0 ? {} : {jobs: jobsSummary(state.clusters)}),
		},
		...nodesSection(state),
		...(state.clusters.length === 0 ? {} : slurmSection(state)),
		...(state.nodes.some(isOllamaAsked) ? modelsSection(state) : {}),
		problems: [...problemsOfNodes(state), ...clusterProblems(state)],
	};
}

/** What `--once` and `--watch` were asked for. */
export function requestedDocument(
	state: State,
	{only}: Pick<StatusRequest, 'only'>,
	version: string,
): StatusDocument {
	if (only === undefined) {
		return statusDocument(state, version);
	}

	const hasNodes = only.includes('nodes');
	const hasJobs = only.includes('jobs');
	const hasModels = only.includes('models');
	return {
		...documentHead(state, version),
		...(hasNodes ? nodesSection(state) : {}),
		...(hasJobs ? slurmSection(state) : {}),
		...(hasModels ? modelsSection(state) : {}),
		problems: [
			...(hasNodes || hasModels ? problemsOfNodes(state) : problemsOfConfig(state)),
			...(hasJobs ? clusterProblems(state) : []),
		],
	};
}

/** The document with its list of nodes alone, as `nodes ls --json` prints it. */
export function nodesDocument(state: State, version: string): StatusDocument {
	return requestedDocument(state, {only: ['nodes']}, version);
}

function documentHead(
	state: State,
	version: string,
): Pick<StatusDocument, 'schemaVersion' | 'generatedAt' | 'cluster' | 'demo' | 'version'> {
	return {
		schemaVersion: 1,
		generatedAt: new Date(state.clock.wallMs).toISOString(),
		cluster: state.config?.cluster ?? '',
		...(state.session.isDemo ? {demo: true} : {}),
		version,
	};
}

function nodesSection(state: State): Pick<StatusDocument, 'nodes'> {
	return {nodes: state.nodes.map(node => statusNode(node, state))};
}

function slurmSection({clusters, clock}: State): Pick<StatusDocument, 'slurm'> {
	return {slurm: clusters.map(cluster => statusCluster(cluster, clock))};
}

function modelsSection(state: State): Pick<StatusDocument, 'models'> {
	return {models: [...statusModels(state)]};
}

function problemsOfConfig({configProblems}: State): StatusDocument['problems'] {
	return configProblems.map(problem => ({
		source: problem.file,
		text: configProblemText(problem),
	}));
}

function problemsOfNodes(state: State): StatusDocument['problems'] {
	return [...problemsOfConfig(state), ...state.nodes.flatMap(nodeProblems)];
}

/** What went wrong beside the connection: a lane that failed, a mount that hangs, lines that were not understood. */
function nodeProblems(node: NodeState): StatusDocument['problems'] {
	const source = node.config.name;
	const lanes = node.connection.state === 'ready' ? [node.facts, node.filesystems] : [];
	return [
		...lanes.flatMap(lane =>
			lane.state === 'failed' || lane.state === 'stale' ? [failureText(lane.failure)] : [],
		),
		...(node.filesystems.state === 'fresh' ? node.filesystems.value : []).flatMap(filesystem =>
			filesystem.state === 'silent'
				? [`${filesystem.mount} (${filesystem.type}) does not answer. Is its server there?`]
				: [],
		),
		...(node.reading.state === 'fresh' ? node.reading.value.sample.problems : []).map(
			problem => `${problem.source}: ${problem.reason}: ${problem.line}`,
		),
		...ollamaProblems(node),
	].map(text => ({source, text}));
}
