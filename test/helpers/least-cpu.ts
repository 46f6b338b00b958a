/**
 * CPU time of a task in milliseconds: the least of some tries. The machine does other things too, and this process may
 * have to clean up after tests before this one just then.
 */
export function leastCpuMs(task: () => unknown, tries = 5): number {
	const times = Array.from({length: tries}, () => {
		const before = process.cpuUsage();
		task();
		const {user, system} = process.cpuUsage(before);
		return (user + system) / 1000;
	});
	return Math.min(...times);
}
