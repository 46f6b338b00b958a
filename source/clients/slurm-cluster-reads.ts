import {succeeded} from '../domain/result.ts';
import {parseScontrolPing} from '../parsers/scontrol-ping.ts';
import {parseSinfo, sinfoFields, sinfoFormat} from '../parsers/sinfo.ts';
import {parseSlurmVersion, slurmSetting} from '../parsers/slurm-version.ts';
import {askForText, mostListBytes} from './ask-for-text.ts';
import {createKnownFields, tellFields} from './known-fields.ts';
import type {SlurmReads} from './slurm-client.ts';
import {readList, type SlurmListParts} from './slurm-list.ts';
import {listLimitMs} from './slurm-lists.ts';

/** How the cluster is, and its nodes. */
export type SlurmClusterReads = Pick<SlurmReads, 'describe' | 'ping' | 'listNodes'>;

const pingLimitMs = 3000;
const describeLimitMs = 5000;

/** Failures: those of `AskSlurm`, `exited` with the cluster's own words, `unparseable`. */
export function createSlurmClusterReads({
	ask,
	where,
	newMark,
	memory,
}: SlurmListParts): SlurmClusterReads {
	const withKnown = createKnownFields(sinfoFields, memory);
	return {
		listNodes: signal =>
			withKnown(without => {
				const mark = newMark();
				const format = `--Format=${sinfoFormat(mark, without)}`;
				const argv = ['sinfo', '--noheader', '--all', '--Node', format];
				const command = {argv, limitMs: listLimitMs, maxBytes: mostListBytes};
				const read = (stdout: string) => {
					const {value, ...list} = parseSinfo(stdout, mark, {without});
					const isEmpty = value.nodes.length === 0;
					return readList(value, {command: 'sinfo', where, ...list, isEmpty});
				};
				return tellFields({ask, command, read, signal});
			}),
		async ping(signal) {
			const command = {argv: ['scontrol', 'ping'], limitMs: pingLimitMs, maxBytes: 65_536};
			const answer = await ask(command, signal);
			if (answer.ok) {
				return parseScontrolPing(answer.value.stdout) ?? 'unknown';
			}

			// scontrol itself calls a controller that hangs down, after ten seconds; one that is gone within a second.
			return answer.failure.kind === 'timedOut' ? 'slow' : 'unknown';
		},
		async describe(signal) {
			const limitMs = describeLimitMs;
			const [version, user, config] = await Promise.all([
				askForText(ask, {argv: ['squeue', '--version'], limitMs}, signal),
				askForText(ask, {argv: ['id', '-un'], limitMs}, signal),
				askForText(ask, {argv: ['scontrol', 'show', 'config'], limitMs}, signal),
			]);
			if (!version.ok) {
				return version;
			}

			const settings = config.ok ? config.value : '';
			const accounting = slurmSetting(settings, 'AccountingStorageType') ?? '';
			return succeeded({
				version: parseSlurmVersion(version.value),
				user: user.ok ? user.value.trim() : undefined,
				name: slurmSetting(settings, 'ClusterName'),
				// Where it is not told, sacct will say.
				hasAccounting: !accounting.endsWith('none'),
			});
		},
	};
}
