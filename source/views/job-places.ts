import type {JobGauge, JobPlace} from '../components/job-usage-lines.ts';
import type {Job} from '../domain/job.ts';
import type {JobDetail} from '../domain/job-detail.ts';
import {lastSeenAtMs} from '../store/age.ts';
import {hostsOfJob, type JobHost} from '../store/job-places.ts';
import {heldReading, type State} from '../store/state.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {connectionParts} from '../theme/node-row-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';

export type JobPlaces = {readonly places: readonly JobPlace[]; readonly otherPlaces: number};

/** Where a job runs, at most so many of its nodes, with what the rack knows of them now. */
export function jobPlaces(
	state: State,
	{job, detail}: {readonly job: Job; readonly detail: JobDetail | undefined},
	{most, glyphs}: {readonly most: number; readonly glyphs: Glyphs},
): JobPlaces {
	const hosts = hostsOfJob(state, job);
	const shown = hosts.length <= most ? hosts : hosts.slice(0, Math.max(0, most - 1));
	return {
		places: shown.map(host => placeOf(host, {state, detail, glyphs})),
		otherPlaces: hosts.length - shown.length,
	};
}

type Sight = {
	readonly state: State;
	readonly detail: JobDetail | undefined;
	readonly glyphs: Glyphs;
};

/** A node of a cluster with what the rack knows of it. */
export function placeOf(host: JobHost, {state, detail, glyphs}: Sight): JobPlace {
	const {node, name} = host;
	if (node === undefined) {
		return {
			name,
			shape: {text: glyphs.unknown, tone: 'dim'},
			gauges: undefined,
			words: safe`not in this rack`,
		};
	}

	const {health} = node;
	const held = heldReading(node);
	const [words = safe`no values yet`] =
		connectionParts(node.connection, state.clock, lastSeenAtMs(node)) ?? [];
	return {
		name,
		shape: {text: glyphs[health], tone: health === 'unknown' ? 'dim' : health},
		gauges: held === undefined ? undefined : gaugesOf(host, held.figures, detail),
		words,
	};
}

type Figures = NonNullable<ReturnType<typeof heldReading>>['figures'];

/** Its gpus alone, where the cluster tells which. */
function gaugesOf(
	host: JobHost,
	{cpu, memory, gpus}: Figures,
	detail: JobDetail | undefined,
): readonly JobGauge[] {
	const own = ownGpus(host, detail);
	const memoryFraction =
		memory?.usedBytes === undefined ? undefined : memory.usedBytes / memory.totalBytes;
	return [
		{label: safe`cpu`, fraction: cpu.loadFraction},
		{label: safe`mem`, fraction: memoryFraction},
		...gpus
			.filter(({index}) => own === undefined || own.includes(index))
			.map(({index, utilizationFraction}) => ({
				label: gpuLabel(index),
				fraction: utilizationFraction,
			})),
	];
}

function gpuLabel(index: number): Safe {
	return clean(`gpu ${index}`);
}

/** `gpu:a100:2(IDX:0-1)`; undefined where it is not told. */
export function ownGpus(
	{slurmName}: Pick<JobHost, 'slurmName'>,
	detail: JobDetail | undefined,
): readonly number[] | undefined {
	const gres = detail?.allocations.find(({nodes}) => nodes === slurmName)?.gres;
	const indices = /gpu[^(]*\(IDX:([\d,-]+)\)/.exec(gres ?? '')?.[1];
	return indices?.split(',').flatMap(part => {
		const [from = 0, to = from] = part.split('-').map(Number);
		return to - from > 64 ? [] : Array.from({length: to - from + 1}, (_, place) => from + place);
	});
}

/** How busy its gpus are, all of them together; undefined where one of them is not measured. */
export function liveGpuFraction(
	state: State,
	job: Job,
	detail: JobDetail | undefined,
): number | undefined {
	const fractions = hostsOfJob(state, job).map(host => {
		const own = ownGpus(host, detail);
		const gpus = host.node === undefined ? [] : (heldReading(host.node)?.figures.gpus ?? []);
		return own?.map(index => gpus.find(gpu => gpu.index === index)?.utilizationFraction);
	});
	const all = fractions.flatMap(one => one ?? [undefined]);
	const known = all.flatMap(one => one ?? []);
	return known.length === 0 || known.length < all.length
		? undefined
		: known.reduce((sum, one) => sum + one, 0) / known.length;
}
