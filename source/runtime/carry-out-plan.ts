import type {NodeName} from '../domain/ids.ts';
import type {DeedStage, ModelEvent} from '../domain/model-deed.ts';
import type {PlannedDeed, PlanStep, StepState} from '../domain/model-plan.ts';
import {afterStage, nextSteps, waitingStep} from '../rules/plan-progress.ts';
import type {ModelDesk} from './model-desk.ts';

export type PlanWork = {
	readonly steps: readonly PlanStep[];
	/** Nodes that have a model now, of the right digest. */
	readonly holders: (model: string) => readonly NodeName[];
	/** A desk that tells this listener alone. */
	readonly openDesk: (tell: (event: ModelEvent) => void) => ModelDesk;
	/** Stops what runs; nothing further begins. */
	readonly signal: AbortSignal;
	/** Of each change of a step. */
	readonly onStep: (position: number, state: StepState) => void;
};

/** Carries out the steps, as many at once as their order and the desk allow. Resolves with how each ended; never rejects. */
export async function carryOutPlan({
	steps,
	holders,
	openDesk,
	signal,
	onStep,
}: PlanWork): Promise<readonly StepState[]> {
	let states: readonly StepState[] = steps.map(() => waitingStep);
	const positions = new Map<number, number>();
	let count = 0;
	const {promise, resolve} = Promise.withResolvers<void>();
	const set = (position: number, state: StepState): void => {
		states = states.with(position, state);
		onStep(position, state);
	};
	const begin = (): void => {
		const next = signal.aborted ? [] : nextSteps({steps, states, holders});
		for (const one of next) {
			if ('start' in one) {
				start(one.position, one.start);
			} else {
				set(one.position, {state: 'skipped', because: one.because});
			}
		}

		if (next.length > 0) {
			// What was skipped may have been waited for.
			begin();
		} else if (states.every(({state}) => state !== 'running')) {
			resolve();
		}
	};
	const hear = (number: number, stage: DeedStage): void => {
		const position = positions.get(number);
		const before = position === undefined ? undefined : states[position];
		if (position !== undefined && before?.state === 'running') {
			const after = afterStage(before, stage, {steps, states, holders});
			set(position, after);
			if (after.state !== 'running') {
				begin();
			}
		}
	};
	const desk = openDesk(event => {
		if (event.type === 'models/deedTold') {
			hear(event.number, event.stage);
		}
	});
	const start = (position: number, deed: PlannedDeed): void => {
		count += 1;
		positions.set(count, position);
		const before = states[position];
		const tried = before?.state === 'waiting' ? before.tried : [];
		set(position, {state: 'running', deed, tried, progress: undefined});
		desk.run({type: 'doDeeds', deeds: [{number: count, deed}]});
	};
	const stop = (): void => desk.run({type: 'stopDeeds', numbers: [...positions.keys()]});
	signal.addEventListener('abort', stop, {once: true});
	begin();
	await promise;
	signal.removeEventListener('abort', stop);
	await desk.end();
	return states.map(state => (state.state === 'waiting' ? {state: 'cancelled'} : state));
}
