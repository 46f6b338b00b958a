/**
 * CPU milliseconds that this thread has used, so that a loud neighbour does not count. Linux brings the count of a thread
 * up to date at its ticks, which are 4 ms apart, and whenever that of the whole process is asked for
 * (thread_group_cputime, https://github.com/torvalds/linux/blob/master/kernel/sched/cputime.c): so both are asked.
 */
export function threadCpuMs(): number {
	process.cpuUsage();
	const {user, system} = process.threadCpuUsage();
	return (user + system) / 1000;
}
