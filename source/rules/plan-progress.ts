import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {DeedEnd} from '../domain/model-deed.ts';
import type {ModelPlan, PlannedDeed, PlanStep, StepState} from '../domain/model-plan.ts';
import {isOfSource} from './copy-sources.ts';
import {isUnableToCopy} from './unable-to-copy.ts';

/** A plan that is being carried out. */
export type PlanProgress = {
	readonly steps: ModelPlan['steps'];
	/** By step. */
	readonly states: readonly StepState[];
	/** Nodes that had a model before, of the right digest. */
	readonly holders: (model: string) => readonly NodeName[];
};

export type NextStep =
	| {readonly position: number; readonly start: PlannedDeed}
	/** It cannot be done, since this one was not. */
	| {readonly position: number; readonly because: number};

/** Nodes that try to fetch the same model from its registry, one after the other. */
const mostPulls = 3;
/** Copies from one node at a time: the network of a small machine is full with two. */
const mostCopies = 2;
/** Sources of one copy, one after the other. */
const mostSources = 3;

export const waitingStep: StepState = {state: 'waiting', tried: [], way: 'planned'};

/** What can begin now, and what never will; nothing where all that is left waits for what runs. */
export function nextSteps({steps, states, holders}: PlanProgress): readonly NextStep[] {
	let now = states;
	const next: NextStep[] = [];
	const moment = momentOf({steps, states, holders});
	for (const [position, step] of steps.entries()) {
		const found = nextOf(step, position, {...moment, states: now});
		if (found !== undefined) {
			next.push(found);
			if ('start' in found) {
				serve(moment.serving, found.start);
			}

			now = now.with(position, afterNext(found, now[position]));
		}
	}

	return next;
}

/** A copy whose source may be what failed is tried again from another one. */
export function afterDeed(
	{deed, tried}: Extract<StepState, {readonly state: 'running'}>,
	end: DeedEnd,
	progress: PlanProgress,
): StepState {
	switch (end.state) {
		case 'done':
			return {state: 'done', deed, result: end.result};
		case 'cancelled':
			return end;
		default:
			return (
				againElsewhere(deed, tried, {failure: end.failure, moment: momentOf(progress)}) ?? {
					...{state: 'failed', deed, failure: end.failure},
				}
			);
	}
}

type Moment = PlanProgress & {
	/** Positions of the steps that bring a model somewhere. */
	readonly additions: ReadonlyMap<string, readonly number[]>;
	/** Copies that are made from a node now. */
	readonly serving: Map<NodeName, number>;
};

function momentOf({steps, states, holders}: PlanProgress): Moment {
	const added = [...steps.keys()].filter(one => steps[one]?.deed.type !== 'remove');
	const serving = new Map<NodeName, number>();
	for (const state of states) {
		if (state.state === 'running') {
			serve(serving, state.deed);
		}
	}

	const additions = Map.groupBy(added, one => steps[one]?.deed.model ?? '');
	return {steps, states, holders, additions, serving};
}

function serve(serving: Moment['serving'], deed: PlannedDeed): void {
	if (deed.type === 'copy') {
		serving.set(deed.from, (serving.get(deed.from) ?? 0) + 1);
	}
}

type Failed = {readonly failure: Failure; readonly moment: Moment};

/** Whether another node, or the registry, may give what this one did not. */
function againElsewhere(
	deed: PlannedDeed,
	before: readonly NodeName[],
	{failure, moment}: Failed,
): StepState | undefined {
	if (deed.type !== 'copy') {
		return undefined;
	}

	const tried = [...before, deed.from];
	const others = sourcesOf(deed, moment).filter(one => !tried.includes(one));
	const mayOtherGive = isOfSource(failure, deed.from) && tried.length < mostSources;
	if (mayOtherGive && others.length > 0) {
		return {state: 'waiting', tried, way: 'planned'};
	}

	return isUnableToCopy(failure) ? {state: 'waiting', tried, way: 'registry'} : undefined;
}

