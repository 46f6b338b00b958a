import type {SlurmReads} from '../clients/slurm-client.ts';
import type {AskSlurm} from '../clients/slurm-command.ts';
import type {Clock} from '../domain/clock.ts';
import {isSameJob, type JobRef} from '../domain/job.ts';
import type {WhyEvidence} from '../domain/job-why.ts';
import {failed, type Result} from '../domain/result.ts';
import {wait} from '../transport/wait.ts';
import type {ControllerTurn} from './controller-turn.ts';
import type {ClusterPoller} from './poll-cluster.ts';

type Explain = SlurmReads['explain'];

export type Explaining = {
	readonly explain: Explain;
	readonly clock: Clock;
	/** As failures name the cluster. */
	readonly where: string;
	readonly controller: ClusterPoller['controller'];
};

export type Explainer = {
	readonly explain: Explain;
	/** What was told is not so any more. */
	readonly forget: () => void;
};

/** As long as a card is looked at, left and opened again. */
const keptMs = 15_000;
/** A controller with `rl_enable` grants two questions a second, of which the poller needs some. */
const limitedGapMs = 2000;

/** Asked again for the same job soon it tells the same; of a controller that does not answer nothing is asked. */
export function createExplainer({explain, clock, where, controller}: Explaining): Explainer {
	let kept:
		| {readonly job: JobRef; readonly told: Result<WhyEvidence>; readonly atMs: number}
		| undefined;
	let timesForgotten = 0;
	return {
		forget() {
			kept = undefined;
			timesForgotten += 1;
		},
		async explain(job, signal) {
			if (
				kept !== undefined &&
				isSameJob(kept.job, job) &&
				clock.monotonicMs() - kept.atMs < keptMs
			) {
				return kept.told;
			}

			if (controller() === 'silent') {
				return noAnswer(where);
			}

			const asked = timesForgotten;
			const told = await explain(job, signal);
			const isSo = told.ok && !signal.aborted && asked === timesForgotten;
			kept = isSo ? {job, told, atMs: clock.monotonicMs()} : kept;
			return told;
		},
	};
}

type InTurn = Pick<Explaining, 'clock' | 'where' | 'controller'> & {
	readonly ask: AskSlurm;
	readonly turn: ControllerTurn;
};

/** Each command when the controller has answered what was asked before, and with a gap where it limits how often. */
export function askInControllerTurn({ask, turn, clock, where, controller}: InTurn): AskSlurm {
	return async (command, signal) => {
		if (controller() === 'limited') {
			await wait(limitedGapMs, clock, signal);
		}

		return turn.take(async () => {
			if (signal.aborted) {
				return failed({kind: 'cancelled', where});
			}

			// It may have been found out while its turn was waited for.
			return controller() === 'silent' ? noAnswer(where) : ask(command, signal);
		});
	};
}

function noAnswer(where: string) {
	const reason = 'the controller of the cluster does not answer now: look again when it does.';
	return failed({kind: 'rejected', where, reason});
}
