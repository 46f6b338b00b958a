import type {AskSlurm} from '../clients/slurm-command.ts';
import type {SlurmName} from '../domain/ids.ts';
import {isChanging} from '../rules/changing-argv.ts';
import {sentRecordOf} from '../store/deeds.ts';
import {audit} from './audit.ts';
import type {Surroundings} from './surroundings.ts';

type Audited = {
	readonly cluster: SlurmName;
	readonly world: Pick<Surroundings, 'clock' | 'env' | 'output'>;
};

/** Writes down what changes something before it goes: whatever ends this program then, the audit log knows of it. */
export function auditedAsk(ask: AskSlurm, {cluster, world}: Audited): AskSlurm {
	return async (command, signal) => {
		if (isChanging(command.argv) && !signal.aborted) {
			await audit(sentRecordOf(cluster, command.argv), world);
		}

		return ask(command, signal);
	};
}
