/**
 * A controller with rl_enable lets a client that asks too often sleep 1 s, 2 s, 3 s, before each of its answers, and says
 * so only to those who run it with -v. Source: https://slurm.schedmd.com/slurm.conf.html, SlurmctldParameters=rl_enable
 */

const answers = 3;
const leastMs = 1000;
const stepMs = 500;

/** It stays so for a while after it was seen last: at half the pace nothing shows of it. */
export const limitedMs = 5 * 60_000;
/** At half the pace. */
export const limitedIntervals = 2;
/** A ping that comes so soon says that the controller itself is not slow. */
export const quickPingMs = 1000;

/** Whether the last answers to one question took ever longer. */
export function isGrowing(tooksMs: readonly number[]): boolean {
	const last = tooksMs.slice(-answers);
	return (
		last.length === answers &&
		last.every(
			(tookMs, index) => tookMs >= (index === 0 ? leastMs : (last[index - 1] ?? 0) + stepMs),
		)
	);
}
