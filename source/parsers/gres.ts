/**
 * What a node has beside its cpus, or what of it is in use.
 *
 *     gpu:a100:2(S:0-1),shard:8
 *     gpu:a100:2(IDX:0-1)
 *     (null)
 *
 * https://slurm.schedmd.com/gres.conf.html https://slurm.schedmd.com/sinfo.html
 */

/** All gpus of all kinds; undefined: it names none, not even 0. */
export function gpusOfGres(gres: string): number | undefined {
	const counts = gres
		.replace(/\([^)]*\)/g, '')
		.split(',')
		.flatMap(one => /^(?:gres[:/])?gpu(?:[:=][^,]*?)?[:=](\d{1,9})$/.exec(one.trim())?.[1] ?? []);
	return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + Number(count), 0);
}