/** How a step stands once it has begun, or was given up. */
export function afterNext(next: NextStep, before: StepState | undefined): StepState {
	const tried = before?.state === 'waiting' ? before.tried : [];
	return 'start' in next
		? {state: 'running', deed: next.start, tried}
		: {state: 'skipped', because: next.because};
}

function nextOf(step: PlanStep, position: number, progress: Moment): NextStep | undefined {
	const state = progress.states[position];
	if (state?.state !== 'waiting') {
		return undefined;
	}

	const {deed, after} = step;
	const room = after.filter(one => !isSource(progress.steps[one], deed));
	const lost = room.find(one => isLost(progress.states[one]));
	if (lost !== undefined) {
		return {position, because: lost};
	}

	if (room.some(one => progress.states[one]?.state !== 'done')) {
		return undefined;
	}

	if (state.way === 'registry') {
		const {node, model} = deed;
		return {position, start: {type: 'pull', node, model}};
	}

	return deed.type === 'copy'
		? nextCopy(deed, {position, after, tried: state.tried}, progress)
		: {position, start: deed};
}

type Copy = Extract<PlannedDeed, {readonly type: 'copy'}>;
type Waiting = {
	readonly position: number;
	readonly after: readonly number[];
	readonly tried: readonly NodeName[];
};

/** From the node that was planned; if that never gets it, from any that has it; if none does, from the registry. */
function nextCopy(deed: Copy, waiting: Waiting, moment: Moment): NextStep | undefined {
	const {position, after, tried} = waiting;
	const {steps, states, serving} = moment;
	const producer = after.find(one => isSource(steps[one], deed));
	const isAhead = producer !== undefined && isUnderWay(states[producer]);
	const sources = sourcesOf(deed, moment).filter(one => !tried.includes(one));
	const from = sources.includes(deed.from)
		? deed.from
		: isAhead
			? undefined
			: calmest(sources, serving);
	if (from !== undefined) {
		const isFree = (serving.get(from) ?? 0) < mostCopies;
		return isFree ? {position, start: {...deed, from}} : undefined;
	}

	return isAhead ? undefined : withoutSource(deed, {...waiting, producer}, moment);
}

/** Nobody has it, though somebody should by now. */
function withoutSource(
	{node, model}: Copy,
	{position, tried, producer}: Waiting & {readonly producer: number | undefined},
	{states, holders, additions}: Moment,
): NextStep | undefined {
	const others = (additions.get(model) ?? [])
		.filter(one => one !== position)
		.map(one => states[one]);
	if (others.some(state => state?.state === 'running')) {
		return undefined;
	}

	const pulls = others.filter(state => state?.state === 'failed' && state.deed.type === 'pull');
	const mayPull = holders(model).length === 0 && pulls.length < mostPulls && tried.length === 0;
	return mayPull
		? {position, start: {type: 'pull', node, model}}
		: {position, because: producer ?? position};
}

/** Nodes that have it by now. */
function sourcesOf(
	{model, node}: PlannedDeed,
	{steps, states, holders, additions}: Moment,
): readonly NodeName[] {
	const made = (additions.get(model) ?? []).flatMap(one => {
		const step = steps[one];
		return step !== undefined && states[one]?.state === 'done' ? [step.deed.node] : [];
	});
	return [...holders(model), ...made].filter(one => one !== node);
}

/** The one that serves the fewest now. */
function calmest(sources: readonly NodeName[], serving: Moment['serving']): NodeName | undefined {
	const count = (node: NodeName): number => serving.get(node) ?? 0;
	return sources.toSorted((one, other) => count(one) - count(other))[0];
}

function isSource(step: PlanStep | undefined, deed: PlannedDeed): boolean {
	return (
		deed.type === 'copy' &&
		step !== undefined &&
		step.deed.type !== 'remove' &&
		step.deed.node === deed.from &&
		step.deed.model === deed.model
	);
}

function isUnderWay(state: StepState | undefined): boolean {
	return state?.state === 'waiting' || state?.state === 'running';
}

function isLost(state: StepState | undefined): boolean {
	return state?.state === 'failed' || state?.state === 'skipped' || state?.state === 'cancelled';
}
