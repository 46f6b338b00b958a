import {expect, test} from 'vitest';
import {createDeedQueue} from '../../source/runtime/deed-queue.ts';
import {settlePromises} from '../helpers/fake-clock.ts';

function aQueue() {
	const told: Array<readonly [number, number]> = [];
	const started: number[] = [];
	const ends = new Map<number, () => void>();
	const queue = createDeedQueue(2, (number, ahead) => told.push([number, ahead]));
	return {
		...{queue, told, started},
		add(...numbers: readonly number[]): void {
			for (const number of numbers) {
				queue.add({
					number,
					lane: number < 100 ? 'n1' : 'n2',
					start() {
						started.push(number);
						return new Promise(resolve => {
							ends.set(number, resolve);
						});
					},
				});
			}
		},
		async end(number: number): Promise<void> {
			ends.get(number)?.();
			await settlePromises();
		},
	};
}

test('two begin at once, the others wait and are told how many are before them', async () => {
	const {add, end, started, told} = aQueue();
	add(1, 2, 3, 4, 5);
	expect(started).toEqual([1, 2]);
	expect(told).toEqual([
		[3, 0],
		[4, 1],
		[5, 2],
	]);
	told.length = 0;
	await end(2);
	expect(started).toEqual([1, 2, 3]);
	expect(told).toEqual([
		[4, 0],
		[5, 1],
	]);
});

test('one node does not wait for another', () => {
	const {add, started} = aQueue();
	add(1, 2, 3, 101, 102, 103);
	expect(started).toEqual([1, 2, 101, 102]);
});

test('one that is dropped never begins, and those behind it move up', async () => {
	const {queue, add, end, started, told} = aQueue();
	add(1, 2, 3, 4, 5);
	told.length = 0;
	expect(queue.drop(3)).toBe(true);
	expect(told).toEqual([
		[4, 0],
		[5, 1],
	]);
	expect([queue.drop(3), queue.drop(1)]).toEqual([false, false]);
	await end(1);
	await end(2);
	expect(started).toEqual([1, 2, 4, 5]);
	expect(queue.waiting()).toEqual([]);
});
