import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {DeedEnd} from '../domain/model-deed.ts';
import type {ModelPlan, PlannedDeed, PlanStep, StepState} from '../domain/model-plan.ts';
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
/** Sources of one copy, one after the other. */
const mostSources = 2;

export const waitingStep: StepState = {state: 'waiting', tried: [], way: 'planned'};

/** What can begin now, and what never will; nothing where all that is left waits for what runs. */
export function nextSteps({steps, states, holders}: PlanProgress): readonly NextStep[] {
	let now = states;
	const next: NextStep[] = [];
	for (const [position, step] of steps.entries()) {
		const found = nextOf(step, position, {steps, states: now, holders});
		if (found !== undefined) {
			next.push(found);
			now = now.with(position, afterNext(found, now[position]));
		}
	}

	return next;
}

/** A copy whose source may be what failed is tried again from another one. */
export function afterDeed(
	{deed, tried}: Extract<StepState, {readonly state: 'running'}>,
	end: DeedEnd,
	{steps, states, holders}: PlanProgress,
): StepState {
	switch (end.state) {
		case 'done':
			return {state: 'done', deed, result: end.result};
		case 'cancelled':
			return end;
		default:
			return (
				againElsewhere(deed, tried, {failure: end.failure, progress: {steps, states, holders}}) ?? {
					...{state: 'failed', deed, failure: end.failure},
				}
			);
	}
}

type Failed = {readonly failure: Failure; readonly progress: PlanProgress};

/** Whether another node, or the registry, may give what this one did not. */
function againElsewhere(
	deed: PlannedDeed,
	before: readonly NodeName[],
	{failure, progress}: Failed,
): StepState | undefined {
	// A full disk is that of the node which wants it.
	if (deed.type !== 'copy' || failure.kind === 'diskFull') {
		return undefined;
	}

	const tried = [...before, deed.from];
	const others = sourcesOf(deed, progress).filter(one => !tried.includes(one));
	if (tried.length < mostSources && others.length > 0) {
		return {state: 'waiting', tried, way: 'planned'};
	}

	return isUnableToCopy(failure) ? {state: 'waiting', tried, way: 'registry'} : undefined;
}

function afterNext(next: NextStep, before: StepState | undefined): StepState {
	const tried = before?.state === 'waiting' ? before.tried : [];
	return 'start' in next
		? {state: 'running', deed: next.start, tried}
		: {state: 'skipped', because: next.because};
}

function nextOf(step: PlanStep, position: number, progress: PlanProgress): NextStep | undefined {
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
function nextCopy(
	deed: Copy,
	{position, after, tried}: Waiting,
	progress: PlanProgress,
): NextStep | undefined {
	const {steps, states, holders} = progress;
	const producer = after.find(one => isSource(steps[one], deed));
	const isAhead = producer !== undefined && isUnderWay(states[producer]);
	const sources = sourcesOf(deed, progress).filter(one => !tried.includes(one));
	const isReady = sources.includes(deed.from);
	if (isReady || (sources.length > 0 && !isAhead)) {
		const from = isReady ? deed.from : calmest(sources, states);
		return from === undefined ? undefined : {position, start: {...deed, from}};
	}

	const ofModel = steps.flatMap((step, index) =>
		index !== position && step.deed.model === deed.model && step.deed.type !== 'remove'
			? [states[index]]
			: [],
	);
	const isComing = isAhead || ofModel.some(state => state?.state === 'running');
	if (isComing) {
		return undefined;
	}

	const pulls = ofModel.filter(state => state?.state === 'failed' && state.deed.type === 'pull');
	const mayPull = holders(deed.model).length === 0 && pulls.length < mostPulls;
	const {node, model} = deed;
	return mayPull && tried.length === 0
		? {position, start: {type: 'pull', node, model}}
		: {position, because: producer ?? position};
}

/** Nodes that have it by now. */
function sourcesOf(
	{model, node}: PlannedDeed,
	{steps, states, holders}: PlanProgress,
): readonly NodeName[] {
	const made = steps.flatMap(({deed}, index) =>
		deed.model === model && deed.type !== 'remove' && states[index]?.state === 'done'
			? [deed.node]
			: [],
	);
	return [...holders(model), ...made].filter(one => one !== node);
}

/** The one that serves the fewest now. */
function calmest(sources: readonly NodeName[], states: readonly StepState[]): NodeName | undefined {
	const serving = (node: NodeName): number =>
		states.filter(
			state => state.state === 'running' && state.deed.type === 'copy' && state.deed.from === node,
		).length;
	return sources.toSorted((one, other) => serving(one) - serving(other))[0];
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
