import type {SlurmReads, SlurmWrites} from './slurm-client.ts';
import type {AskSlurm} from './slurm-command.ts';

export type SlurmChangesParts = {
	readonly ask: AskSlurm;
	/** Some by their ids, in whatever state they are: read again before, and after. */
	readonly listJobs: SlurmReads['listJobs'];
};

export type SlurmChanges = Pick<SlurmWrites, 'change' | 'changeNode'>;

/** What is done to jobs and nodes that are there. */
export function createSlurmChanges(_parts: SlurmChangesParts): SlurmChanges {
	return {
		change: async () => [],
		changeNode: async () => ({argv: [], result: {ok: true, value: undefined}}),
	};
}
