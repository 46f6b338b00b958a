/**
 * scontrol ping: a line for each controller.
 *
 *     Slurmctld(primary) at login01 is UP
 *     Slurmctld(backup) at login02 is DOWN
 *     Slurmctld(backup1) at login03 is DOWN
 *
 * https://slurm.schedmd.com/scontrol.html#OPT_ping
 */

/** One that answers is enough. Undefined: it says nothing of any. */
export function parseScontrolPing(text: string): 'up' | 'down' | undefined {
	const states = [...text.matchAll(/^Slurmctld.* (?:is|are) (UP|DOWN)\b/gm)].map(
		([, state]) => state,
	);
	return states.includes('UP') ? 'up' : states.includes('DOWN') ? 'down' : undefined;
}
