import {assertNever} from '../domain/assert-never.ts';
import type {JobWait, JobWhere, TaskCounts} from '../domain/job-where.ts';
import type {WaitCause} from '../domain/job-why.ts';
import {limitText} from './job-text.ts';
import {countText} from './number-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {shortWhenText} from './time-text.ts';

const longestWord = 200;
const mostNodes = 3;

/** Where a job runs, or why it does not, in parts of falling weight: `resources`, `about 19:48`. */
export function jobWhereParts(
	where: Exclude<JobWhere, {kind: 'tasks'}>,
	nowWallMs: number,
): readonly Safe[] {
	switch (where.kind) {
		case 'gone':
			return [safe`gone`];
		case 'runs':
			return [
				...nodeParts(where.nodes),
				...runWords(where.state),
				...(where.isHeld ? [safe`held if requeued`] : []),
			];
		case 'waits':
			return waitParts(where, nowWallMs);
		case 'ended':
			return [...endWords(where), ...nodeParts(where.nodes)];
		default:
			return assertNever(where);
	}
}

/** `41 of 64 done`, `3 failed`, `2 cancelled` */
export function taskParts({
	done,
	runs,
	waits,
	failed,
	stopped,
	isMore,
}: TaskCounts): readonly Safe[] {
	const total = done + runs + waits + failed;
	const of = isMore ? safe`of over` : safe`of`;
	return [
		safe`${done} ${of} ${total} done`,
		...(failed > stopped ? [safe`${failed - stopped} failed`] : []),
		...(stopped > 0 ? [safe`${stopped} cancelled`] : []),
	];
}

/** The same where no bar stands before it: `3 run`, `17 wait`. */
export function allTaskParts(counts: TaskCounts): readonly Safe[] {
	const {runs, waits} = counts;
	const [done = safe``, ...bad] = taskParts(counts);
	return [
		done,
		...(runs === 0 ? [] : [safe`${runs} ${runs === 1 ? safe`runs` : safe`run`}`]),
		...(waits === 0 ? [] : [safe`${waits} ${waits === 1 ? safe`waits` : safe`wait`}`]),
		...bad,
	];
}

function nodeParts(nodes: readonly string[]): readonly Safe[] {
	const names = nodes.slice(0, mostNodes).map(name => clean(name, {maxCharacters: longestWord}));
	if (names.length === 0) {
		return [];
	}

	return nodes.length > mostNodes
		? [safe`${names[0] ?? safe``} and ${nodes.length - 1} more`]
		: [joinSafe(names, safe`, `)];
}

function runWords(state: string): readonly Safe[] {
	switch (state) {
		case 'CONFIGURING':
			return [safe`its nodes start`];
		case 'COMPLETING':
			return [safe`cleans up`];
		case 'SUSPENDED':
			return [safe`suspended`];
		default:
			return [];
	}
}

function endWords({
	state,
	exit,
	reason,
	limit,
}: Extract<JobWhere, {kind: 'ended'}>): readonly Safe[] {
	switch (state) {
		case 'COMPLETED':
			return [];
		case 'CANCELLED':
			return [safe`cancelled`];
		case 'TIMEOUT':
			return [limit === undefined ? safe`over its limit` : safe`over its ${limitText(limit)}`];
		case 'OUT_OF_MEMORY':
			return [safe`out of memory`];
		case 'NODE_FAIL':
			return [safe`its node failed`];
		case 'BOOT_FAIL':
			return [safe`its node did not boot`];
		case 'DEADLINE':
			return [safe`past its deadline`];
		case 'PREEMPTED':
			return [safe`gave way to another`];
		case 'FAILED':
			return [exitWords(exit, reason)];
		default:
			return [clean(state, {maxCharacters: longestWord})];
	}
}

