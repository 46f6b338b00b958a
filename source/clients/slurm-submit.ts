import type {Clock} from '../domain/clock.ts';
import type {SlurmWrites} from './slurm-client.ts';
import type {AskSlurm} from './slurm-command.ts';

export type SlurmSubmitParts = {
	readonly ask: AskSlurm;
	/** A lost answer is looked up again after a while. */
	readonly clock: Clock;
};

export type SlurmSubmit = Pick<SlurmWrites, 'listScripts' | 'readScriptFile' | 'test' | 'submit'>;

/** What becomes a job. */
export function createSlurmSubmit(_parts: SlurmSubmitParts): SlurmSubmit {
	const missing = {ok: false, failure: {kind: 'missing', where: 'sbatch'}} as const;
	return {
		listScripts: async () => missing,
		readScriptFile: async () => missing,
		test: async () => missing,
		submit: async () => ({
			argv: [],
			outcome: {kind: 'notSubmitted', failure: missing.failure},
		}),
	};
}
