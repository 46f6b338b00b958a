import type {NodeName} from '../domain/ids.ts';
import type {PlannedDeed, PlanStep, StepState} from '../domain/model-plan.ts';
import {afterDeed, nextSteps, waitingStep} from '../rules/plan-progress.ts';
import type {DoDeed} from './spread-copies.ts';

export type PlanWork = {
	readonly steps: readonly PlanStep[];
	/** Nodes that have a model now, of the right digest. */
	readonly holders: (model: string) => readonly NodeName[];
	/** Once the program was told to end, nothing begins any more: it is cancelled. */
	readonly act: DoDeed;
};

/** Carries out the steps, as many at once as their order allows. Resolves with how each ended; never rejects. */
export async function carryOutPlan({steps, holders, act}: PlanWork): Promise<readonly StepState[]> {
	let states: readonly StepState[] = steps.map(() => waitingStep);
	const work = async (position: number, deed: PlannedDeed): Promise<void> => {
		const before = states[position];
		const tried = before?.state === 'waiting' ? before.tried : [];
		const running = {state: 'running', deed, tried} as const;
		states = states.with(position, running);
		const end = await act(deed);
		states = states.with(position, afterDeed(running, end, {steps, states, holders}));
		await begin();
	};
	const begin = async (): Promise<void> => {
		const next = nextSteps({steps, states, holders});
		for (const one of next) {
			if ('because' in one) {
				states = states.with(one.position, {state: 'skipped', because: one.because});
			}
		}

		await Promise.all(
			next.map(one => ('start' in one ? work(one.position, one.start) : undefined)),
		);
	};
	await begin();
	return states;
}
