import process from 'node:process';
import {type AuditEntry, appendAudit} from '../transport/audit-log.ts';
import {openStateDirectory} from '../transport/state-directory.ts';
import {failureText} from '../theme/failure-text.ts';
import type {Surroundings} from './surroundings.ts';

type Action = Omit<AuditEntry, 'wallMs' | 'who'>;

/** Writes down an action that was done. Where that cannot be, one warning says so: the action stands. */
export async function audit(
	action: Action,
	{clock, env, output}: Pick<Surroundings, 'clock' | 'env' | 'output'>,
): Promise<void> {
	const directory = await openStateDirectory(env);
	const entry = {...action, wallMs: clock.wallMs(), who: `uid ${process.getuid?.() ?? '-'}`};
	const written = directory.ok ? await appendAudit(directory.value, entry) : directory;
	if (!written.ok) {
		output.complain(`not written to the audit log: ${failureText(written.failure)}`);
	}
}
