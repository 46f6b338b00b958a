/** Replaces, again and again, what has grown old; prints the most megabytes that the heap took meanwhile. */
import {keepHeapLean} from '../../../source/cli/lean-heap.ts';

const alive = 200_000;
const rounds = 12_000_000;
const warmUp = 3_000_000;

if (process.argv[2] === 'lean') {
	keepHeapLean();
}

const kept: unknown[] = [];
let mostBytes = 0;
for (let round = 0; round < rounds; round += 1) {
	kept[round % alive] = {round, numbers: [round, round + 1, round + 2]};
	if (round > warmUp && round % 10_000 === 0) {
		mostBytes = Math.max(mostBytes, process.memoryUsage().heapTotal);
	}
}

process.stdout.write(`${mostBytes / 1_000_000}\n`);
