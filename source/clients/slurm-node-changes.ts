import type {Failure} from '../domain/failure.ts';
import type {NodeChange, NodeOutcome} from '../domain/job-change.ts';
import type {SlurmNode} from '../domain/partition.ts';
import type {Result} from '../domain/result.ts';
import {parseSlurmRefusals} from '../parsers/slurm-refusals.ts';
import {nodeChangeArgv} from '../rules/change-argv.ts';
import {isNodeAsWished, isNodeName, isOfAllNodes} from '../rules/node-change-verdict.ts';
import {silenceIn} from '../rules/slurm-silence.ts';
import {isNeverSent} from './change-outcome.ts';
import type {SlurmReads, SlurmWrites} from './slurm-client.ts';
import type {AskSlurm, SlurmAnswer} from './slurm-command.ts';
import {changeLimitMs, mostChangeBytes} from './slurm-changes.ts';

export type SlurmNodeChangesParts = {
	readonly ask: AskSlurm;
	/** Looked at afterwards, where the command does not tell what became of each. */
	readonly listNodes: SlurmReads['listNodes'];
};

type Outcome = NodeOutcome['result'];

/**
 * What is done to nodes: one command for all. It is refused where it could not be done to one of them, and is done to the
 * others all the same, so that they are looked at then, each by itself.
 */
export function createSlurmNodeChanges(
	parts: SlurmNodeChangesParts,
): Pick<SlurmWrites, 'changeNodes'> {
	return {
		async changeNodes(nodes, change, signal) {
			const named = nodes.filter(isNodeName);
			const outcomes = await send(named, change, {...parts, signal});
			return nodes.map(node => outcomes.get(node) ?? {node, argv: [], result: noNode(node)});
		},
	};
}

function noNode(node: string): Outcome {
	const reason = 'this is no name of a node.';
	return {kind: 'failed', failure: {kind: 'rejected', where: node, reason}};
}

async function send(
	nodes: readonly string[],
	change: NodeChange,
	{ask, listNodes, signal}: SlurmNodeChangesParts & {readonly signal: AbortSignal},
): Promise<ReadonlyMap<string, NodeOutcome>> {
	if (nodes.length === 0) {
		return new Map();
	}

	const argv = nodeChangeArgv(nodes, change);
	const answer = await ask({argv, limitMs: changeLimitMs, maxBytes: mostChangeBytes}, signal);
	const told = toldOf(answer, nodes.length);
	const after = told.isOfAll ? undefined : await listNodes(signal);
	const seen = after?.ok ? after.value.nodes : undefined;
	return new Map(
		nodes.map(node => {
			const result = told.isOfAll ? told.result : lookedUp({node, change, seen}, told);
			return [node, {node, argv, result}];
		}),
	);
}

/** What the command tells: of each node, or of one that is not as wished, seen or unseen. */
type Told =
	| {readonly isOfAll: true; readonly result: Outcome}
	| {readonly isOfAll: false; readonly seen: Outcome; readonly unseen: Outcome};

function toldOf(answer: Result<SlurmAnswer>, count: number): Told {
	if (!answer.ok) {
		const {failure} = answer;
		return isNeverSent(failure)
			? {isOfAll: true, result: {kind: 'failed', failure}}
			: ofSome({kind: 'unknown', failure});
	}

	const {exitCode, stderr} = answer.value;
	const silence = silenceIn(stderr);
	const failure: Failure = {kind: 'exited', where: 'scontrol', exitCode, signal: undefined, stderr};
	if (silence !== undefined) {
		return ofSome({kind: silence === 'lost' ? 'unknown' : 'failed', failure});
	}

	if (exitCode === 0) {
		return {isOfAll: true, result: {kind: 'done'}};
	}

	const {others: words} = parseSlurmRefusals(stderr);
	const result: Outcome =
		words === undefined ? {kind: 'failed', failure} : {kind: 'refused', words};
	return words !== undefined && isOfAllNodes(words)
		? {isOfAll: true, result}
		: {isOfAll: false, seen: result, unseen: count === 1 ? result : {kind: 'unknown', failure}};
}

function ofSome(result: Outcome): Told {
	return {isOfAll: false, seen: result, unseen: result};
}

type Looked = {
	readonly node: string;
	readonly change: NodeChange;
	/** Undefined: nobody could be asked. */
	readonly seen: readonly SlurmNode[] | undefined;
};

function lookedUp({node, change, seen}: Looked, told: Extract<Told, {isOfAll: false}>): Outcome {
	if (seen === undefined) {
		return told.unseen;
	}

	const now = seen.find(({name}) => name === node);
	return now !== undefined && isNodeAsWished(change, now) ? {kind: 'done'} : told.seen;
}
