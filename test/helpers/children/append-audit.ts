/** Appends records to an audit log: `append-audit.ts DIRECTORY NAME COUNT`. Exits with 1 when one is not written. */
import process from 'node:process';
import {appendAudit} from '../../../source/transport/audit-log.ts';

const [directory = '', who = '', count = '0'] = process.argv.slice(2);
for (let index = 0; index < Number(count); index += 1) {
	const entry = {
		wallMs: index,
		who,
		what: 'cancelJob',
		target: `${index}`,
		argv: ['scancel'],
		result: 'done',
	};
	const {ok} = await appendAudit(directory, entry);
	if (!ok) {
		process.exit(1);
	}
}
