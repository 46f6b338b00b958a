const changingVerbs: ReadonlySet<string> = new Set([
	...['update', 'hold', 'release', 'requeue', 'requeuehold'],
]);

/** Whether a command of ours changes something at the cluster, where others only ask. */
export function isChanging([program, ...words]: readonly string[]): boolean {
	switch (program) {
		case 'scancel':
			return true;
		case 'sbatch':
			return !words.includes('--test-only');
		case 'scontrol':
			return words.some(word => changingVerbs.has(word)) && !words.includes('show');
		default:
			return false;
	}
}
