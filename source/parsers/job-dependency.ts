/**
 * What a job waits for, as squeue (%E) and scontrol tell it.
 *
 *     afterok:4711(unfulfilled),afterany:4712_3(unfulfilled)
 *     afterok:20(failed)?singleton(unfulfilled)
 *     after:4711+10(unfulfilled):4713(unfulfilled)
 *
 * https://slurm.schedmd.com/sbatch.html (--dependency)
 */

export type JobDependency = {
	/** `afterok` */
	readonly condition: string;
	/** `4711`, `4720_*`; empty for `singleton`. */
	readonly id: string;
	/** `unfulfilled`, `failed` */
	readonly status: string | undefined;
};

/** What is not understood is left out. */
export function parseJobDependency(text: string): readonly JobDependency[] {
	return text.split(/[,?]/).flatMap(part => {
		const [condition = '', ...targets] = part.split(':');
		const alone = targetOf(condition);
		return targets.length === 0
			? alone?.id === 'singleton'
				? [{condition: 'singleton', id: '', status: alone.status}]
				: []
			: targets.flatMap(target => {
					const one = targetOf(target);
					return one === undefined ? [] : [{condition, ...one}];
				});
	});
}

/** `4711+10(unfulfilled)` */
function targetOf(text: string): Omit<JobDependency, 'condition'> | undefined {
	const match = /^(singleton|[\d_*]+)(?:\+\d+)?(?:\((\w+)\))?$/.exec(text.trim());
	return match === null ? undefined : {id: match[1] ?? '', status: match[2]};
}
