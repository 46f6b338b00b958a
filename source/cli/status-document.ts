import type {StatusDocument} from '../parsers/status-schema.ts';
import type {NodeState, State} from '../store/state.ts';
import {selectSummary} from '../store/summary.ts';
import {toldHealth} from '../store/told-health.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {statusNode} from './status-node.ts';
import type {StatusRequest} from './status-request.ts';

/** The public JSON document of what is known now (DESIGN 6). Validated in tests with the generated schema. */
export function statusDocument(state: State, version: string): StatusDocument {
	return {
		...documentHead(state, version),
		summary: selectSummary(state, toldHealth),
		...nodesSection(state),
	};
}

/** What `--once` and `--watch` were asked for. */
export function requestedDocument(
	state: State,
	{isWhole}: Pick<StatusRequest, 'isWhole'>,
	version: string,
): StatusDocument {
	return isWhole ? statusDocument(state, version) : nodesDocument(state, version);
}

/** The document with its list of nodes alone, as `nodes ls --json` prints it. */
export function nodesDocument(state: State, version: string): StatusDocument {
	return {...documentHead(state, version), ...nodesSection(state)};
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

function nodesSection(state: State): Pick<StatusDocument, 'nodes' | 'problems'> {
	return {
		nodes: state.nodes.map(node => statusNode(node, state.clock)),
		problems: [
			...state.configProblems.map(problem => ({
				source: problem.file,
				text: configProblemText(problem),
			})),
			...state.nodes.flatMap(nodeProblems),
		],
	};
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
	].map(text => ({source, text}));
}
