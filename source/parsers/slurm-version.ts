/**
 * squeue --version, and the lines of scontrol show config that say what cluster it is.
 *
 *     slurm-wlm 22.05.8
 *     AccountingStorageType   = accounting_storage/slurmdbd
 *     ClusterName             = lab
 *
 * https://slurm.schedmd.com/squeue.html#OPT_version https://slurm.schedmd.com/slurm.conf.html
 */

/** `22.05.8`; packagers put their own word before it. */
export function parseSlurmVersion(text: string): string | undefined {
	return /^slurm\S* (\d{2}\.\d{2}[\w.~+-]{0,30})\s*$/m.exec(text)?.[1];
}

/** Undefined where it is not told. */
export function slurmSetting(
	text: string,
	name: 'AccountingStorageType' | 'ClusterName',
): string | undefined {
	return new RegExp(`^${name}\\s*= (.+)$`, 'm').exec(text)?.[1]?.trim();
}
