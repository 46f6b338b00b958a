import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {answererOf} from '../rules/cluster-pace.ts';
import type {NextQuestion} from '../rules/next-question.ts';
import type {Question} from '../rules/wanted-questions.ts';
import type {ControllerTurn} from './controller-turn.ts';
import {rest} from './rest.ts';

export type Turns = {
	readonly clock: Clock;
	/** As failures name the cluster. */
	readonly where: string;
	readonly turn: ControllerTurn;
	readonly next: () => NextQuestion | undefined;
	readonly ask: (question: Question, signal: AbortSignal) => Promise<Failure | undefined>;
	/** Is told how a rest is ended. */
	readonly onRest: (wake: () => void) => void;
};

/** Until a question fails for good; `cancelled` when it is aborted. */
export async function askInTurn(turns: Turns, signal: AbortSignal): Promise<Failure> {
	const {clock, where, turn, next: nextOf, onRest} = turns;
	while (!signal.aborted) {
		const next = nextOf();
		const restMs = (next?.atMs ?? Number.POSITIVE_INFINITY) - clock.monotonicMs();
		if (next === undefined || restMs > 0) {
			await rest(clock, {delayMs: restMs, signal, onRest});
			continue;
		}

		const failure =
			answererOf(next.question) === 'controller'
				? await turn.take(() => askDue(turns, signal))
				: await turns.ask(next.question, signal);
		if (failure !== undefined) {
			return failure;
		}
	}

	return {kind: 'cancelled', where};
}

/** When its turn has come something else may be due, or nothing. */
async function askDue(
	{clock, next: nextOf, ask}: Turns,
	signal: AbortSignal,
): Promise<Failure | undefined> {
	const next = nextOf();
	const isDue = next !== undefined && next.atMs <= clock.monotonicMs() && !signal.aborted;
	return isDue ? ask(next.question, signal) : undefined;
}
