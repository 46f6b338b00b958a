import {createSlurmClient} from '../clients/create-slurm-client.ts';
import {createAskSlurm} from '../clients/run-slurm.ts';
import type {Clock} from '../domain/clock.ts';
import type {SlurmParts} from './cluster-parts.ts';

/** The real ones. */
export function slurmOf(clock: Clock): SlurmParts {
	return {
		createAsk: (openShell, where) => createAskSlurm({openShell, clock, where}),
		createClient: (ask, where, memory) =>
			createSlurmClient({ask, where, clock, ...(memory && {memory})}),
	};
}
