import type {AskSlurm, SlurmAnswer} from '../clients/slurm-command.ts';
import type {Clock} from '../domain/clock.ts';
import type {ClusterQuestion} from '../domain/cluster.ts';
import type {CommandRun} from '../domain/command-run.ts';
import type {Result} from '../domain/result.ts';
import {isChanging} from '../rules/changing-argv.ts';
import {isSlurmCall, slurmWords} from '../rules/slurm-words.ts';
import type {TellCluster} from './cluster-parts.ts';

export type ToldCommands = {
	readonly ask: AskSlurm;
	readonly clock: Clock;
	readonly tell: TellCluster;
	/** What they are run for. */
	readonly reason: () => ClusterQuestion | 'person';
};

/** Each command is told as it is run: in the command log, and counted where it costs the cluster something. */
export function tellCommands({ask, clock, tell, reason}: ToldCommands): AskSlurm {
	return async (command, signal) => {
		const question = reason();
		const startedAtMs = clock.monotonicMs();
		if (isSlurmCall(command.argv)) {
			tell({type: 'cluster/called', question, atMs: startedAtMs});
		}

		// Before it goes: whatever becomes of this program, the audit log knows of it.
		if (isChanging(command.argv)) {
			tell({type: 'jobs/sending', argv: command.argv, atMs: startedAtMs});
		}

		const answer = await ask(command, signal);
		const atMs = clock.monotonicMs();
		const result = resultOf(answer);
		if (result !== undefined) {
			const run: CommandRun = {
				command: slurmWords(command.argv),
				tookMs: atMs - startedAtMs,
				result,
				...(question === 'person' ? {isByPerson: true} : {}),
			};
			tell({type: 'cluster/commandRan', run, atMs});
		}

		return answer;
	};
}

/** Undefined where nothing was run: there was no shell to run it on. */
function resultOf(answer: Result<SlurmAnswer>): CommandRun['result'] | undefined {
	if (answer.ok) {
		return {kind: 'exited', exitCode: answer.value.exitCode};
	}

	switch (answer.failure.kind) {
		case 'timedOut':
		case 'tooLarge':
		case 'protocol':
		case 'cancelled':
			return {kind: 'failed', failure: answer.failure};
		case 'missing':
			return {kind: 'exited', exitCode: 127};
		default:
			return undefined;
	}
}