function exitWords(
	exit: Extract<JobWhere, {kind: 'ended'}>['exit'],
	reason: string | undefined,
): Safe {
	if (reason === 'JobLaunchFailure') {
		return safe`could not be launched`;
	}

	if (exit === undefined) {
		return safe`failed`;
	}

	return exit.signal > 0 ? safe`signal ${exit.signal}` : safe`exit ${exit.code}`;
}

function waitParts(wait: JobWait, nowWallMs: number): readonly Safe[] {
	const {startsAtMs, tasks, cause} = wait;
	const hasStart = startsAtMs !== undefined && cause !== 'beginTime';
	return [
		causeText(wait, nowWallMs),
		...(hasStart ? [safe`about ${shortWhenText(startsAtMs, nowWallMs)}`] : []),
		...(tasks === undefined ? [] : [clean(countText(tasks, 'task'))]),
	];
}

function causeText(wait: JobWait, nowWallMs: number): Safe {
	const {cause, reason, startsAtMs} = wait;
	switch (cause) {
		case undefined:
			return reason === undefined
				? safe`the cluster does not say why`
				: clean(reason, {maxCharacters: longestWord});
		case 'dependency':
			return dependencyText(wait.dependency);
		case 'dependencyNever':
			return wait.dependency === undefined
				? safe`never: what it waits for failed`
				: safe`never: ${clean(wait.dependency.id)} did not end so`;
		case 'overPartitionTime':
			return wait.partitionLimitSeconds === undefined
				? safe`never: over the limit of its partition`
				: safe`never: over the ${limitText(wait.partitionLimitSeconds)} limit`;
		case 'beginTime':
			return startsAtMs === undefined
				? safe`its time has not come`
				: safe`begins ${shortWhenText(startsAtMs, nowWallMs)}`;
		case 'arrayLimit':
			return wait.mostTasks === undefined
				? safe`the limit of its array`
				: safe`${wait.mostTasks} at a time`;
		case 'heldByUser':
			return wait.isOwn ? safe`held by you` : safe`held by its owner`;
		default:
			return causes[cause];
	}
}

function dependencyText(dependency: JobWait['dependency']): Safe {
	const id = clean(dependency?.id ?? '', {maxCharacters: longestWord});
	switch (dependency?.condition) {
		case undefined:
			return safe`another job`;
		case 'singleton':
			return safe`after others of its name`;
		case 'after':
			return safe`after ${id} begins`;
		case 'afterok':
		case 'aftercorr':
			return safe`after ${id} ends well`;
		case 'afternotok':
			return safe`if ${id} fails`;
		default:
			return safe`after ${id} ends`;
	}
}

type Plain = Exclude<
	WaitCause,
	'dependency' | 'dependencyNever' | 'overPartitionTime' | 'beginTime' | 'arrayLimit' | 'heldByUser'
>;

/** In the width of the column, 25 cells (SCREENS 4). */
const causes: Readonly<Record<Plain, Safe>> = {
	resources: safe`resources`,
	nodesUnavailable: safe`its nodes are not there`,
	nodesPromised: safe`its nodes are busy`,
	licenses: safe`licenses`,
	burstBuffer: safe`its burst buffer`,
	partitionClosed: safe`its partition is closed`,
	settingUp: safe`being set up`,
	otherCluster: safe`another cluster`,
	priority: safe`priority`,
	notLookedAt: safe`not looked at yet`,
	groupLimit: safe`a limit of its group`,
	userLimit: safe`a limit of its owner`,
	accountLimit: safe`a limit of its account`,
	usedUp: safe`its share is used up`,
	reservation: safe`its reservation`,
	jobOverLimit: safe`never: asks for too much`,
	underMinimum: safe`never: asks for too little`,
	overPartitionNodes: safe`never: too few nodes there`,
	noSuchNodes: safe`never: no node is like that`,
	notAllowed: safe`never: not allowed there`,
	reservationGone: safe`never: reservation is gone`,
	deadline: safe`never: past its deadline`,
	heldByAdmin: safe`held by an administrator`,
	heldAfterFailure: safe`held after a failure`,
	failedBefore: safe`failed before`,
};
