/** The words of the card that says why a job waits. */
import {assertNever} from '../domain/assert-never.ts';
import type {Job} from '../domain/job.ts';
import type {
	JobWhy,
	JobWhyFact,
	JobWhyHelp,
	JobWhyUnknown,
	LimitUse,
	WaitCause,
} from '../domain/job-why.ts';
import {typedCommand} from '../domain/typed-command.ts';
import {durationText} from './duration-text.ts';
import {countText, sizeText} from './number-text.ts';

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

/** `blocked by`, 12 cells at most. */
export function jobFactLabel(fact: JobWhyFact): string {
	return labels[fact.kind];
}

const labels: Readonly<Record<JobWhyFact['kind'], string>> = {
	asked: 'asked',
	blockedBy: 'blocked by',
	free: 'free now',
	unavailable: 'unavailable',
	ahead: 'ahead',
	priority: 'priority',
	limit: 'limit',
	partitionLimit: 'limit',
	dependency: 'waits for',
	start: 'start',
	notBefore: 'start',
};

export type FactWords = {
	/** `·` */
	readonly apart: string;
	/** Times of day. */
	readonly timeText: (wallMs: number) => string;
};

/** Each is a line or more. Text of the world in it is raw. */
export function jobFactTexts(fact: JobWhyFact, words: FactWords): readonly string[] {
	const {apart, timeText} = words;
	switch (fact.kind) {
		case 'asked':
			return [askedText(fact.job)];
		case 'blockedBy':
			return [
				...fact.jobs.map(job => blockingText(job, fact.user, words)),
				...moreText(fact.count - fact.jobs.length, 'more runs', 'more run'),
			];
		case 'free':
			return freeTexts(fact);
		case 'unavailable':
			return [fact.nodes];
		case 'ahead':
			return aheadTexts(fact, apart);
		case 'priority':
			return [
				[
					String(fact.value),
					...fact.parts.map(([name, value]) => `${name.toLowerCase()} ${value}`),
				].join(` ${apart} `),
			];
		case 'limit':
			return [limitUseText(fact.use, apart)];
		case 'partitionLimit':
			return [`${limitWords(fact.seconds)} in partition ${fact.partition}`];
		case 'dependency':
			return [dependencyText(fact, apart)];
		case 'start':
			return [
				`about ${timeText(fact.atMs)}, as Slurm estimated${fact.nodes === undefined ? '' : ` ${apart} on ${fact.nodes}`}`,
			];
		case 'notBefore':
			return [`not before ${timeText(fact.atMs)}, as it was asked or put back`];
		default:
			return assertNever(fact);
	}
}

/** `2 gpus, 16 cpus, 64 GiB, 4 h in partition gpu` */
function askedText(job: Job): string {
	const {gpuCount, cpuCount, nodeCount, memory, timeLimitSeconds, partition} = job;
	const parts = [
		gpuCount === undefined || gpuCount === 0 ? '' : countText(gpuCount, 'gpu'),
		cpuCount === undefined ? '' : countText(cpuCount, 'cpu'),
		nodeCount === undefined || nodeCount <= 1 ? '' : `on ${countText(nodeCount, 'node')}`,
		memory === undefined ? '' : `${sizeText(memory.bytes)} a ${memory.per}`,
		timeLimitSeconds === undefined
			? ''
			: timeLimitSeconds === 'unlimited'
				? 'no time limit'
				: limitWords(timeLimitSeconds),
	];
	return `${parts.filter(part => part !== '').join(', ')} in partition ${partition}`;
}

/** `4 h`, `1 h 30 m`: what is nought is not told. */
function limitWords(seconds: number): string {
	return durationText(seconds * 1000).replace(/(?<=\w) 0 [hms]$/, '');
}

/** `4711 train-llm (yours) · 2 gpus on gpu-01 · ends by 19:48` */
function blockingText(job: Job, user: string | undefined, {apart, timeText}: FactWords): string {
	const {gpuCount = 0, cpuCount, nodeList, endsAtMs} = job;
	const holds =
		gpuCount > 0
			? countText(gpuCount, 'gpu')
			: cpuCount === undefined
				? ''
				: countText(cpuCount, 'cpu');
	const where = nodeList === undefined ? '' : `${holds === '' ? '' : ' '}on ${nodeList}`;
	return [
		`${job.id} ${job.name} (${job.user === user ? 'yours' : job.user})`,
		`${holds}${where}`,
		endsAtMs === undefined ? '' : `ends by ${timeText(endsAtMs)}`,
	]
		.filter(part => part !== '')
		.join(` ${apart} `);
}

