import {setImmediate as turn} from 'node:timers/promises';

/** CPU milliseconds of this thread that each turn of the event loop takes while `work` goes on. */
export async function turnsOf(work: () => Promise<unknown>): Promise<readonly number[]> {
	const turns: number[] = [];
	let isOver = false;
	const watching = (async () => {
		while (!isOver) {
			const before = process.threadCpuUsage();
			await turn();
			const {user, system} = process.threadCpuUsage(before);
			turns.push((user + system) / 1000);
		}
	})();
	await work();
	isOver = true;
	await watching;
	return turns;
}
