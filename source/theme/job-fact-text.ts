/** The words of what bears out why a job waits. */
import {assertNever} from '../domain/assert-never.ts';
import type {Job} from '../domain/job.ts';
import type {JobWhyFact, LimitUse, UnavailableNode} from '../domain/job-why.ts';
import {durationText} from './duration-text.ts';
import {countText, sizeText} from './number-text.ts';
import {slurmStatesText} from './slurm-node-text.ts';

/** `blocked by`, 12 cells at most. */
export function jobFactLabel(fact: JobWhyFact): string {
	return labels[fact.kind];
}

const labels: Readonly<Record<JobWhyFact['kind'], string>> = {
	asked: 'asked',
	blockedBy: 'blocked by',
	free: 'free now',
	unavailable: 'unavailable',
	askedNodes: 'its nodes',
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
			return [askedText(fact)];
		case 'blockedBy':
			return [
				...fact.jobs.map(job => blockingText(job, fact, words)),
				...moreText(fact.count - fact.jobs.length, 'more runs', 'more run'),
			];
		case 'free':
			return freeTexts(fact);
		case 'unavailable':
		case 'askedNodes':
			return [
				...fact.nodes.map(node => nodeText(node, apart)),
				...moreText(fact.count - fact.nodes.length, 'more', 'more'),
			];
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

/** `2 gpus, 16 cpus, on 3 whole nodes, 64 GiB a node, 4 h in partition gpu` */
function askedText({job, wholeNodes}: Extract<JobWhyFact, {kind: 'asked'}>): string {
	const {gpuCount, cpuCount, nodeCount, memory, timeLimitSeconds, partition} = job;
	const parts = [
		gpuCount === undefined || gpuCount === 0 ? '' : countText(gpuCount, 'gpu'),
		cpuCount === undefined ? '' : countText(cpuCount, 'cpu'),
		placeText(nodeCount, wholeNodes),
		memory === undefined ? '' : `${sizeText(memory.bytes)} a ${memory.per}`,
		timeLimitSeconds === undefined
			? ''
			: timeLimitSeconds === 'unlimited'
				? 'no time limit'
				: limitWords(timeLimitSeconds),
	];
	return `${parts.filter(part => part !== '').join(', ')} in partition ${partition}`;
}

/** That it is one node goes without saying, but not that it is all of it. */
function placeText(nodeCount: number | undefined, wholeNodes: boolean): string {
	if (nodeCount === undefined) {
		return wholeNodes ? 'on whole nodes' : '';
	}

	return nodeCount <= 1 && !wholeNodes
		? ''
		: `on ${countText(nodeCount, wholeNodes ? 'whole node' : 'node')}`;
}

/** `4 h`, `1 h 30 m`: what is nought is not told. */
function limitWords(seconds: number): string {
	return durationText(seconds * 1000).replace(/(?<=\w) 0 [hms]$/, '');
}

/** `4711 train-llm (yours) · 2 gpus on gpu-01 · ends by 19:48` */
function blockingText(
	job: Job,
	{user, needs}: Extract<JobWhyFact, {kind: 'blockedBy'}>,
	{apart, timeText}: FactWords,
): string {
	const {gpuCount = 0, cpuCount, nodeList, endsAtMs} = job;
	const holds =
		gpuCount > 0 && needs === 'gpus'
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

/** `node003 · drained: fan is broken` */
function nodeText({name, states, reason}: UnavailableNode, apart: string): string {
	const state = states.length === 0 ? 'not told of' : slurmStatesText({states});
	return [`${name} ${apart} ${state}`, ...(reason === undefined ? [] : [reason])].join(': ');
}

/** `1 gpu and 16 cpus on gpu-02` */
function freeTexts({
	places,
	count,
	fitting,
	wholeNodes,
}: Extract<JobWhyFact, {kind: 'free'}>): readonly string[] {
	if (places.length === 0) {
		return [wholeNodes ? 'no whole node in its partition' : 'nothing in its partition'];
	}

	const texts = places.map(({node, cpus, gpus}) =>
		[gpus > 0 ? `${countText(gpus, 'gpu')} and ` : '', `${countText(cpus, 'cpu')} on ${node}`].join(
			'',
		),
	);
	const room = `${countText(fitting, wholeNodes ? 'empty node' : 'node')} ${fitting === 1 ? 'has' : 'have'} the cpus and gpus that it asks of one`;
	const others = wholeNodes
		? moreText(count - places.length, 'more node is empty', 'more nodes are empty')
		: moreText(count - places.length, 'more node has some', 'more nodes have some');
	return [...texts, ...others, ...(fitting === 0 ? [] : [room])];
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
