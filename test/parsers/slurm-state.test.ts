import {expect, it} from 'vitest';
import {parseScontrolPing} from '../../source/parsers/scontrol-ping.ts';
import {parseSlurmVersion, slurmSetting} from '../../source/parsers/slurm-version.ts';

it.each([
	['Slurmctld(primary) at login01 is UP\n', 'up'],
	['Slurmctld(primary) at login01 is DOWN\n', 'down'],
	['Slurmctld(primary) at a is DOWN\nSlurmctld(backup) at b is UP\n', 'up'],
	['Slurmctld(primary/backup) at a/b are UP/DOWN\n', 'up'],
	['', undefined],
	['is UP\n', undefined],
])('%j means that the controller is %s', (told, state) => {
	expect(parseScontrolPing(told)).toBe(state);
});

it.each([
	['slurm-wlm 22.05.8\n', '22.05.8'],
	['slurm 24.11.0-0rc1\n', '24.11.0-0rc1'],
	['squeue: error\n', undefined],
])('%j is version %s', (told, version) => {
	expect(parseSlurmVersion(told)).toBe(version);
});

it('a setting is read from its own line', () => {
	const config =
		'ClusterName             = lab\nAccountingStorageType   = accounting_storage/none\n';
	expect(slurmSetting(config, 'ClusterName')).toBe('lab');
	expect(slurmSetting(config, 'AccountingStorageType')).toBe('accounting_storage/none');
	expect(slurmSetting('', 'ClusterName')).toBeUndefined();
});
