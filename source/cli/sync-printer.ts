import type {PlanStep, StepState} from '../domain/model-plan.ts';
import {stepEndText, stepProgressText} from '../theme/model-plan-text.ts';
import type {Surroundings} from './surroundings.ts';

type SyncPrinter = {
	readonly tell: (position: number, state: StepState) => void;
	/** All have ended so: what was never told is told now. */
	readonly end: (states: readonly StepState[]) => void;
};

/**
 * A line for each step when it ends, what went wrong on stderr; at a terminal one more that says what is under way, and
 * goes when it is over.
 */
export function openSyncPrinter(
	steps: readonly PlanStep[],
	{output, isJson}: Pick<Surroundings, 'output'> & {readonly isJson: boolean},
): SyncPrinter {
	const running = new Map<number, Extract<StepState, {readonly state: 'running'}>>();
	const ended = new Set<number>();
	const showProgress = (): void => {
		const [first] = running.values();
		if (output.waitStyle() === 'line') {
			const more = running.size > 1 ? ` · and ${running.size - 1} more` : '';
			const text = first && stepProgressText(first);
			const done = `${ended.size} of ${steps.length} done`;
			output.showWait(text === undefined ? undefined : `${done} · ${text}${more}`);
		}
	};
	const tellEnd = (position: number, state: StepState): void => {
		const step = steps[position];
		if (step === undefined || ended.has(position)) {
			return;
		}

		ended.add(position);
		const text = `${position + 1}/${steps.length} ${stepEndText(step, state)}`;
		if (state.state !== 'done') {
			output.complain(text);
		} else if (!isJson) {
			output.print(`${text}\n`);
		}
	};
	return {
		tell(position, state) {
			if (state.state === 'running') {
				running.set(position, state);
			} else {
				running.delete(position);
			}

			if (state.state !== 'running' && state.state !== 'waiting') {
				tellEnd(position, state);
			}

			showProgress();
		},
		end(states) {
			output.showWait(undefined);
			for (const [position, state] of states.entries()) {
				tellEnd(position, state);
			}
		},
	};
}
