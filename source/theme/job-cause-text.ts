import type {JobWhy, WaitCause} from '../domain/job-why.ts';

/** One or two sentences. Text of the cluster in it is raw. */
export function jobCauseText({cause, reason, facts}: JobWhy): string {
	const isBehind = facts.some(fact => fact.kind === 'ahead' && fact.count > 0);
	if (cause === 'resources' && isBehind) {
		return 'Waits for resources: what it asks for is in use.';
	}

	return cause === undefined ? `The cluster says: ${reason ?? 'nothing'}.` : causes[cause];
}

const causes: Readonly<Record<WaitCause, string>> = {
	resources: 'Waits for resources: it is next, and what it asks for is in use.',
	nodesUnavailable:
		'Waits for nodes that are down, drained or reserved: none that it could use is open now.',
	nodesPromised:
		'Waits for nodes that it asks for by name: they are busy, or promised to another job.',
	licenses: 'Waits for licenses: others use them.',
	burstBuffer: 'Waits for its burst buffer.',
	partitionClosed: 'Waits for its partition, which is closed now.',
	settingUp: 'It is being set up, or what it left when it ran before is being cleared away.',
	otherCluster: 'Waits for another cluster of the federation.',
	priority: 'Waits for its turn: jobs with a higher priority come first.',
	notLookedAt: 'The scheduler has not looked at it yet.',
	arrayLimit: 'As many of its tasks run as its array allows at once.',
	groupLimit: 'Waits for a limit: its group uses all that it may at once.',
	userLimit: 'Waits for a limit: its owner uses all that one may at once.',
	accountLimit: 'Waits for a limit: its account uses all that it may at once.',
	usedUp: 'Waits for a limit: what its group may use in all is used up.',
	dependency: 'Waits for another job.',
	beginTime: 'Waits for its time: it was asked not to begin before, or was put back for a moment.',
	reservation: 'Waits for its reservation to begin.',
	dependencyNever: 'Will never start: what it waits for cannot come any more.',
	jobOverLimit: 'Will never start: it asks for more than one job may.',
	underMinimum: 'Will never start: it asks for less than its QOS demands.',
	overPartitionTime: 'Will never start: it asks for more time than its partition allows.',
	overPartitionNodes:
		'Will never start as things are: its partition has too few nodes, or some of them are down.',
	noSuchNodes: 'Will never start: no node of its partition is as it asks.',
	notAllowed: 'Will never start: its account or QOS may not run it there.',
	reservationGone: 'Will never start: its reservation is gone.',
	deadline: 'Will never start: it could not end before its deadline.',
	heldByUser: 'Held: it starts when it is released.',
	heldByAdmin: 'Held by an administrator, who alone can release it.',
	heldAfterFailure: 'Held after it failed to start: it starts again when it is released.',
	failedBefore: 'It was begun before and ended badly.',
};