function moreText(count: number, one: string, several: string): readonly string[] {
	return count <= 0 ? [] : [`and ${count.toLocaleString('en')} ${count === 1 ? one : several}`];
}

/** `1 gpu and 16 cpus on gpu-02` */
function freeTexts({places, fitting}: Extract<JobWhyFact, {kind: 'free'}>): readonly string[] {
	if (places.length === 0) {
		return ['nothing in its partition'];
	}

	const texts = places.map(({node, cpus, gpus}) =>
		[gpus > 0 ? `${countText(gpus, 'gpu')} and ` : '', `${countText(cpus, 'cpu')} on ${node}`].join(
			'',
		),
	);
	const room = `${countText(fitting, 'node')} ${fitting === 1 ? 'has' : 'have'} the cpus and gpus that it asks of one`;
	return fitting === 0 ? texts : [...texts, room];
}

function aheadTexts(
	{count, jobs}: Extract<JobWhyFact, {kind: 'ahead'}>,
	apart: string,
): readonly string[] {
	if (count === 0) {
		return ['no job of its partition comes before it'];
	}

	const names = jobs.map(({id, user}) => `${id} of ${user}`).join(` ${apart} `);
	return [
		`${countText(count, 'job')} with a higher priority: ${names}${count > jobs.length ? ` ${apart} …` : ''}`,
	];
}

/** `MaxJobsPU of qos tiny: 1 of 1 used` */
function limitUseText({name, owner, limit, used}: LimitUse, apart: string): string {
	return used === undefined
		? `${name} of ${owner} ${apart} ${limit}`
		: `${name} of ${owner} ${apart} ${used} of ${limit} used`;
}

const conditions: Readonly<Record<string, string>> = {
	after: 'to begin',
	afterany: 'to end',
	afterok: 'to end well',
	afternotok: 'to fail',
	aftercorr: 'the same task to end well',
	afterburstbuffer: 'to end, with its burst buffer',
	expand: 'to be joined',
};

function dependencyText(
	{condition, id, job}: Extract<JobWhyFact, {kind: 'dependency'}>,
	apart: string,
): string {
	if (condition === 'singleton') {
		return 'other jobs of this name and user to end';
	}

	const wanted = Object.hasOwn(conditions, condition) ? conditions[condition] : condition;
	const now =
		job === undefined
			? 'not known any more'
			: `${job.name} ${apart} ${job.state.toLowerCase().replaceAll('_', ' ')} now`;
	return `${id} ${wanted} ${apart} ${now}`;
}

/** What would help, without the command. */
export function jobHelpText({kind, subject}: JobWhyHelp): string {
	switch (kind) {
		case 'shorten':
			return 'less time: as much as is allowed';
		case 'backfill':
			return 'less time: a shorter job fits into gaps between others';
		case 'fewerGpus':
			return `${subject ?? 'fewer'} of the gpus: a node has so many free now`;
		case 'otherPartition':
			return `partition ${subject ?? ''}: a node there could take it now`;
		case 'release':
			return 'to let it go';
		case 'moreTasks':
			return 'more tasks at once';
		case 'dropDependency':
			return 'to drop what it waits for, if it can do without';
		case 'startNow':
			return 'to let it start as soon as it can';
		case 'cancel':
			return 'to cancel it, and submit it anew with what can be had';
		case 'seeNodes':
			return 'to see who has its partition';
		case 'seeBroken':
			return 'to see what is wrong with the nodes';
		case 'seeLimits':
			return 'to see all limits and what is used of them';
		case 'seeOrder':
			return 'to see what the priorities are made of';
		case 'askAdmin':
			return 'to ask who runs the cluster';
		default:
			return assertNever(kind);
	}
}

/** As a person types it; undefined where there is no command. */
export function jobHelpCommand({argv}: JobWhyHelp): string | undefined {
	return argv === undefined ? undefined : typedCommand(argv);
}

export function jobUnknownText(unknown: JobWhyUnknown): string {
	return unknowns[unknown];
}

const unknowns: Readonly<Record<JobWhyUnknown, string>> = {
	endsEarlier: 'whether those that run end before their limits',
	noEstimate: 'when it starts: the scheduler has not estimated it',
	noQueue: 'who comes before it: the queue was not told',
	noLimits: 'which limit: the cluster does not tell',
	noNodes: 'what is free: the nodes were not told yet',
	whenMended: 'when the nodes come back',
};
