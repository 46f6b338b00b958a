import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {auditedAsk} from '../../source/cli/audited-ask.ts';
import type {AskSlurm} from '../../source/clients/slurm-command.ts';
import {hpc} from '../helpers/queue-rack.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const limits = {limitMs: 1000, maxBytes: 1000};
const {signal} = new AbortController();

/** What the audit log holds at the moment when a command goes out. */
function auditedAt(env: Readonly<Record<string, string>>) {
	const {world, complaints} = someSurroundings({env});
	const seen: string[] = [];
	const ask: AskSlurm = async () => {
		seen.push(logIn(env));
		return {ok: true, value: {stdout: '', stderr: '', exitCode: 0}};
	};
	return {seen, complaints, ask: auditedAsk(ask, {cluster: hpc, world})};
}

function logIn({XDG_STATE_HOME: state = ''}: Readonly<Record<string, string>>): string {
	try {
		return readFileSync(join(state, 'clusterdeck/audit.jsonl'), 'utf8');
	} catch {
		return '';
	}
}

it('a command that changes something is in the audit log before it goes out', async () => {
	const {seen, ask} = auditedAt({XDG_STATE_HOME: temporaryDirectory()});
	await ask({argv: ['squeue', '--jobs=71'], ...limits}, signal);
	await ask({argv: ['scancel', '--user=alice', '71'], ...limits}, signal);
	expect(seen[0]).toBe('');
	expect(JSON.parse(seen[1] ?? '')).toMatchObject({
		...{what: 'sendCommand', target: 'hpc', argv: ['scancel', '--user=alice', '71']},
		result: 'sent',
	});
});

it('what is not sent any more is not written down', async () => {
	const env = {XDG_STATE_HOME: temporaryDirectory()};
	const {ask} = auditedAt(env);
	await ask({argv: ['scancel', '71'], ...limits}, AbortSignal.abort());
	expect(logIn(env)).toBe('');
});

it('a log that cannot be written is one warning, and the command goes out', async () => {
	const {seen, complaints, ask} = auditedAt({});
	await ask({argv: ['scontrol', 'hold', '71'], ...limits}, signal);
	await ask({argv: ['scontrol', 'hold', '72'], ...limits}, signal);
	expect(seen).toHaveLength(2);
	expect(complaints).toEqual([expect.stringMatching(/^not written to the audit log: /)]);
});
