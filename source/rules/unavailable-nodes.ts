import type {JobWhyFact, UnavailableNode} from '../domain/job-why.ts';
import {hostNames} from './host-list.ts';
import {partitionsOf} from './jobs-ahead.ts';
import type {WaitReason} from './wait-reason.ts';
import {isClosedNode, type WhySubject} from './why-subject.ts';

const mostNodes = 3;

/**
 * Which nodes keep it waiting. Slurm names them where it likes (`ReqNodeNotAvail, UnavailableNodes:node[001-003]`, also with
 * nothing behind the colon): else those that it asks for by name, and else those of its partitions that are closed.
 */
export function unavailableFacts(
	subject: WhySubject,
	reason: WaitReason | undefined,
): readonly JobWhyFact[] {
	const isClosed = reason?.cause === 'nodesUnavailable';
	if (!isClosed && reason?.cause !== 'nodesPromised') {
		return [];
	}

	const list = isClosed ? namedBySlurm(subject) : undefined;
	const nodes =
		list === undefined
			? (askedNodes(subject, isClosed) ?? (isClosed ? closedNodes(subject) : []))
			: hostNames(list).map(nodesByName(subject));
	return nodes.length === 0
		? []
		: [
				{
					kind: isClosed ? 'unavailable' : 'askedNodes',
					nodes: nodes.slice(0, mostNodes),
					count: nodes.length,
				},
			];
}

function namedBySlurm({job}: WhySubject): string | undefined {
	return /UnavailableNodes:([^\s]+)/.exec(job.reason ?? '')?.[1];
}

/** Those that are closed, where that keeps it waiting and any is. */
function askedNodes(
	subject: WhySubject,
	isClosed: boolean,
): readonly UnavailableNode[] | undefined {
	const list = subject.asked?.requestedNodes;
	if (list === undefined) {
		return undefined;
	}

	const asked = hostNames(list).map(nodesByName(subject));
	const closed = asked.filter(isClosedNode);
	return isClosed && closed.length > 0 ? closed : asked;
}

function closedNodes({job, nodes, asked}: WhySubject): readonly UnavailableNode[] {
	const partitions = partitionsOf(job);
	const excluded = new Set(hostNames(asked?.excludedNodes ?? ''));
	return nodes.filter(
		node =>
			isClosedNode(node) &&
			!excluded.has(node.name) &&
			node.partitions.some(name => partitions.includes(name)),
	);
}

/** Of one that the cluster does not tell of the name alone. Thousands are named where a whole cluster is closed. */
function nodesByName({nodes}: WhySubject): (name: string) => UnavailableNode {
	const known = new Map(nodes.map(node => [node.name, node]));
	return name => known.get(name) ?? {name, states: [], reason: undefined};
}
