import process from 'node:process';
import {type AuditEntry, appendAudit} from '../transport/audit-log.ts';
import {openStateDirectory} from '../transport/state-directory.ts';
import {failureText} from '../theme/failure-text.ts';
import type {Output} from './output.ts';
import type {Surroundings} from './surroundings.ts';

type Action = Omit<AuditEntry, 'wallMs' | 'who'>;

/** What each output has told already: an action has two lines or more, and all of them fail alike. */
const told = new WeakMap<Output, Set<string>>();

/** Writes down an action. Where that cannot be, one warning says so: the action stands. */
export async function audit(
	action: Action,
	{clock, env, output}: Pick<Surroundings, 'clock' | 'env' | 'output'>,
): Promise<void> {
	const directory = await openStateDirectory(env);
	const entry = {...action, wallMs: clock.wallMs(), who: `uid ${process.getuid?.() ?? '-'}`};
	const written = directory.ok ? await appendAudit(directory.value, entry) : directory;
	if (!written.ok) {
		complainOnce(`not written to the audit log: ${failureText(written.failure)}`, output);
	}
}

function complainOnce(sentence: string, output: Output): void {
	const sentences = told.get(output) ?? new Set();
	told.set(output, sentences);
	if (!sentences.has(sentence)) {
		sentences.add(sentence);
		output.complain(sentence);
	}
}
