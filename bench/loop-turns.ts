import {setImmediate as turn} from 'node:timers/promises';
import {threadCpuMs} from './thread-cpu.ts';

/** CPU milliseconds of this thread that each turn of the event loop takes while `work` goes on. */
export async function turnsOf(work: () => Promise<unknown>): Promise<readonly number[]> {
	const turns: number[] = [];
	let isOver = false;
	const watching = (async () => {
		while (!isOver) {
			const before = threadCpuMs();
			await turn();
			turns.push(threadCpuMs() - before);
		}
	})();
	await work();
	isOver = true;
	await watching;
	return turns;
}
